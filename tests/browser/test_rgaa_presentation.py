"""Each page as the RGAA looks at it: letters spaced out, no style sheet, its tags, its names.

Criteria 1.3, 8.9, 10.2, 10.3 and 10.12, whose tests say how; `docs/accessibilite.md` says the rest.
"""

from itertools import pairwise

import pytest

from tests.browser.conftest import reading
from tests.browser.visites import address, addresses

# As the test 10.12.1 says, and a reader's own style sheet would: there before anything is drawn.
SPACED = """() => addEventListener("DOMContentLoaded", () => {
    const sheet = document.createElement("style");
    sheet.id = "spaced";
    sheet.textContent = `
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important; }
        p { margin-bottom: 2em !important; }`;
    document.head.append(sheet);
})"""
# The words that are shown, each with where it is; what only a voice reads, and icons, apart.
WORDS = """
    const away = 'canvas, script, style, noscript, [data-testid=stIconMaterial],'
        + '[data-testid=stSkipToContent]';
    const words = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        const shown = {visibilityProperty: true, opacityProperty: true};
        if (!node.data.trim() || parent.closest(away) || !parent.checkVisibility(shown)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect(), lines = [...range.getClientRects()];
        const chain = [];
        for (let e = parent; e; e = e.parentElement) chain.push([e, getComputedStyle(e)]);
        if (box.width && !chain.some(([, style]) => style.clipPath !== 'none'))
            words.push({text: node.data.trim(), box, lines, parent, chain});
    }
"""
# Words that leave a box which hides what leaves it; a box that scrolls hides nothing. On a
# phone some do leave: docs/accessibilite.md says which (10.12).
LOST = f"""() => {{
    {WORDS}
    const faults = [];
    for (const {{text, box, chain}} of words) {{
        let across = true, down = true;
        for (const [element, style] of chain) {{
            const frame = element.getBoundingClientRect();
            const hides = way => ['hidden', 'clip'].includes(way);
            const name = element.dataset.testid ?? element.tagName;
            if (across && hides(style.overflowX)
                && (box.left < frame.left - 2 || box.right > frame.right + 2))
                faults.push(`${{name}}, across: ${{text.slice(0, 60)}}`);
            if (down && hides(style.overflowY)
                && (box.top < frame.top - 3 || box.bottom > frame.bottom + 3))
                faults.push(`${{name}}, down: ${{text.slice(0, 60)}}`);
            if (['auto', 'scroll'].includes(style.overflowX)) across = false;
            if (['auto', 'scroll'].includes(style.overflowY)) down = false;
        }}
    }}
    return faults;
}}"""
# Words written over others.
OVER = f"""() => {{
    {WORDS}
    const faults = [];
    const html = words.filter(({{parent}}) => !parent.closest('svg'));
    const over = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 4
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 8;
    // Not what a box that scrolls keeps for later.
    const seen = ({{box, chain}}) => chain.every(([e, {{overflowY}}]) => {{
        const frame = e.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
        return !['auto', 'scroll'].includes(overflowY) || e.matches('[data-testid=stMain]')
            || (middle > frame.top && middle < frame.bottom);
    }});
    const main = html.filter(
        word => word.parent.closest('[data-testid=stMain]') && seen(word));
    main.forEach((one, rank) => {{
        for (const other of main.slice(rank + 1))
            if (over(one.box, other.box) && one.lines.some(a => other.lines.some(b => over(a, b))))
                faults.push(`${{one.text.slice(0, 40)}} | ${{other.text.slice(0, 40)}}`);
    }});
    return faults;
}}"""
# A drawing is no matter of style sheets: it may choose other ticks in another room.
SHOWN = f"""() => {{
    {WORDS}
    return words.filter(({{parent}}) => !parent.closest('svg')).map(({{text}}) => text);
}}"""
# Words that a sheet writes, and blocks that it puts in another order than that of the code.
STYLED = """() => {
    const faults = [];
    for (const e of document.querySelectorAll('[data-testid=stMain] *')) {
        if (e.closest('svg') || !e.checkVisibility()) continue;
        for (const side of ['::before', '::after'])
            // A text is between quotes, unlike « none » and « normal ».
            if (/^".*[\\p{L}\\d].*"$/u.test(getComputedStyle(e, side).content))
                faults.push(`${side} of ${e.outerHTML.slice(0, 80)}`);
        const {order, flexDirection} = getComputedStyle(e);
        if (order !== '0' || (flexDirection.endsWith('-reverse') && e.children.length > 1))
            faults.push(`order of ${e.outerHTML.slice(0, 80)}`);
    }
    return faults;
}"""
BARE = """() => {
    for (const sheet of document.styleSheets) sheet.disabled = true;
    for (const sheet of document.querySelectorAll('style, link[rel=stylesheet]')) sheet.remove();
    document.adoptedStyleSheets = [];
    for (const e of document.querySelectorAll('[style]:not(svg *)')) e.removeAttribute('style');
}"""
# A tag for what it looks like: a quotation that quotes nobody, an empty heading, lines that break
# twice to look like paragraphs, what HTML left to style sheets.
ODD = """() => [...document.querySelectorAll(
        'blockquote, center, font, big, tt, strike, marquee, basefont, blink, br + br')]
    .filter(e => !e.nextSibling || !e.matches('br') || !e.previousSibling?.data?.trim())
    .concat([...document.querySelectorAll('h1, h2, h3, h4, h5, h6, p, li, th, strong, em')]
        .filter(e => e.checkVisibility() && !e.textContent.trim() && !e.querySelector('*')))
    .map(e => e.outerHTML.slice(0, 120))"""
FIGURES = """() => [...document.querySelectorAll(
        '[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]')].map(figure => {
    const card = figure.closest('[data-testid=stVerticalBlock]:has(h2, h3)');
    return [figure.ariaLabel ?? '', card?.querySelector('h2, h3')?.textContent ?? ''];
})"""
# The RGAA advises 80 characters; a name bears a finding, fifteen words and their numbers.
LONGEST = 300


@pytest.fixture(scope="module")
def looked_at(chromium, server):
    """Every page, by its address: what each look finds."""
    seen = {}
    with reading(chromium, server) as reader:
        page = reader.page
        page.add_init_script(f"({SPACED})()")
        for choice in addresses():
            found = seen[address(*choice)] = {}
            reader.open(address(*choice))
            assert page.locator("#spaced").count(), "the letters were not spaced out"
            page.wait_for_timeout(1200)
            found["lost"], found["over"] = page.evaluate(LOST), page.evaluate(OVER)
            page.evaluate("document.getElementById('spaced').remove()")
            page.wait_for_timeout(600)
            found["odd"] = page.evaluate(ODD)
            found["figures"] = page.evaluate(FIGURES)
            found["styled"] = page.evaluate(STYLED)
            shown = page.evaluate(SHOWN)
            page.evaluate(BARE)
            page.wait_for_timeout(1000)
            # What a script styled since, for a place that it no longer finds.
            page.evaluate(BARE)
            bare = page.evaluate(SHOWN)
            found["missing"] = sorted(set(shown) - set(bare))
            found["moved"] = moved(shown, bare)
    return seen


def moved(shown, bare):
    """Words that are told once and do not follow the same words without a style sheet."""
    place = {text: rank for rank, text in enumerate(bare) if bare.count(text) == 1}
    told = [text for text in shown if text in place and shown.count(text) == 1]
    return [(one, two) for one, two in pairwise(told) if place[one] > place[two]]


def faults(looked_at, kind):
    return {place: seen[kind] for place, seen in looked_at.items() if seen[kind]}


def test_every_page_stands_without_its_looks(looked_at, subtests):
    """One test of one look: shared between test processes, it would be taken by each of them."""
    for kind in ("lost", "over"):
        with subtests.test("words spaced out by their reader are whole", kind=kind):
            assert not faults(looked_at, kind)
    for kind in ("missing", "moved", "styled"):
        with subtests.test("without style sheets, all is there and in order", kind=kind):
            assert not faults(looked_at, kind)
    with subtests.test("no tag is there for its looks"):
        assert not faults(looked_at, "odd")
    with subtests.test("a figure is named by what it finds, and shortly"):
        hold_names({place: seen["figures"] for place, seen in looked_at.items() if seen["figures"]})


def hold_names(named):
    """Except a legend, which is named by its classes; what it says is read one by one by hand."""
    assert len(named) > 5
    for place, figures in named.items():
        for name, heading in figures:
            if not name.startswith("Légende"):
                # The first page heads a block by its topic, then by what is found.
                found = heading.removeprefix("L’enveloppe nationale\u00a0: ")
                assert found in name, (place, name, heading)
            assert len(name) <= LONGEST, (place, len(name), name)
            assert "\n" not in name, place
