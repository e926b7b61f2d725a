"""The texts of the demands: right numbers, right French, the same for the same rows."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from tdi import db, demandes, dossier
from tdi.filters import Filters
from tdi.results import Result, compute
from tests.conftest import SELECTIONS, SNAPSHOT


def asked(**changes):
    """One row of `donnees/demandes`."""
    return {
        "operateur_name": "Bpifrance",
        "operateur_definition": "Banque publique d’investissement.",
        "engagement_id": "eng-02",
        "engagement_name": "VTE",
        "libelle_statut": "attesté",
        "is_nomme": True,
        "non_communiquee_count": 4,
        "etape_names": ["Annoncé", "Fléché", "Engagé", "Payé"],
        "due_date": pd.NaT,
        "cache_eur": None,
        "announced_date": pd.NaT,
    } | changes


def text(*rows, owers=("Bpifrance",)):
    return demandes.letter(
        "Bpifrance",
        list(rows),
        {row["engagement_id"]: list(owers) for row in rows},
        selection="Bretagne · phase 1",
        snapshot=SNAPSHOT,
    )


def test_one_amount_is_written_in_the_singular():
    alone = text(asked(non_communiquee_count=1, etape_names=["Payé"]))
    assert "1\u00a0montant du programme vous est demandé," in alone
    assert "aucun texte public ne le donne." in alone
    assert "– VTE\u00a0: 1\u00a0montant (payé), échéance inconnue." in alone
    assert "vous sont demandés" in text(asked(non_communiquee_count=2))


def test_lines_are_a_french_list_and_add_up_to_the_total():
    other = asked(engagement_id="eng-14", engagement_name="Accélérateurs")
    lines = [line for line in text(asked(), other).splitlines() if line.startswith("–")]
    assert [line[-2:] for line in lines] == ["\u202f;", "e."]
    assert "8\u00a0montants du programme" in text(asked(), other)
    assert "(annoncé, fléché, engagé et payé)" in lines[0]


def test_due_dates_are_told_and_never_invented():
    assert "échéance du 31/12/2019, dépassée" in text(asked(due_date=pd.Timestamp("2019-12-31")))
    ahead = text(asked(due_date=pd.Timestamp("2030-01-01")))
    assert "échéance du 01/01/2030." in ahead
    assert "dépassée" not in ahead


def test_a_line_says_how_much_it_hides_only_when_it_is_known():
    known = asked(cache_eur=12_030_000.0, announced_date=pd.Timestamp("2018-11-22"))
    told = text(known)
    assert "manque à la suite de 12\u202fM€ annoncés depuis le 22/11/2018" in told
    assert "toutes natures ensemble" in told
    assert "à la suite" not in text(asked())


def test_a_sum_of_natures_says_so_and_a_known_stage_is_not_told_missing():
    fiction = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    by_engagement = compute("donnees/demandes", fiction).records()
    partly = [row for row in by_engagement if row["engagement_id"] == "eng-08"]
    assert {tuple(row["etape_names"]) for row in partly} == {("Engagé", "Payé")}, "fléché is known"
    assert "une étape au moins manque à la suite de" in text(*partly)
    for name in ("montants_caches", "demandes_by_operateur"):
        for column in compute(f"donnees/{name}", fiction).query.columns.values():
            if column.unit == "€":
                assert "toutes natures ensemble" in column.definition, column.name


@pytest.mark.parametrize("jeu", ["public", "demonstration"])
@pytest.mark.parametrize("region", [None, "53", "24"])
def test_what_the_demands_hide_is_what_is_announced_where_a_stage_is_missing(jeu, region):
    day = {"public": SNAPSHOT, "demonstration": "2022-12-31"}[jeu]
    filters = Filters(jeu=jeu, snapshot_date=day, region_code=region)
    money = db.run(jeu, "from financements", {}, None, day)
    money = money[
        (money["snapshot_date"] == day)
        & (money["cadre"] == "Enveloppe 2018")
        & (money["maille"] == "Territoire")
    ]
    links = db.run(jeu, "from territoire_regions", {}, None, day)
    places = set(links["territoire_id"][links["region_code"] == (region or links["region_code"])])
    hidden = {}
    for (engagement, place), part in money.groupby(["engagement_id", "zone_code"]):
        steps = part.groupby("etape")["etat"].agg(set)
        announced = part.loc[part["etape"] == "Annoncé", "amount_eur"].dropna()
        if place in places and {"Non communiqué"} in list(steps) and len(announced):
            hidden[engagement] = hidden.get(engagement, 0) + announced.sum()
    found = compute("donnees/montants_caches", filters).frame.dropna(subset="cache_eur")
    assert dict(zip(found["engagement_id"], found["cache_eur"], strict=True)) == hidden
    assert bool(hidden) == (jeu == "demonstration")
    by_engagement = compute("donnees/demandes", filters).frame.drop_duplicates("engagement_id")
    assert by_engagement["cache_eur"].sum() == sum(hidden.values())


def test_what_is_announced_to_an_operateur_alone_is_told_apart():
    def told(filters):
        return demandes.hidden(
            compute("donnees/montants_caches", filters),
            compute("donnees/demandes_by_operateur", filters),
        )

    public = told(Filters(snapshot_date=SNAPSHOT))
    assert "Dans 2\u202f533 cas sur 2\u202f533" in public
    assert "**1\u202f250\u202fM€** au moins ont été annoncés à 3\u00a0opérateurs, toutes" in public
    assert "annoncés à" not in told(Filters(snapshot_date=SNAPSHOT, region_code="53"))
    fiction = told(Filters(jeu="demonstration", snapshot_date="2022-12-31"))
    assert fiction.startswith(
        "Une étape au moins de la suite de **14,2\u202fM€** annoncés depuis le 22/11/2018"
    )
    assert "Dans 298 cas sur 454" in fiction


def test_who_else_is_asked_and_why_the_state_answers_are_told():
    shared = text(asked(), owers=("Banque des Territoires", "Bpifrance", "Pôle emploi"))
    assert "demande adressée aussi à\u00a0: Banque des Territoires et Pôle emploi" in shared
    assert "aucun texte ne nomme d’opérateur" in text(asked(is_nomme=False))
    unknown = text(asked(is_nomme=False, libelle_statut="à compléter"))
    assert "intitulé de l’engagement à communiquer d’abord" in unknown


@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_published_letter_is_clean_french_with_the_numbers_of_its_rows(selection):
    result = compute("donnees/demandes", SELECTIONS[selection])
    letters = demandes.letters(result, "France entière · phase 1")
    assert letters == demandes.letters(result, "France entière · phase 1")
    for name, letter in letters.items():
        total = result.only(operateur_name=name).frame["non_communiquee_count"].sum()
        [written] = re.findall(r"^([\d\u202f]+)\u00a0montants? du programme", letter, re.M)
        assert int(written.replace("\u202f", "")) == total
        assert not re.search(r"  | [;:?!]|\bnan\b|None|NaT|[^.]\.\.|'", letter)
        assert "non des intitulés officiels" in letter
    assert demandes.bundle(letters).decode("utf-8-sig").count("Objet\u00a0:") == len(letters)


def test_a_letter_of_the_demonstration_says_so_first():
    fiction = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    letters = demandes.letters(compute("donnees/demandes", fiction), "France entière · phase 1")
    assert letters
    for letter in letters.values():
        assert letter.startswith("Données de démonstration")
        assert "texte public" not in letter
    assert "démonstration" not in text(asked())


def test_the_summary_tells_shared_demands_and_missing_due_dates():
    france = Filters(snapshot_date=SNAPSHOT)
    told = demandes.summary(
        compute("donnees/demandes_by_operateur", france), compute("donnees/cellules", france)
    )
    # 10 132 cells; the 596 of « Référent unique » are asked of four operateurs: + 3 × 596.
    assert "10\u202f132\u00a0cellules" in told
    assert "11\u202f920" in told
    assert "Échéance inconnue" in told
    simplifier = replace(france, enjeu_id="simplifier")
    alone = demandes.summary(
        compute("donnees/demandes_by_operateur", simplifier),
        compute("donnees/cellules", simplifier),
    )
    assert "La somme des lignes" not in alone
    assert "1\u00a0responsable." in alone


def test_no_attested_component_is_shown_as_an_official_title():
    result = compute("pilotage/engagements", Filters(snapshot_date=SNAPSHOT))
    for row in result.records():
        one = Result(result.query, result.only(engagement_id=row["engagement_id"]).frame)
        facts = "\n".join(dossier.facts(one))
        assert f"**Statut du libellé**\u00a0: {row['libelle_statut']}" in facts
        assert "officiel" not in facts.replace("liste officielle numérotée", "")
    assert "n’est pas un intitulé officiel" in result.column("libelle").definition


def test_several_addresses_become_links_and_other_words_are_kept():
    told = dossier.addresses("https://www.a.fr/x?y=1 (page 3) ; b.gouv.fr (dossier)")
    assert told == "[a.fr](https://www.a.fr/x?y=1) (page 3)\u202f; b.gouv.fr (dossier)"
