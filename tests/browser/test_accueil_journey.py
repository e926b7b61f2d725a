"""Who comes for the first time is shown three screens beside the page, once."""


def test_a_first_visitor_gets_three_screens_and_never_again(reader):
    page = reader.page
    page.context.clear_cookies()
    reader.open("/")
    welcome = page.get_by_test_id("stSidebar").get_by_test_id("stExpander")
    for name, words in (
        ("1. Voir", "annoncé, fléché, engagé et payé"),
        ("2. Choisir", "toutes les pages"),
        ("3. Vérifier", "Source"),
    ):
        welcome.get_by_role("tab", name=name).click()
        assert words in welcome.inner_text()
    reader.capture("premiers-pas")
    welcome.locator("summary").click()
    reader.choose("Région", "Bretagne")
    assert not welcome.get_by_role("tab").first.is_visible(), "closed is closed"
    reader.open("/")
    assert not page.get_by_text("Premiers pas").count()
