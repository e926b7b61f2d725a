"""An address holds the whole selection: what is written is what is read, or it is refused."""

import random
from functools import cache
from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
from streamlit.testing.v1 import AppTest

from tdi import adresse, chiffres, comparaison, enveloppe
from tdi.results import compute
from tests.conftest import ROOT, rows

fetch = cache(compute)


def read(address):
    """The filters and the selection that an address gives, and what is refused of it, by key."""
    refused = {}

    def pick(choice):
        value, refusal = choice.read(address.get(choice.key))
        if refusal:
            refused[choice.key] = refusal
        return value

    return *adresse.walk(pick, fetch), refused


def random_selection(rng):
    """A valid selection; each choice is often left at its default, as readers do."""

    def pick(choice):
        return (
            choice.default if rng.random() < 0.3 else rng.choice([choice.default, *choice.options])
        )

    return adresse.walk(pick, fetch)


def sent(address):
    """The address after its trip through a link."""
    return dict(parse_qsl(urlencode(address), keep_blank_values=True))


def test_a_thousand_selections_come_back_from_their_address():
    rng = random.Random(1360)
    for _ in range(1000):
        filters, selection = random_selection(rng)
        address = adresse.write(selection, fetch)
        assert read(sent(address)) == (filters, selection, {})


def random_comparison(rng, filters):
    """The choice of what to compare under a selection, and none to seven of its options."""
    several = comparaison.choice(filters, fetch)
    return several, tuple(rng.sample(list(several.options), rng.randint(0, 7)))


def test_a_thousand_comparisons_come_back_from_their_address_in_their_order():
    rng = random.Random(183)
    for _ in range(1000):
        filters, selection = random_selection(rng)
        several, chosen = random_comparison(rng, filters)
        address = adresse.write(selection, fetch) | {several.key: several.write_all(chosen)}
        link = parse_qs(urlencode(address, doseq=True))
        assert several.read_all(link.pop(several.key, [])) == (chosen, [])
        assert read({key: words for key, [words] in link.items()}) == (filters, selection, {})


def test_an_address_says_what_is_chosen_and_nothing_else():
    rng = random.Random(124)
    for _ in range(100):
        _, selection = random_selection(rng)
        address = adresse.write(selection, fetch)
        default = read({})[1]
        assert set(address) == {key for key in selection if selection[key] != default[key]}


def test_words_that_mean_nothing_are_refused_and_the_rest_is_kept():
    rng = random.Random(17)
    for _ in range(300):
        _, selection = random_selection(rng)
        # What depends on nothing that is refused stays.
        key = rng.choice(["instantane", "territoire", "enjeu"])
        address = adresse.write(selection, fetch) | {key: rng.choice(["Mordor", "53", "é", " "])}
        _, kept, refused = read(sent(address))
        assert list(refused) == [key]
        assert address[key] in refused[key]
        assert kept == selection | {key: None}


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ({"region": "Bretagne", "territoire": "Nord Cotentin"}, "territoire"),
        ({"territoire": "Basse-Terre"}, "territoire"),
        ({"instantane": "31 janvier 2019"}, "instantane"),
        ({"jeu": "Démonstration", "instantane": "21 novembre 2024"}, "instantane"),
    ],
)
def test_what_another_choice_leaves_out_is_refused(address, key):
    assert list(read(address)[2]) == [key]


def test_a_snapshot_is_also_named_by_its_iso_date():
    for row in rows("select snapshot_date from instantanes where etat = 'Publié'"):
        iso = str(row["snapshot_date"].date())
        filters, selection, refused = read({"instantane": iso})
        assert (filters.snapshot_date, selection["instantane"], refused) == (iso, iso, {})


# The same in the dashboard: a select box holds what the address says.


def opened(page, address):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, words in address.items():
        app.query_params[key] = words
    return app.run().switch_page(page).run()


@pytest.mark.parametrize("seed", range(6))
def test_the_select_boxes_hold_what_the_address_says(seed):
    rng = random.Random(seed)
    _, selection = random_selection(rng)
    page = rng.choice(sorted(path.as_posix() for path in ROOT.glob("pages/*/*.py")))
    address = adresse.write(selection, fetch)
    app = opened(page, address)
    assert not app.exception
    assert {key: app.selectbox(key=key).value for key in selection} == selection
    assert app.query_params == address
    assert not any("L’adresse demandait" in warning.value for warning in app.warning)
    shown = {button.key.partition("/")[2] for button in app.button if "/" in button.key}
    assert shown >= set(address), "each is in the bar"


def carte_choices(filters):
    """The choices of the map's own under a selection, as the page asks for them."""
    definitions = fetch(
        "pilotage/indicateurs_definitions", filters.without("phase", "region_code", "territoire_id")
    )
    offered = chiffres.offered(definitions, fetch("pilotage/engagements", filters))
    return offered, chiffres.levels(filters)


def test_a_thousand_selections_of_the_map_come_back_from_their_address():
    rng = random.Random(318)
    for _ in range(1000):
        filters, selection = random_selection(rng)
        offered, (_, other) = carte_choices(filters)
        label = rng.choice(list(offered))
        own = {"chiffre": label, "ordre": rng.choice(chiffres.ORDERS)}
        if len(offered[label]) == 2:
            own["niveau"] = other
        address = sent(adresse.write(selection, fetch) | own)
        kept, back, refused = read(address)
        assert (kept, back, refused) == (filters, selection, {})
        assert {key: address[key] for key in own} == own


@pytest.mark.parametrize("seed", range(8))
def test_the_map_shows_what_the_address_says(seed):
    rng = random.Random(100 + seed)
    filters, selection = random_selection(rng)
    offered, (_, other) = carte_choices(filters)
    label = rng.choice(list(offered))
    own = {"chiffre": label} | ({"niveau": other} if len(offered[label]) == 2 else {})
    app = opened("pages/territoires/carte.py", adresse.write(selection, fetch) | own)
    assert not app.exception
    assert {key: app.selectbox(key=key).value for key in selection} == selection
    assert {key: app.selectbox(key=key).value for key in own} == own
    assert not any("L’adresse demandait" in warning.value for warning in app.warning)
    # The heading says what the map finds; what it shows is right under it.
    assert any(caption.value.startswith(label) for caption in app.caption)


@pytest.mark.parametrize("seed", range(4))
def test_the_page_compares_what_the_address_says(seed):
    rng = random.Random(200 + seed)
    filters, selection = random_selection(rng)
    several, chosen = random_comparison(rng, filters)
    own = {several.key: several.write_all(chosen)} if chosen else {}
    app = opened("pages/territoires/comparer.py", adresse.write(selection, fetch) | own)
    assert not app.exception
    assert app.multiselect(key=several.key).value == list(chosen)
    held = app.query_params.get(several.key, [])
    assert ([held] if isinstance(held, str) else held) == several.write_all(chosen)
    assert not any("L’adresse demandait" in warning.value for warning in app.warning)


@pytest.mark.parametrize("seed", range(6))
def test_the_choices_of_the_envelope_come_back_from_their_address(seed):
    rng = random.Random(seed)
    vue = rng.choice(["Répartition", "Dans le temps"])
    own = {
        "Répartition": {
            "repartition": rng.choice(enveloppe.REPARTITIONS[1:]),
            "etape": rng.choice([etape for etape in enveloppe.ETAPES if etape != "Engagé"]),
        },
        "Dans le temps": {"perimetre": "Constant"},
    }[vue]
    address = adresse.write(random_selection(rng)[1], fetch)
    # The money is that of phase 1, which the address need not say.
    address = {key: words for key, words in address.items() if key in ("jeu", "region", "enjeu")}
    app = opened("pages/pilotage/enveloppe.py", address | {"vue_enveloppe": vue} | own)
    assert not app.exception
    assert app.query_params == address | {"vue_enveloppe": vue} | own
    assert not any("L’adresse demandait" in warning.value for warning in app.warning)


def test_an_iso_date_becomes_the_words_of_the_select_box():
    app = opened("pages/pilotage/enveloppe.py", {"instantane": "2020-02-14", "region": "Bretagne"})
    assert app.selectbox(key="instantane").value == "2020-02-14"
    assert app.query_params == {"instantane": "14 février 2020", "region": "Bretagne"}
    assert not app.warning


def test_a_refusal_survives_the_reading_of_an_iso_date():
    app = opened("pages/pilotage/enveloppe.py", {"instantane": "2020-02-14", "jeu": "Secret"})
    assert app.selectbox(key="instantane").value == "2020-02-14"
    assert ["Secret" in warning.value for warning in app.warning] == [True]


def test_a_filter_is_removed_by_one_click_and_all_by_one():
    address = {"phase": "Phase 2", "region": "Guadeloupe", "territoire": "Basse-Terre"}
    app = opened("pages/territoires/territoire.py", address)
    app.button(key="retirer/region").click().run()
    assert app.query_params == {"phase": "Phase 2", "territoire": "Basse-Terre"}
    assert app.selectbox(key="territoire").value == "p2-ti-0101"
    app.button(key="effacer").click().run()
    assert app.query_params == {}
    assert app.selectbox(key="phase").value == 1
    assert not [button for button in app.button if button.key == "effacer"], "nothing is active"
    assert not app.warning


def test_what_a_change_of_filter_leaves_out_is_no_refused_address():
    indicateur = "Contrats d’apprentissage, 2017 à 2022"
    address = {"enjeu": "Recruter", "indicateur": indicateur, "region": "Bretagne"}
    app = opened("pages/pilotage/enjeux.py", address | {"vue_enjeux": "Un indicateur en détail"})
    assert app.selectbox(key="indicateur").value == indicateur
    app.selectbox(key="enjeu").set_value("innover").run()
    assert app.selectbox(key="indicateur").value != indicateur
    assert "indicateur" not in app.query_params
    app.switch_page("pages/territoires/territoire.py").run()
    app.selectbox(key="territoire").set_value("p1-ti-5313").run()
    app.selectbox(key="region").set_value("28").run()
    assert app.selectbox(key="territoire").value is None
    assert "territoire" not in app.query_params
    assert not app.warning
