"""What a page looks like, as a short list of blocks, whatever draws its letters.

One line a block: its kind, its place and size in pixels, its colours, and for a drawing the colours
of its marks and a picture of 6 × 4 dots. Words are left out: other tests read them. Letters of
another width than those of Liberation Sans, or Arial, do change it.
"""

import io
import json
from itertools import pairwise

from PIL import Image

_DOTS = (6, 4)
# What another Chromium, another version of the same letters, may change: pixels across, pixels down
# or a part of them, and steps of 255 in a dot.
ACROSS, DOWN, PART, SHADE = 16, 32, 0.2, 24

_BLOCKS = """() => {
    const KINDS = {
        stMetric: 'chiffre', stPlotlyChart: 'graphique', stDeckGlJsonChart: 'carte',
        stTable: 'tableau', stDataFrame: 'grille', stAlert: 'avis', stExpander: 'tiroir',
        stSelectbox: 'liste', stButtonGroup: 'choix', stButton: 'bouton',
        stDownloadButton: 'fichier', stPageLink: 'lien',
    };
    const main = document.querySelector('[data-testid=stMain]');
    const origin = main.getBoundingClientRect();
    const found = [];
    for (const e of main.querySelectorAll('h1, h2, [data-testid]')) {
        const drawn = getComputedStyle(e);
        const card = e.dataset.testid === 'stVerticalBlock' && parseFloat(drawn.borderTopWidth) > 0;
        const kind = /^H/.test(e.tagName) ? 'titre' : card ? 'fiche' : KINDS[e.dataset.testid];
        const {x, y, width, height} = e.getBoundingClientRect();
        if (!kind || !width || !height || !e.checkVisibility({visibilityProperty: true})) continue;
        const painted = e.querySelector('button, a, summary, [role=alert]') ?? e;
        const paint = getComputedStyle(painted);
        const marks = new Set();
        if (kind === 'graphique')
            for (const mark of e.querySelectorAll('.trace path, .point path, .legend path'))
                // A hatching has a name of its own at each drawing.
                marks.add(getComputedStyle(mark).fill.replace(/^url.*/, 'url'));
        e.dataset.apparence = found.length;
        found.push({
            kind, x: Math.round(x - origin.x), y: Math.round(y - origin.y + main.scrollTop),
            width: Math.round(width), height: Math.round(height),
            colors: [paint.color, paint.backgroundColor, paint.borderTopColor,
                ...[...marks].sort()],
        });
    }
    return found;
}"""


def looked_at(page):
    """The blocks of the page shown, from its top; drawings also as dots."""
    blocks = page.evaluate(_BLOCKS)
    for rank, block in enumerate(blocks):
        if block["kind"] in ("graphique", "carte"):
            block["dots"] = _dots(page.locator(f"[data-apparence='{rank}']").screenshot())
    return blocks


def _dots(picture):
    small = Image.open(io.BytesIO(picture)).convert("RGB").resize(_DOTS, Image.Resampling.BOX)
    return [list(small.getpixel((x, y))) for y in range(_DOTS[1]) for x in range(_DOTS[0])]


def as_text(blocks):
    """One line a block, so that a change of reference can be read."""
    return "\n".join(json.dumps(block) for block in blocks) + "\n"


def from_text(text):
    """The blocks that `as_text` wrote."""
    return [json.loads(line) for line in text.splitlines()]


def differences(expected, found):
    """What a reader would see differ, in words; nothing when only a font or a pixel does."""
    kinds = [[block["kind"] for block in blocks] for blocks in (expected, found)]
    if kinds[0] != kinds[1]:
        return [_first_other(*kinds)]
    told = []
    tops = [[0, *(block["y"] for block in blocks)] for blocks in (expected, found)]
    steps = [[after - before for before, after in pairwise(places)] for places in tops]
    for rank, (was, now) in enumerate(zip(expected, found, strict=True)):
        name = f"{was['kind']} n° {rank + 1}"
        told += [
            f"{name}: {what} {was[what]} → {now[what]}"
            for what, room in (("x", ACROSS), ("width", ACROSS), ("height", _down(was["height"])))
            if abs(was[what] - now[what]) > room
        ]
        if abs(steps[0][rank] - steps[1][rank]) > _down(steps[0][rank]):
            told.append(f"{name}: {steps[0][rank]} → {steps[1][rank]} below the block before")
        if was["colors"] != now["colors"]:
            told.append(f"{name}: colours {was['colors']} → {now['colors']}")
        dots = zip(was.get("dots", []), now.get("dots", []), strict=True)
        if any(abs(a - b) > SHADE for dot in dots for a, b in zip(*dot, strict=True)):
            told.append(f"{name}: drawn otherwise")
    return told


def _down(pixels):
    return max(DOWN, PART * abs(pixels))


def _first_other(expected, found):
    for rank, (was, now) in enumerate(zip(expected, found, strict=False)):
        if was != now:
            return f"block n° {rank + 1}: {was} expected, {now} found"
    return f"{len(expected)} blocks expected, {len(found)} found"
