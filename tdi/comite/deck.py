"""The pack as an editable deck: a finding a slide, native charts and tables, sources in the notes.

The title is in its placeholder and comes first: that is the order a screen reader follows.
"""

import io
from typing import Any, cast

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches

from tdi import fmt, theme
from tdi.comite import ecriture, graphiques, preuves, support, tableaux
from tdi.comite.blocs import Barres, Section, Tableau, Vue
from tdi.comite.contenu import Dossier
from tdi.comite.support import MARGIN, ROOM
from tdi.mots import FICTION_VALUE

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_TOP, _BOTTOM = 1.7, 6.6
_SOURCE, _FOOT = 6.68, 7.0
_CHART = 8.3
# What the points may take above a table.
_ABOVE = 2.2
_GAP = 0.25
# Slides that one table may take; all of its lines are in the workbook.
_SLIDES = 3


def write(dossier: Dossier) -> bytes:
    """Return the deck."""
    deck = support.blank()
    core = deck.core_properties
    core.title, core.language = dossier.title, "fr-FR"
    core.author, core.subject = "Territoires d’industrie", dossier.selection
    core.keywords = FICTION_VALUE if dossier.fiction else ""
    made = _Deck(deck, dossier)
    made.cover()
    made.vue("L’essentiel", dossier.summary())
    for rank, section in enumerate(dossier.sections, start=1):
        made.section(rank, section)
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


class _Deck:
    """The slides being made."""

    def __init__(self, deck: Any, dossier: Dossier) -> None:
        self.deck, self.dossier = deck, dossier

    def cover(self) -> None:
        slide = support.add(self.deck, is_cover=True)
        title, words = cast("list[Any]", list(slide.placeholders))
        ecriture.say(title.text_frame, self.dossier.title, 36, bold=True)
        told = ["Territoires d’industrie – dossier du comité", self.dossier.selection]
        told += [f"Ce qui manque\u00a0: {self.dossier.completeness}"]
        told += [self.dossier.fiction] if self.dossier.fiction else []
        ecriture.paragraphs(words.text_frame, told, 18)
        self._mark(slide)
        ecriture.note(slide, preuves.selection(self.dossier))

    def section(self, rank: int, section: Section) -> None:
        for vue in section.vues:
            self.vue(f"{fmt.number(rank)}. {section.name}", vue)

    def vue(self, name: str, vue: Vue) -> None:
        if isinstance(vue.drawing, Tableau):
            self._tables(name, vue, vue.drawing)
        elif vue.drawing and vue.drawing.series:
            self._charts(name, vue, vue.drawing)
        else:
            slide = self._open(name, vue.title)
            self._points(slide, vue.points, MARGIN, ROOM, _BOTTOM - _TOP)
            self._close(slide, vue)

    def _charts(self, name: str, vue: Vue, drawing: Barres) -> None:
        made, scale = graphiques.parts(drawing), drawing.longest
        for rank, part in enumerate(made, start=1):
            slide = self._open(name, _numbered(vue.title, rank, len(made)))
            box = (MARGIN, _TOP, _CHART, _BOTTOM - _TOP)
            graphiques.add(slide, part, box, scale)
            left = MARGIN + _CHART + _GAP
            self._points(slide, vue.points, left, ROOM - _CHART - _GAP, _BOTTOM - _TOP)
            self._close(slide, vue)

    def _tables(self, name: str, vue: Vue, drawing: Tableau) -> None:
        whole = _BOTTOM - _TOP
        first = whole - (ecriture.fitting(vue.points, ROOM, _ABOVE)[1] + 0.1 if vue.points else 0.0)
        size = tableaux.size(drawing, ROOM, first)
        widths = tableaux.widths(drawing, ROOM, size)
        heights = (first, *[whole] * (_SLIDES - 1))
        made = tableaux.balanced(drawing, ROOM, heights, size)
        shown = sum(len(one.lines) for one in made)
        for rank, part in enumerate(made, start=1):
            left_out = shown < len(drawing.lines) and rank == len(made)
            told = (
                f"{fmt.number(shown)} lignes sur {fmt.number(len(drawing.lines))}\u202f; toutes "
                "sont dans le classeur. "
            )
            slide = self._open(name, _numbered(vue.title, rank, len(made)))
            used = self._points(slide, vue.points, MARGIN, ROOM, _ABOVE) if rank == 1 else 0.0
            tableaux.add(slide, part, (MARGIN, _TOP + used), widths, size)
            self._close(slide, vue, told if left_out else "")

    def _open(self, name: str, title: str) -> Slide:
        """Add a slide with its title and section, which come first for a screen reader."""
        slide = support.add(self.deck)
        ecriture.say(
            cast("Any", slide.shapes.title).text_frame, title, ecriture.title_size(title), bold=True
        )
        ecriture.text(slide, (MARGIN, 0.3, 8.0, 0.3), [name], 12, color=theme.GREY)
        return slide

    def _close(self, slide: Slide, vue: Vue, left_out: str = "") -> None:
        """Write under its idea what a slide comes from, in its notes too."""
        source = f"{left_out}{preuves.line(vue, self.dossier)}"
        if source:
            ecriture.text(slide, (MARGIN, _SOURCE, ROOM, 0.3), [source], 10, color=theme.GREY)
        self._mark(slide)
        support.number(slide)
        ecriture.note(slide, preuves.notes(vue, self.dossier))

    def _points(
        self, slide: Slide, points: tuple[str, ...], left: float, room: float, height: float
    ) -> float:
        """Write the points at the largest size that holds; return the height that they take."""
        if not points:
            return 0.0
        size, used = ecriture.fitting(points, room, height)
        ecriture.text(slide, (left, _TOP, room, used), list(points), size)
        return used + 0.1

    def _mark(self, slide: Slide) -> None:
        """Write the selection at the foot, and the fiction where nobody can miss it (R11)."""
        ecriture.text(
            slide, (MARGIN, _FOOT, 11.0, 0.3), [self.dossier.selection], 10, color=theme.GREY
        )
        if self.dossier.fiction:
            box = slide.shapes.add_textbox(*(Inches(one) for one in (9.43, 0.25, 3.4, 0.36)))
            box.name = "Avertissement"
            box.fill.solid()
            box.fill.fore_color.rgb = RGBColor.from_string(theme.BRICK.removeprefix("#"))
            box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            ecriture.say(box.text_frame, FICTION_VALUE, 14, bold=True, color="#FFFFFF")
            box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def _numbered(title: str, rank: int, count: int) -> str:
    return title if count == 1 else f"{title} ({rank}/{count})"
