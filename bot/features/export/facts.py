"""A program's data, as its owner gets it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.features.reports.facts import ReportFacts


class ExportFacts(Struct, frozen=True):
    """`document` is plain JSON; `report` is None until a week has closed."""

    program: str
    document: Mapping[str, Any]
    report: ReportFacts | None
