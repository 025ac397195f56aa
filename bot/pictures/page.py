"""A page to draw on, in pixels from its top left corner: words that fit, boxes, lines; and the palette.

The colors hold for every kind of color vision: the accent is much darker than the second color, which is orange,
and nothing is told by color alone. Words have a contrast of at least 4.5:1 to what is behind them.
"""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

WIDTH, MARGIN = 1200, 56
INK, MUTED, FAINT, PAPER = "#1b2a2b", "#52646a", "#d9e1e1", "#ffffff"
ACCENT, ON_ACCENT, PALE, VEIL = "#24494a", "#d3e3e2", "#e6eeed", "#cbcfd1"
SECOND = "#e08214"

COLORS = 64
SMALL, NORMAL, TITLE = 25, 28, 46
SMALLEST, SMALLEST_TITLE = 20, 34
"""What words may shrink to before they are cut short."""

# The font that comes with matplotlib, by its path: a system's own copy may be another version.
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
REGULAR, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"
GLYPHS = FT2Font(str(REGULAR)).get_charmap().keys() & FT2Font(str(BOLD)).get_charmap().keys()
UNKNOWN = "…"
"""In place of words of which the font has nothing."""

Place = tuple[float, float]
Side = Literal["left", "center", "right"]


class Page:
    """A white page of a height of its own."""

    def __init__(self, height: int) -> None:
        self.height = height
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(self._figure)

    def png(self) -> bytes:
        """Few colors make a small file, and no gradient is lost."""
        self._canvas.draw()
        picture = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        file = io.BytesIO()
        picture.quantize(COLORS, dither=Image.Dither.NONE).save(file, "png", optimize=True)
        return file.getvalue()

    def words(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SMALL,
        color: str = INK,
        bold: bool = False,
        side: Side = "left",
        width: float = WIDTH,
        smallest: float = SMALLEST,
    ) -> None:
        """A line of words on the baseline `y`: as large as fits into `width`, in the end cut short."""
        shown = drawable(words)
        wide = self.measure(shown, size, bold)
        if wide > width:
            size = max(smallest, 0.97 * size * width / wide)  # hinted letters don't shrink quite evenly
            shown = self._cut(shown, size, bold, width)
        self._add(self._text(shown, size, bold, x=x, y=self.height - y, color=color, ha=side, va="baseline"))

    def number(
        self, x: float, y: float, number: str, *, size: float, width: float, color: str = INK, side: Side = "left"
    ) -> None:
        """A bold number, however small it must be to fit: what is cut short would be another number."""
        self.words(x, y, number, size=size, color=color, bold=True, side=side, width=width, smallest=1)

    def paragraph(self, x: float, y: float, words: str, *, width: float, lines: int, color: str = MUTED) -> None:
        """Small words over at most so many lines, the first on the baseline `y`."""
        for number, line in enumerate(self._wrapped(drawable(words), width, lines)):
            self.words(x, y + number * SMALL * 1.3, line, color=color, width=width)

    def measure(self, words: str, size: float, bold: bool = False) -> float:
        """How wide words are."""
        text = self._text(drawable(words), size, bold, figure=self._figure)
        return text.get_window_extent(self._canvas.get_renderer()).width

    def box(self, x: float, y: float, width: float, height: float, color: str = ACCENT, **style: Any) -> None:
        """A filled box, its upper left corner at (x, y)."""
        style = {"facecolor": color, "edgecolor": color, "linewidth": 0} | style
        self._add(Rectangle((x, self.height - y - height), width, height, **style))

    def hatched(self, x: float, y: float, width: float, height: float, color: str = ACCENT, **style: Any) -> None:
        """A pale box with stripes in a color: what isn't whole."""
        self.box(x, y, width, height, PALE, **{"edgecolor": color, "hatch": "///", "hatch_linewidth": 1.5} | style)

    def line(self, points: Sequence[Place], color: str = ACCENT, width: float = 2, **style: Any) -> None:
        xs, ys = [x for x, _ in points], [self.height - y for _, y in points]
        self._add(Line2D(xs, ys, color=color, linewidth=width, **style))

    def head(self, title: str, subtitle: str) -> None:
        """The band with a picture's title."""
        self.box(0, 0, WIDTH, 150)
        width = WIDTH - 2 * MARGIN
        self.words(MARGIN, 76, title, size=TITLE, color=PAPER, bold=True, width=width, smallest=SMALLEST_TITLE)
        self.words(MARGIN, 122, subtitle, size=NORMAL, color=ON_ACCENT, width=width)

    def _wrapped(self, words: str, width: float, lines: int) -> list[str]:
        """Words in lines; the last holds what is left, however long."""
        done: list[str] = []
        rest = words.split(" ")
        while rest and len(done) < lines - 1:
            fitting = max((n for n in range(1, len(rest) + 1) if self._fits(rest[:n], width)), default=1)
            done.append(" ".join(rest[:fitting]))
            rest = rest[fitting:]
        return [*done, " ".join(rest)] if rest else done

    def _fits(self, words: Sequence[str], width: float) -> bool:
        return self.measure(" ".join(words), SMALL) <= width

    def _cut(self, words: str, size: float, bold: bool, width: float) -> str:
        if self.measure(words, size, bold) <= width:
            return words
        fitting = bisect_right(range(len(words)), width, key=lambda n: self.measure(f"{words[:n]}…", size, bold))
        return f"{words[: max(fitting - 1, 0)].rstrip()}…"

    def _text(self, words: str, size: float, bold: bool, **where: Any) -> Text:
        font = FontProperties(fname=BOLD if bold else REGULAR, size=size)
        return Text(text=words, fontproperties=font, parse_math=False, **where)

    def _add(self, artist: Any) -> None:
        """In pixels, over what was drawn before."""
        artist.set(clip_on=False, zorder=len(self._figure.get_children()))
        self._figure.add_artist(artist)
        artist.set_transform(None)


def drawable(words: str) -> str:
    """Words as the font can show them, in one line. What it lacks is left out: pictures are told in words, too."""
    shown = " ".join("".join(_drawable(sign) for sign in unicodedata.normalize("NFC", words)).split())
    return shown if any(map(str.isalnum, shown)) or not _lost(words) else UNKNOWN


def is_drawable(words: str) -> bool:
    """Whether anything is left of these words."""
    return drawable(words) != UNKNOWN


def _lost(words: str) -> bool:
    """Whether the font lacks something of it."""
    return any(not _drawable(sign) and unicodedata.category(sign)[0] != "C" for sign in words)


def _drawable(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind[0] in "CZ":
        return " " if kind in ("Cc", "Zs", "Zl", "Zp") else ""
    return sign if ord(sign) in GLYPHS else ""
