"""Pictures as JSON, on their way to the process that draws them. Both ends are ours."""

import json
from typing import Any

from msgspec import to_builtins

from bot.pictures.spec import (
    Answers,
    Bar,
    Figure,
    Picture,
    Point,
    Rates,
    ReportPicture,
    SkillRow,
    SkillsPicture,
    Trend,
)


def to_json(picture: Picture) -> str:
    return json.dumps({"kind": type(picture).__name__, **to_builtins(picture)})


def from_json(text: str) -> Picture:
    """Raises KeyError or TypeError for what `to_json` didn't write."""
    given: dict[str, Any] = json.loads(text)
    return {"ReportPicture": _report, "SkillsPicture": _skills}[given.pop("kind")](given)


def _report(given: dict[str, Any]) -> ReportPicture:
    figures = tuple(Figure(**each) for each in given.pop("figures"))
    return ReportPicture(
        figures=figures, rates=_rates(given.pop("rates")), answers=_answers(given.pop("answers")), **given
    )


def _rates(given: dict[str, Any]) -> Rates:
    return Rates(bars=tuple(Bar(**each) for each in given.pop("bars")), **given)


def _answers(given: dict[str, Any]) -> Answers:
    trends = tuple(_trend(each) for each in given.pop("trends"))
    return Answers(trends=trends, hidden=tuple(given.pop("hidden")), **given)


def _trend(given: dict[str, Any]) -> Trend:
    return Trend(points=tuple(Point(**each) for each in given.pop("points")), **given)


def _skills(given: dict[str, Any]) -> SkillsPicture:
    return SkillsPicture(rows=tuple(SkillRow(**each) for each in given.pop("rows")), **given)
