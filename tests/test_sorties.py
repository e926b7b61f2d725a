"""A page with nothing to show leads somewhere."""

from tests.test_pages import open_page


def test_an_empty_page_offers_the_whole_of_france(app):
    page = open_page(app, "pages/territoires/carte.py", {"region": "Mayotte"})
    assert any("Rien à montrer" in told.value for told in page.info)
    [way] = [one for one in page.button if one.label == "Revenir à la France entière"]
    page = way.click().run()
    assert page.session_state["region"] is None
    assert not any("Rien à montrer" in told.value for told in page.info)
