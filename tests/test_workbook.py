"""A spreadsheet holds what it was given, and never a formula or a link."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from bot.workbook import Sheet, Workbook, harmless, xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EVIL = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\tx",
    '=HYPERLINK("https://evil")',
    "https://evil",
    "{=1}",
    "\uff1d1+1",
)


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}


def cells(content: bytes, number: int = 1) -> list[list[str]]:
    """What stands in a sheet, row by row."""
    found = parts(content)
    strings = ["".join(one.itertext()) for one in found["xl/sharedStrings.xml"].iter(f"{MAIN}si")]
    return [
        [
            strings[int(value.text or 0)] if cell.get("t") == "s" else value.text or ""
            for cell in row.iter(f"{MAIN}c")
            for value in cell.iter(f"{MAIN}v")
        ]
        for row in found[f"xl/worksheets/sheet{number}.xml"].iter(f"{MAIN}row")
    ]


def test_it_holds_words_and_numbers() -> None:
    rows = (("week", "people"), ("2027-W01", 60), ("2027-W02", None), ("Überblick 🎬", 4.5))
    content = xlsx(Workbook((Sheet("Weeks", rows), Sheet("About", (("a",),)))))
    assert cells(content) == [["week", "people"], ["2027-W01", "60"], ["2027-W02"], ["Überblick 🎬", "4.5"]]
    assert cells(content, 2) == [["a"]]


@pytest.mark.parametrize("words", EVIL)
def test_what_looks_like_a_formula_is_a_text(words: str) -> None:
    content = xlsx(Workbook((Sheet("Weeks", (("name",), (words,))),)))
    found = parts(content)
    assert not [name for name, part in found.items() if next(part.iter(f"{MAIN}f"), None) is not None]
    assert not [name for name, part in found.items() if next(part.iter(f"{MAIN}hyperlink"), None) is not None]
    assert cells(content)[1] == [words]


def test_what_is_longer_than_a_cell_is_cut() -> None:
    (_, (kept,)) = cells(xlsx(Workbook((Sheet("Weeks", (("name",), ("x" * 40_000,))),))))
    assert len(kept) == 32_000


@pytest.mark.parametrize("parting", [";", "\t", "\n"])
@pytest.mark.parametrize("formula", ["=cmd|'/C calc'!A0", " =1", '"=1', "@SUM(A1)"])
def test_a_cell_is_harmless_wherever_a_spreadsheet_parts_it(parting: str, formula: str) -> None:
    """Where semicolons part cells, one of ours may be several."""
    cell = str(harmless(f"TikTok{parting}{formula}"))
    assert cell == f"TikTok{parting}'{formula}"


def test_what_is_no_formula_stays_as_it_is() -> None:
    assert harmless("C++; a - b; e=mc²") == "C++; a - b; e=mc²"
