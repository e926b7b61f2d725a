"""Who comes for the first time is shown three screens beside the page, once; a phone above it."""

import pytest

SCREENS = {1366: "filtres", 390: "page"}


@pytest.mark.parametrize("width", SCREENS)
def test_a_first_visitor_gets_three_screens_and_never_again(reader, width):
    page = reader.page
    page.context.clear_cookies()
    page.set_viewport_size({"width": width, "height": 768})
    reader.open("/")
    welcome = page.locator("[class*=st-key-premiers-pas]").filter(visible=True)
    assert welcome.count() == 1, "seen, and once"
    assert f"premiers-pas-{SCREENS[width]}" in welcome.get_attribute("class")
    box = welcome.bounding_box()
    assert box["y"] + box["height"] <= 768, "within the first screen"
    for name, words in (
        ("1. Voir", "annoncé, fléché, engagé et payé"),
        ("2. Choisir", "toutes les pages"),
        ("3. Vérifier", "Source"),
    ):
        welcome.get_by_role("tab", name=name).click()
        assert words in welcome.inner_text()
    reader.capture(f"premiers-pas-{width}")
    welcome.locator("summary").click()
    if width == 390:
        page.get_by_role("button", name="Ouvrir les filtres").click()
    reader.choose("Région", "Bretagne")
    assert not welcome.get_by_role("tab").first.is_visible(), "closed is closed"
    reader.open("/")
    assert not page.get_by_text("Premiers pas").count()
