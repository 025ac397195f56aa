"""Pictures look as they did when somebody last looked at them, hold any words, and say what they show."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images
from msgspec.structs import replace
from PIL import Image

from bot.features.enrollment.facts import SkillBalance
from bot.features.reports.views.alternatives import report_in_words, skills_in_words
from bot.features.reports.views.pictures import skills_picture
from bot.pictures import codec, page
from bot.pictures.child import DrawingFailed, draw
from bot.pictures.drawing import png
from bot.pictures.page import drawable
from bot.pictures.spec import Picture, ReportPicture, SkillRow, SkillsPicture
from tests.golden.cases.reports import FILES as FILES_FACTS
from tests.golden.stress import restated
from tests.pictures.cases import PICTURES, T

FILES = Path(__file__).parent / "files"
WRITES = os.environ.get("GOLDEN") == "write"
HINT = "If this is as it should be: `make golden` draws the files again; then look at each of them."
TOLERANCE = 0.5
"""Root mean square of what pixels differ by, of 255. The same drawn again differs by 0, since font and renderer
come with matplotlib; another version may smooth an edge otherwise. One small digit that changes makes 1.4,
a bar that is 1 % longer 5.6."""
LARGEST = 150_000
ALT_TEXT = 1_000

each_picture = pytest.mark.parametrize("name", PICTURES)


@each_picture
def test_it_looks_as_it_did(name: str, tmp_path: Path) -> None:
    golden, drawn = FILES / f"{name}.png", tmp_path / f"{name}.png"
    drawn.write_bytes(png(PICTURES[name]))
    if WRITES and (not golden.exists() or compare_images(str(golden), str(drawn), 0)):
        golden.write_bytes(drawn.read_bytes())
    assert golden.exists(), HINT
    assert compare_images(str(golden), str(drawn), TOLERANCE) is None, HINT
    assert golden.stat().st_size < LARGEST


def test_no_file_is_left_over() -> None:
    assert {path.stem for path in FILES.iterdir()} == set(PICTURES), HINT


def _other_digit(picture: ReportPicture) -> ReportPicture:
    people, *others = picture.figures
    return replace(picture, figures=(replace(people, note="3 paused"), *others))


def _longer_bar(picture: ReportPicture) -> ReportPicture:
    *bars, last = picture.rates.bars
    return replace(picture, rates=replace(picture.rates, bars=(*bars, replace(last, percent=90))))


def _not_whole(picture: ReportPicture) -> ReportPicture:
    *bars, last = picture.rates.bars
    return replace(picture, rates=replace(picture.rates, bars=(*bars, replace(last, whole=False))))


def _moved_point(picture: ReportPicture) -> ReportPicture:
    useful, *others = picture.answers.trends
    *points, last = useful.points
    moved = replace(useful, points=(*points, replace(last, value=last.value - 1)))
    return replace(picture, answers=replace(picture.answers, trends=(moved, *others)))


def _shown_after_all(picture: ReportPicture) -> ReportPicture:
    return replace(picture, answers=replace(picture.answers, hidden=picture.answers.hidden[1:]))


@pytest.mark.parametrize("change", [_other_digit, _longer_bar, _not_whole, _moved_point, _shown_after_all])
def test_the_comparison_sees_a_small_change(
    change: Callable[[ReportPicture], ReportPicture], tmp_path: Path
) -> None:
    picture = PICTURES["report.eight-weeks"]
    assert isinstance(picture, ReportPicture)
    drawn = tmp_path / "changed.png"
    drawn.write_bytes(png(change(picture)))
    assert compare_images(str(FILES / "report.eight-weeks.png"), str(drawn), TOLERANCE)


@each_picture
def test_it_survives_the_way_to_the_process_that_draws(name: str) -> None:
    assert codec.from_json(codec.to_json(PICTURES[name])) == PICTURES[name]


def test_the_process_draws_the_same(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.png"
    drawn.write_bytes(draw(PICTURES["report.hostile"]))
    assert compare_images(str(FILES / "report.hostile.png"), str(drawn), TOLERANCE) is None


def test_what_fails_says_so_without_anybodys_words() -> None:
    skills = PICTURES["skills"]
    assert isinstance(skills, SkillsPicture)
    broken = replace(skills, rows=(SkillRow("secret", "many", 1),))
    with pytest.raises(DrawingFailed, match=r"code 1: TypeError$"):
        draw(broken)
    with pytest.raises(DrawingFailed, match=r"longer than 0\.01 seconds"):
        draw(skills, seconds=0.01)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "\n",
        "$",
        "$x$",
        "\\",
        "\u202e\u2066",
        "👩🏽‍🚀",
        "日" * 60,
        "W" * 400,
        "e" + "\u0301" * 60,
        "\ud83d\ude80",
    ],
)
def test_any_words_can_be_drawn(words: str) -> None:
    for name in ("report.year", "skills.many"):
        assert png(restated(PICTURES[name], lambda _name, _word: words))


def test_nothing_is_drawn_outside_of_the_page() -> None:
    """Numbers as large as they get, and names as long."""
    huge = restated(PICTURES["report.year"], lambda name, word: "W" * 60 if name != "value" else "1,234,567.5")
    drawn = Image.open(io.BytesIO(png(huge))).convert("RGB")
    left = drawn.crop((0, 152, page.MARGIN - 12, drawn.height))
    right = drawn.crop((drawn.width - page.MARGIN + 4, 152, drawn.width, drawn.height))
    assert {side.getextrema() for side in (left, right)} == {((255, 255),) * 3}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\nb\t c", "a b c"),
        ("🎬 film", "film"),
        ("日本", "…"),
        ("日本 film 東京", "film"),
        ("🎬", "…"),
        ("🎬 –", "…"),
        ("–", "–"),
        ("", ""),
        ("x\u202ey", "xy"),
        ("$1 & <b>", "$1 & <b>"),
    ],
)
def test_words_become_what_the_font_has(words: str, shown: str) -> None:
    assert drawable(words) == shown


def _luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_words_stand_out_from_what_is_behind_them() -> None:
    for ink in (page.INK, page.MUTED, page.ACCENT):
        assert _contrast(ink, page.PAPER) >= 4.5
    for ink in (page.PAPER, page.ON_ACCENT):
        assert _contrast(ink, page.ACCENT) >= 4.5


def test_the_two_sides_differ_in_lightness_not_only_in_color() -> None:
    assert _contrast(page.ACCENT, page.SECOND) >= 3


@each_picture
def test_words_tell_every_number_that_is_drawn(name: str) -> None:
    picture = PICTURES[name]
    told = _in_words(picture)
    assert len(told) <= ALT_TEXT
    missing = [number for number in _numbers(picture) if not re.search(rf"(?<![\d.]){re.escape(number)}", told)]
    assert not missing


def test_long_names_leave_room_for_every_row() -> None:
    """Slack takes 1,000 characters; the last row and what isn't drawn must be in them."""
    facts = replace(FILES_FACTS, skills=tuple(SkillBalance(f"{n} {'W' * 57}", 999, 999) for n in range(120)))
    told = skills_in_words(T, skills_picture(T, replace(facts, report=replace(facts.report, program="W" * 60))))
    assert len(told.plain()) <= ALT_TEXT
    assert told.plain().endswith("and 108 more skills") and told.plain().count("999 would learn it") == 12


def test_what_nobody_lacks_is_no_gap() -> None:
    """Rows that more could show than would learn stand under a heading of their own, in words, too."""
    told = skills_in_words(T, skills_picture(T, FILES_FACTS)).plain()
    gap, enough = told.index("More would like to learn"), told.index("Enough could show it:")
    assert gap < told.index("AI assistants") < enough < told.index("TikTok") < told.index("Python")
    assert told.count("would learn it") == len(FILES_FACTS.skills)


def test_what_can_not_be_drawn_is_explained_and_told() -> None:
    facts = replace(FILES_FACTS, skills=(SkillBalance("日本語を話す", 1, 2), SkillBalance("Excel 表計算", 1, 2)))
    picture = skills_picture(T, facts)
    assert "日本語を話す" in skills_in_words(T, picture).plain()
    drawn = [drawable(row.name) for row in picture.rows]
    assert drawn == ["…", "Excel"]
    heights = [
        Image.open(io.BytesIO(png(one))).height for one in (picture, replace(picture, rows=picture.rows[1:]))
    ]
    assert heights[0] - heights[1] == 52 + 48  # a row, and the line that says what "…" is


def _in_words(picture: Picture) -> str:
    words = report_in_words if isinstance(picture, ReportPicture) else skills_in_words
    return words(T, picture).plain()


def _numbers(picture: Picture) -> list[str]:
    if isinstance(picture, SkillsPicture):
        return [f"{count:,}" for row in picture.rows for count in (row.supply, row.demand) if count]
    figures = [words for figure in picture.figures for words in (figure.value, figure.note, figure.change)]
    bars = [f"{bar.label} {bar.percent}%" for bar in picture.rates.bars if bar.percent is not None]
    return [*figures, *bars, *(trend.latest for trend in picture.answers.trends)]
