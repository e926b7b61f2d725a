"""The matrix of engagements, one of its cells, the file of one engagement, kept in the address."""

import re
from collections import Counter

import pytest

from tdi import fmt, matrice, recours, sentences, theme
from tdi.filters import Filters
from tdi.results import compute
from tests.conftest import SNAPSHOT
from tests.test_pages import open_page, texts

PAGE = "pages/pilotage/engagements.py"
FILE = "pages/pilotage/engagement.py"
DEMONSTRATION = {"jeu": "Démonstration"}
LINK = re.compile(r'\[(.+)\]\(<\?\S*engagement=\S+&lieu=\S+> ".+"\)')


def grid(app):
    """The matrix as it is written: a row per engagement, a column per place."""
    [matrix] = matrices(app)
    assert all(LINK.fullmatch(cell) for cell in matrix.to_numpy().flat), "each leads to its rows"
    return matrix.map(lambda cell: LINK.fullmatch(cell)[1])


def matrices(app):
    """The tables whose rows are engagements."""
    return [one.value for one in app.table if one.value.index.name == matrice.ENGAGEMENT]


def table(app, heading):
    """The drawn table that has a column of this name."""
    [found] = [one.value for one in app.table if heading in one.value.columns]
    return found


def test_an_address_opens_the_file_of_one_engagement(app):
    proofs = {"vue_engagement": "Preuves et demandes"}
    open_page(app, FILE, {"engagement": "VTE", "region": "Bretagne"} | proofs)
    assert app.title[0].value == "VTE"
    assert app.selectbox(key="engagement").value == "VTE"
    assert app.selectbox(key="region").value == "53"
    shown = texts(app)
    assert "377\u00a0VTE (contesté)" in shown
    assert "1\u202f000\u00a0VTE (renseigné)" in shown
    # Ten territoires in Bretagne, four stages: owed by the operateur that texts name.
    assert "**Bpifrance**\u00a0: 40\u00a0montants (annoncé, fléché, engagé et payé)" in shown
    assert "échéance inconnue" in shown
    assert re.search(r"\[2017-2022\.nosdeputes\.fr\]\(https://", shown)
    assert "**Statut du libellé**\u00a0: attesté" in shown


def test_the_years_of_an_engagement_are_a_table_of_what_is_known(app):
    open_page(app, FILE, DEMONSTRATION | {"engagement": "VTE"})
    years = table(app, "Relevé du")
    assert list(years.columns) == ["Relevé du", "Accordées"]
    assert list(years["Accordées"]) == [38, 88, 377, 540]
    assert years["Relevé du"].iloc[0].startswith("**31/12/2019**")


def test_the_years_of_an_engagement_leave_what_no_column_holds_under_their_date(app):
    open_page(app, FILE, DEMONSTRATION | {"engagement": "Formation (PIC)"})
    years = table(app, "Relevé du")
    assert len(years.columns) == 4
    assert "Délai médian" in years["Relevé du"].iloc[-1]


def test_what_is_published_of_money_is_told_with_its_stage_and_frame(app):
    open_page(
        app, FILE, {"engagement": "Crédits d’ingénierie", "vue_engagement": "Preuves et demandes"}
    )
    assert "**Annoncé**\u00a0: 26\u202fM€" in texts(app)
    assert "cadre\u00a0: rattachement inconnu" in texts(app)


@pytest.mark.parametrize(("page", "shown"), [(PAGE, None), (FILE, "France Expérimentation")])
def test_an_engagement_outside_the_selection_is_refused_aloud(app, page, shown):
    open_page(app, page, {"engagement": "VTE", "enjeu": "Simplifier"})
    assert app.selectbox(key="engagement").value == shown
    assert any("«\u00a0VTE\u00a0»" in warning.value for warning in app.warning)


@pytest.mark.parametrize("page", [PAGE, FILE])
def test_phase_2_is_without_object(app, page):
    open_page(app, page, {"phase": "Phase 2"})
    assert any(told.value.startswith("**Sans objet** –") for told in app.info)
    assert not app.metric
    assert not matrices(app)


def test_the_grid_names_every_state_it_shows(app):
    open_page(app, PAGE, {"vue_engagements": "Connu"})
    shown = texts(app)
    assert "187\u00a0chiffres attendus" in shown
    assert "**?** non communiqué" in shown
    assert "**≠** contesté\u00a0: 1" in shown


def test_where_nothing_is_known_words_replace_the_matrix(app):
    open_page(app, PAGE, {})
    assert not matrices(app), "no grid of question marks"
    [told] = [info.value for info in app.info if "aucune des 306 cases" in info.value]
    for ower in ("Banque des Territoires", "Bpifrance", "Business France", "Pôle emploi", "État"):
        assert ower in told
    offered = [one for one in app.button if one.label in ("Accordées", "Montant fléché")]
    assert len(offered) == 2, "what is known"
    offered[0].click().run()
    assert app.selectbox(key="mesure").value == "Accordées"
    assert grid(app).loc["VTE", "France"] == "≠ 377"
    assert grid(app).loc["VTE", "Non territorialisé"] == "≠ 377"
    assert grid(app).loc["VTE", "Bretagne"] == "? non com."


def test_the_public_engagements_of_which_nothing_is_known_are_named_once(app):
    open_page(app, PAGE, {"vue_engagements": "Recours"})
    [silent] = [one.value for one in app.markdown if "Rien n’est connu du recours" in one.value]
    assert "16\u00a0engagements" in silent
    assert "VTE" not in silent
    assert "377 accordées (VTE) (contesté)" in texts(app)


CELLS = [
    ("Accordées", "VTE", "Bretagne", "Valeur"),
    ("Accordées", "VTE", "France", "Valeur"),
    ("Refus", "Formation (PIC)", "Normandie", "Valeur"),
    ("Montant payé", "Portage et fonds propres", "Normandie", "Montant"),
    ("Montant engagé", "Formation (PIC)", "Non territorialisé", "Montant"),
    ("Délai", "Formation (PIC)", "Bretagne", "Valeur"),
]


@pytest.mark.parametrize(("mesure", "engagement", "place", "heading"), CELLS)
def test_a_cell_opens_on_the_rows_whose_sum_it_is(app, mesure, engagement, place, heading):
    address = {"mesure": mesure, "engagement": engagement, "lieu": place}
    open_page(app, PAGE, DEMONSTRATION | address)
    assert not app.exception
    assert not [warning for warning in app.warning if "adresse" in warning.value]
    written = grid(app).loc[engagement, place]
    rows = table(app, heading)
    total = float(rows[heading].dropna().astype(float).sum())
    if heading == "Montant":
        # Drawn in M€ or in whole euros.
        factor = 1_000_000 if "M€" in written else 1
        [number] = re.findall(r"[\d\u202f]+(?:,\d+)?(?=\u202fM?€)", written)
        value = float(number.replace("\u202f", "").replace(",", ".")) * factor
        assert total == pytest.approx(value, abs=0.05 * factor)
    else:
        assert total == float(re.findall(r"\d+", written)[0])
    assert f"{engagement}, {place}" in texts(app)


def test_which_of_my_territoires_have_never_used_an_engagement(app):
    open_page(app, PAGE, DEMONSTRATION | {"region": "Bretagne"})
    app.selectbox(key="engagement").set_value("VTE").run()
    assert "**Jamais (1)**\u00a0: Bretagne Romantique." in texts(app)
    never = grid(app).loc["VTE"]
    assert list(never[never == "0 jamais"].index) == ["Bretagne Romantique"]
    assert never["Bretagne"] == "✓ 9 sur 10"


def test_the_order_is_kept_in_the_address(app):
    open_page(app, PAGE, DEMONSTRATION | {"tri": "Délai"})
    assert list(grid(app).index)[:2] == ["Territoires d’innovation", "Appels du PIA"]
    app.segmented_control(key="tri").set_value("Recours").run()
    assert grid(app).index[0] == "Conseiller Business France"


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"tri": "Beauté"}, "«\u00a0Beauté\u00a0»"),
        ({"mesure": "Charme"}, "«\u00a0Charme\u00a0» n’est pas une mesure de la matrice"),
        ({"lieu": "Mordor"}, "«\u00a0Mordor\u00a0» n’est pas un lieu de la matrice"),
    ],
)
def test_what_the_matrix_does_not_have_is_refused_aloud(app, asked, refusal):
    open_page(app, PAGE, DEMONSTRATION | asked)
    assert not app.exception
    assert any(refusal in warning.value for warning in app.warning)
    assert grid(app).index[0] == "Formation (PIC)"


# Requests are told by région; the engagements of « Innover » say nothing of what is done.
WITHOUT_VALUE = {
    *(("territoire", mesure) for mesure in ("Demandes", "Instruites", "Refus", "Délai")),
    ("enjeu", "Réalisées"),
}


@pytest.mark.parametrize("mesure", matrice.MESURES)
@pytest.mark.parametrize(
    "place",
    [{}, {"region": "Nouvelle-Aquitaine"}, {"territoire": "Nord Cotentin"}, {"enjeu": "Innover"}],
    ids=lambda place: "+".join(place) or "France",
)
def test_every_matrix_is_drawn_whole(app, place, mesure):
    open_page(app, PAGE, DEMONSTRATION | place | {"mesure": mesure, "engagement": "Appels du PIA"})
    assert not app.exception
    assert not app.error
    if not matrices(app):
        assert (next(iter(place), "France"), mesure) in WITHOUT_VALUE
        assert "de la matrice n’est connue" in texts(app)
        return
    drawn = grid(app)
    assert len(drawn) == (3 if "enjeu" in place else 17)
    assert not (drawn == "").any().any()
    if "territoire" in place:
        assert list(drawn.columns) == ["Nord Cotentin"]
    else:
        assert drawn.columns[0] == place.get("region", "France")


def test_the_file_agrees_with_the_matrix(app):
    open_page(
        app,
        FILE,
        DEMONSTRATION | {"engagement": "Appels du PIA", "vue_engagement": "Lieu par lieu"},
    )
    figures = {metric.label: metric.value for metric in app.metric}
    assert figures == {
        "Territoires": "149",
        "Y ont recours": "132",
        "Jamais": "14",
        "Non communiqués": "3",
    }
    by_place = table(app, "Y ont recours").set_index("Lieu")
    assert by_place.index[0].startswith("France")
    assert by_place["Y ont recours"].iloc[0] == "✓ 132 sur 149 · 3\u00a0?"
    open_page(app, PAGE, {})
    for place in by_place.index:
        name = place.split("  \n")[0]
        if name != "Non territorialisé":
            # Mayotte has no territoire: no column of its own.
            shown = grid(app).loc["Appels du PIA"].get(name, "– sans objet")
            assert by_place.loc[place, "Y ont recours"] == shown


def test_a_late_engagement_says_so_and_shows_no_zero(app):
    open_page(app, FILE, DEMONSTRATION | {"engagement": "Écologie"})
    assert [metric.label for metric in app.metric] == ["Territoires", "Non communiqués"]
    assert "**En retard, échéance passée**\u00a0: les 149 territoires" in texts(app)


def test_mayotte_has_no_territoire_and_no_matrix(app):
    for page in (PAGE, FILE):
        open_page(app, page, DEMONSTRATION | {"region": "Mayotte"})
        assert not app.exception
        assert not matrices(app)
        assert "Aucun territoire dans cette sélection" in texts(app)


def test_mayotte_has_no_territoire_and_owes_nothing(app):
    open_page(app, "pages/donnees/completude.py", {"region": "Mayotte"})
    assert "Aucun territoire dans cette sélection" in texts(app)
    assert not app.get("code")


def test_what_is_declared_without_object_is_not_told_as_unknown():
    asked = Filters(jeu="demonstration", snapshot_date="2022-12-31")
    nothing_expected = {
        row["engagement_id"]
        for row in compute("donnees/cellules_by_engagement", asked).records()
        if row["attendue_count"] == 0
    }
    assert nothing_expected == {"eng-09", "eng-10", "eng-13", "eng-15"}
    told = compute("pilotage/engagements", asked).records()
    without_object = {row["engagement_id"] for row in told if row["montants_etat"] == "Sans objet"}
    assert without_object == nothing_expected
    money = compute("pilotage/engagements_etats", asked).only(famille="Argent").records()
    states = Counter((row["engagement_id"], row["etat"]) for row in money)
    assert {one for one, etat in states if etat == "Sans objet"} == nothing_expected
    assert all(states[one, "Sans objet"] == 4 for one in nothing_expected)
    assert states["eng-07", "Contesté"] == 1, "three territoires contest what is paid"
    assert states["eng-12", "Renseigné"] == 1, "announced by territoire and for France, no more"


def test_each_state_of_the_public_figures_is_counted():
    result = compute("pilotage/engagements_etats", Filters(snapshot_date=SNAPSHOT))
    assert Counter(result.frame["etat"]) == {
        "Renseigné": 8,
        "Contesté": 1,
        "Non communiqué": 178,
    }


def test_what_is_refused_is_a_number_and_its_share_apart():
    row = {"value": 9, "refus_share": 0.18, "etat": "Renseigné", "inconnu_count": 0}
    told = recours.refus(row)
    assert told == "Refus\u00a0: 9 (18\u202f% des demandes instruites)."


def test_the_legend_of_figures_counts_those_that_are_expected():
    etats = compute(
        "pilotage/engagements_etats", Filters(jeu="demonstration", snapshot_date="2022-12-31")
    )
    apart = len(etats.only(etat="Sans objet").rows)
    told = sentences.etats(etats, theme.ETAT_STYLES)
    assert apart
    assert told.startswith(f"{fmt.number(len(etats.rows) - apart)}\u00a0chiffres attendus.")
