"""A program's data, as its owner gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.features.reports.facts import ReportFacts


@dataclass(frozen=True)
class ExportFacts:
    """`document` is plain JSON; `report` is None until a week has closed."""

    program: str
    document: Mapping[str, Any]
    report: ReportFacts | None
