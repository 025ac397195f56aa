"""Skill supply and demand: for each skill, who could show it to the left, who'd like to learn it to the right."""

from bot.pictures.page import (
    ACCENT,
    FAINT,
    INK,
    MARGIN,
    MUTED,
    NORMAL,
    SECOND,
    SMALL,
    WIDTH,
    Page,
    is_drawable,
)
from bot.pictures.spec import SkillRow, SkillsPicture

ROW, ROWS_AT = 52, 236
NAMES = 400
CENTER = WIDTH / 2
NUMBER = 90
THINNEST = 4
LONGEST_BAR = CENTER - MARGIN - NAMES / 2 - NUMBER
FEW = 5  # so many fill a bar where nobody has more


def drawn(picture: SkillsPicture) -> Page:
    groups = _groups(picture)
    below = [words for words in (picture.more, _unnamed(picture)) if words]
    rows = sum(len(each) + 1 for _, each in groups)
    page = Page(ROWS_AT + max(rows, 2) * ROW + 24 + 48 * len(below))
    page.head(picture.title, picture.subtitle)
    if not picture.rows:
        page.paragraph(MARGIN, ROWS_AT + 8, picture.empty, width=WIDTH - 2 * MARGIN, lines=2)
        return page
    _heads(page, picture)
    most = max(FEW, *(max(row.supply, row.demand) for row in picture.rows))
    y = ROWS_AT
    for heading, members in groups:
        _heading(page, heading, y)
        for number, row in enumerate(members, 1):
            _row(page, row, picture.nobody, y + number * ROW, LONGEST_BAR / most)
        y += (len(members) + 1) * ROW
    for number, words in enumerate(reversed(below)):
        y = page.height - 28 - 48 * number
        page.words(CENTER, y, words, color=MUTED, side="center", width=WIDTH - 2 * MARGIN)
    return page


def _groups(picture: SkillsPicture) -> list[tuple[str, list[SkillRow]]]:
    """The rows under each heading; none without a row."""
    gap, enough = ([row for row in picture.rows if row.is_gap is is_gap] for is_gap in (True, False))
    return [(heading, rows) for heading, rows in ((picture.gap, gap), (picture.enough, enough)) if rows]


def _unnamed(picture: SkillsPicture) -> str:
    return "" if all(is_drawable(row.name) for row in picture.rows) else picture.unnamed


def _heading(page: Page, heading: str, y: float) -> None:
    """Over a group of rows, between two lines that part it from what is above."""
    words = page.measure(heading, SMALL) / 2 + 20
    page.words(CENTER, y + 27, heading, color=MUTED, side="center", width=WIDTH - 2 * MARGIN)
    for begins, ends in ((MARGIN, CENTER - words), (CENTER + words, WIDTH - MARGIN)):
        if begins < ends:
            page.line([(begins, y + 19), (ends, y + 19)], FAINT)


def _heads(page: Page, picture: SkillsPicture) -> None:
    wide = CENTER - MARGIN - NAMES / 2
    page.words(CENTER - NAMES / 2, 204, picture.supply, size=NORMAL, bold=True, side="right", width=wide)
    page.words(CENTER + NAMES / 2, 204, picture.demand, size=NORMAL, bold=True, width=wide)


def _row(page: Page, row: SkillRow, nobody: str, y: float, scale: float) -> None:
    page.words(CENTER, y + 27, row.name, color=INK, side="center", width=NAMES - 24)
    _side(page, row.supply, nobody, y, scale, left=True)
    _side(page, row.demand, nobody, y, scale, left=False)


def _side(page: Page, count: int, nobody: str, y: float, scale: float, *, left: bool) -> None:
    """A bar that grows away from the names, and its number at the end."""
    long = max(count * scale, THINNEST) if count else 0
    edge = CENTER - NAMES / 2 if left else CENTER + NAMES / 2
    page.box(edge - long if left else edge, y, long, 36, ACCENT if left else SECOND)
    told, look = (str(count), INK) if count else (nobody, MUTED)
    width = NUMBER if count else LONGEST_BAR
    if left:
        page.words(edge - long - 12, y + 27, told, color=look, bold=True, side="right", width=width)
    else:
        page.words(edge + long + 12, y + 27, told, color=look, bold=True, width=width)
