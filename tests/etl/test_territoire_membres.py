"""A member bears the name of its SIREN, though the publisher's list shifts names after a comma."""

import pytest

from tests.conftest import rows


@pytest.mark.parametrize(
    ("siren", "name"),
    # Checked one by one against the register of EPCI; the list gives each its neighbour's name.
    [
        ("247100290", "Le Creusot Montceau-les-Mines"),
        ("200070316", "Entre Arroux, Loire et Somme"),
        ("200071884", "Le Grand Charolais"),
    ],
)
def test_a_member_bears_the_name_of_its_siren(siren, name):
    names = {
        row["membre_name"]
        for row in rows(
            "select membre_name from territoire_membres where membre_code = $siren", siren=siren
        )
    }
    assert len(names) == 1
    assert name in names.pop()


def test_a_siren_has_one_name_in_both_phases():
    [counted] = rows(
        "select count(*) as n from (select membre_code from territoire_membres "
        "group by membre_code having count(distinct membre_name) > 1)"
    )
    assert counted["n"] == 0


def test_every_name_says_what_kind_of_member_it_is():
    wrong = rows(
        "select membre_name from territoire_membres where membre_type <> 'commune' "
        "and not regexp_matches(membre_name, '^(CC|CA|CU|EPT|.*[Mm]étropole)')"
    )
    assert not wrong
