"""Every rule of `regles/` finds the row that breaks it, says where, and leaves good rows alone."""

from datetime import date

import pytest

from tdi.snapshots import importing, rules
from tdi.snapshots.rules import Rule
from tests.snapshots import statements
from tests.snapshots.statements import ROWS, variants

RULES = {rule.name: rule for rule in rules.load()}
TABLES = {rule.table.name for rule in RULES.values()}
BEFORE, DAY = date(2024, 11, 30), date(2024, 12, 31)


def fin(name, **changes):
    return {"dispositif": name, **changes}


def mob(name, **changes):
    return {"engagement_id": name, **changes}


# Rows that break each rule, by rule; the last one (or the one marked) is the faulty one.
BREAKING = {
    "financements_montant_selon_etat": [fin("a", amount_eur="", etat="Contesté")],
    "financements_etapes_dans_le_desordre": [
        fin("b", etape="Fléché", amount_eur="10"),
        fin("b", etape="Payé", amount_eur="10,01"),
    ],
    "financements_valeur_revisee": [fin("avant", amount_eur="900", reported_date="15/10/2024")],
    "financements_enveloppe_depassee": [
        fin("c", maille="France", zone_code="France", etape="Annoncé", amount_eur="1,7 Md€")
    ],
    "financements_enveloppe_depassee_par_une_zone": [fin("d", amount_eur="1 360 000 000,01")],
    "financements_compte_deux_fois": [
        fin("e", amount_eur="40"),
        fin("e", amount_eur="60", zone_code="Corse"),
        fin("e", amount_eur="100", maille="France", zone_code="France"),
    ],
    "financements_transmis_apres_l_instantane": [fin("f", reported_date="01/01/2025")],
    "mobilisation_valeur_selon_etat": [mob("eng-03", value="0", etat="Sans objet")],
    "mobilisation_valeur_revisee": [mob("eng-04", value="900")],
    "mobilisation_transmis_apres_l_instantane": [mob("eng-05", reported_date="2025-01-01")],
    "mobilisation_decisions_sans_instruction": [
        mob("eng-06", mesure="Accordées", value="7"),
        mob("eng-06", mesure="Refusées", value="6"),
        mob("eng-06", mesure="Instruites", value="12"),
    ],
    "mobilisation_etapes_dans_le_desordre": [
        mob("eng-07", mesure="Demandes", value="11"),
        mob("eng-07", mesure="Instruites", value="12"),
    ],
    "mesures_indicateur_valeur_selon_etat": [{"etat": "Non communiqué", "zone_code": "Corse"}],
    "mesures_indicateur_valeur_revisee": [{"measure_date": "01/06/2024", "value": "80 %"}],
    "mesures_indicateur_sans_date": [{"measure_date": "", "zone_code": "Normandie"}],
    "mesures_indicateur_date_future": [{"measure_date": "01/01/2025"}],
    "mesures_indicateur_part_hors_bornes": [{"value": "91,5", "zone_code": "Occitanie"}],
    "mesures_indicateur_pourcentage_inattendu": [
        {"indicateur_id": "Entrées en formation du PIC", "value": "12 %"}
    ],
    "fiches_action_cle_selon_les_territoires": [{"cle_repartition": "Parts égales"}],
    "fiches_action_parts_selon_cle": [{"parts": "100 %"}],
    "fiches_action_nombre_de_parts": [
        {
            "territoire_ids": "Finistère ; Pays de Redon",
            "cle_repartition": "Parts déclarées",
            "parts": "50 % ; 25 % ; 25 %",
        }
    ],
    "fiches_action_somme_des_parts": [
        {
            "territoire_ids": "Finistère ; Pays de Redon",
            "cle_repartition": "Parts déclarées",
            "parts": "33,33 % ; 66,66 %",
        }
    ],
    "fiches_action_fin_avant_debut": [{"end_date": "28/02/2020"}],
    "fiches_action_realisee_sans_date": [{"statut": "Réalisée", "end_date": "31/12/2025"}],
    "fiches_action_montants_dans_le_desordre": [{"paye_eur": "50 000,01"}],
    "fiches_action_de_deux_phases": [
        {"territoire_ids": "p1-ti-5313;p2-ti-5304", "cle_repartition": "Parts égales"}
    ],
    "fiches_action_inscrite_apres_l_instantane": [
        {"start_date": "01/01/2025", "end_date": "01/01/2026"}
    ],
    "contrats_plus_de_fiches_fermes_que_de_fiches": [{"fiche_ferme_count": "13"}],
    "contrats_etapes_dans_le_desordre": [
        {"territoire_id": "Pays de Redon", "contrat_date": "01/03/2020"},
        {
            "territoire_id": "Pays de Redon",
            "statut": "Avenant signé",
            "contrat_date": "01/02/2020",
        },
    ],
    "contrats_signe_apres_l_instantane": [{"contrat_date": "01/01/2025"}],
    "appreciations_apres_l_instantane": [{"appreciation_date": "01/01/2025"}],
    "decisions_apres_l_instantane": [{"decision_date": "01/01/2025", "due_date": ""}],
    "decisions_faite_apres_l_instantane": [{"statut": "Faite", "done_date": "01/01/2025"}],
    "decisions_faite_sans_date": [{"statut": "Faite"}],
    "decisions_datee_sans_etre_faite": [{"done_date": "15/12/2024"}],
    "decisions_faite_avant_le_comite": [{"statut": "Faite", "done_date": "29/11/2024"}],
    "decisions_echeance_avant_le_comite": [{"due_date": "29/11/2024"}],
    "laureats_apres_l_instantane": [{"update_date": "01/01/2025"}],
    "fa2it_apres_l_instantane": [{"measure_date": "01/01/2025"}],
}
# Rules about a table as a whole: something that the previous snapshot had.
BREAKING_AS_A_WHOLE = {
    "financements_total_en_baisse",
    "mobilisation_total_en_baisse",
}
PREVIOUS = {
    "financements": [
        fin("avant", amount_eur="1 000", reported_date="15/10/2024"),
        fin("à jour", amount_eur="1 000", reported_date="15/10/2024"),
        fin("disparu", etape="Fléché", amount_eur="9 Md€", cadre="Hors enveloppe"),
    ],
    "mobilisation": [mob("eng-04", value="1 000"), mob("eng-08", value="3")],
    "mesures_indicateur": [
        {"measure_date": "01/06/2024", "value": "79 %"},
        {"measure_date": "01/03/2024", "value": "78 %"},
    ],
}
# A whole number of rows that break nothing, between the faulty ones.
NUMBERED = {"fiches_action": "fiche_id", "decisions": "decision_id"}


def a_row(table, change, number):
    identifier = {NUMBERED[table]: f"n° {number}"} if table in NUMBERED else {}
    return ROWS[table] | identifier | change


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """Every breaking row in one import, after a first snapshot; the row each fault is due at."""
    folder = tmp_path_factory.mktemp("regles")
    lines: dict[str, list] = {table: [dict(ROWS[table])] for table in TABLES if table in ROWS}
    due = {}
    for name, changes in BREAKING.items():
        table = RULES[name].table.name
        for change in changes:
            lines[table].append(a_row(table, change, len(lines[table])))
        due[name] = len(lines[table]) + 1
    lines["financements"].append(a_row("financements", fin("à jour", amount_eur="1 500"), 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TDI_DATA", str(folder / "jeux"))
        before = {table: variants(table, *changes) for table, changes in PREVIOUS.items()}
        statements.publish(folder, before, BEFORE)
        paths = [statements.write(folder, table, rows) for table, rows in lines.items()]
        return importing.read_files(paths, jeu="public", day=DAY), due


def told(imported, rule: Rule):
    return [
        fault
        for fault in imported.faults
        if fault.expected == rule.expected and fault.severity == rule.severity
    ]


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_a_broken_rule_is_told_at_its_row(broken, name):
    imported, due = broken
    rule = RULES[name]
    here = [f for f in told(imported, rule) if f.file == f"{rule.table.name}.csv" and f.row]
    assert due[name] in {fault.row for fault in here}
    assert all(fault.column and fault.message for fault in here)


@pytest.mark.parametrize("name", sorted(BREAKING_AS_A_WHOLE))
def test_what_the_previous_snapshot_had_is_missed(broken, name):
    imported, _ = broken
    assert any(
        fault.row is None and "30/11/2024" in fault.message for fault in told(imported, RULES[name])
    )


def test_every_rule_has_its_example():
    assert set(RULES) == set(BREAKING) | BREAKING_AS_A_WHOLE


def test_a_good_row_breaks_nothing(broken):
    imported, _ = broken
    assert [fault for fault in imported.faults if fault.row == 2] == []


def test_a_revision_says_the_old_value_the_new_one_and_that_no_reason_is_given(broken):
    imported, due = broken
    [fault] = [
        fault
        for fault in told(imported, RULES["financements_valeur_revisee"])
        if fault.row == due["financements_valeur_revisee"]
    ]
    assert "1\u202f000\u202f€" in fault.message
    assert "900\u202f€" in fault.message
    assert "Motif non fourni" in fault.message


def test_an_update_with_its_own_date_is_not_a_revision(broken):
    imported, due = broken
    [fault] = [f for f in told(imported, RULES["financements_valeur_revisee"]) if f.file[0] == "f"]
    assert fault.row == due["financements_valeur_revisee"]
