"""A spreadsheet as plain data, and as the bytes of an .xlsx file. Nothing in it is ever a formula or a link."""

import io
import re
from collections.abc import Sequence

from msgspec import Struct

Cell = str | int | float | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes a text for a formula by; the last four are the wide signs of East Asian keyboards."""
PART = re.compile(rf"(?:^|(?<=[;\t\r\n]))(?=[\" ]*[{re.escape(''.join(FORMULA))}])")
"""Before what makes a formula, where a cell may begin: half of Europe's spreadsheets part them at semicolons."""
LONGEST_CELL = 32_000
"""Excel takes 32,767 characters."""


class Sheet(Struct, frozen=True):
    """`rows`: the first holds the names of the columns."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


class Workbook(Struct, frozen=True):
    sheets: tuple[Sheet, ...]


def looks_like_formula(text: str) -> bool:
    return text.startswith(FORMULA)


def harmless(cell: object) -> object:
    """A cell of a CSV file that no spreadsheet takes for a formula, whatever parts its cells."""
    return PART.sub("'", cell) if isinstance(cell, str) else cell


def xlsx(workbook: Workbook) -> bytes:
    """The file. Texts are written as texts; those that look like a formula stay texts when somebody edits them."""
    import xlsxwriter  # only where a file is made

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        for sheet in workbook.sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        style = quoted if looks_like_formula(cell) else bold if row == 0 else None
                        page.write_string(row, column, cell[:LONGEST_CELL], style)
                    elif cell is not None:
                        page.write_number(row, column, cell)
            for column, width in enumerate(_widths(sheet.rows)):
                page.set_column(column, column, width)
    return file.getvalue()


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Of each column, in characters: what is in it, up to a readable width."""
    most = max((len(cells) for cells in rows), default=0)
    columns = (
        [len(str(cells[n])) for cells in rows if n < len(cells) and cells[n] is not None] for n in range(most)
    )
    return [min(max(lengths, default=0) + 2, 60) for lengths in columns]
