"""A small language to say what JSON must look like. A check looks at a value and notes what is wrong, and where."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass
class Problems:
    messages: list[str] = field(default_factory=list)

    def add(self, what: str, where: str) -> None:
        self.messages.append(f"[ERROR] {what} [json-pointer:{where}]")


Check = Callable[[Any, str, Problems], None]


def string(most: int, least: int = 1, pattern: str | None = None) -> Check:
    compiled = re.compile(pattern) if pattern else None

    def check(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add("must be a string", where)
        elif len(value) > most:
            problems.add(f"must be less than {most + 1} characters", where)
        elif len(value) < least:
            problems.add(f"must be more than {least - 1} characters", where)
        elif compiled and not compiled.fullmatch(value):
            problems.add(f"must match {pattern}", where)

    return check


def boolean(value: Any, where: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        problems.add("must be a boolean", where)


def whole(least: int, most: int) -> Check:
    def check(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.add("must be an integer", where)
        elif not least <= value <= most:
            problems.add(f"must be between {least} and {most}", where)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, where: str, problems: Problems) -> None:
        if value not in allowed:
            problems.add(f"must be one of {', '.join(allowed)}", where)

    return check


def anything(value: Any, where: str, problems: Problems) -> None:
    """For what Slack doesn't look into."""


def listing(item: Check, most: int, least: int = 1) -> Check:
    def check(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("must be an array", where)
            return
        if len(value) > most:
            problems.add(f"no more than {most} items allowed", where)
        if len(value) < least:
            problems.add(f"no fewer than {least} items allowed", where)
        for number, each in enumerate(value):
            item(each, f"{where}/{number}", problems)

    return check


def shape(required: dict[str, Check], optional: dict[str, Check], *rules: Check) -> Check:
    """An object with these keys and no others; `rules` look at the whole once every part is right."""
    known = required | optional

    def check(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must be an object", where)
            return
        before = len(problems.messages)
        for key in value.keys() - known.keys():
            problems.add(f"invalid additional property: {key}", where)
        for key in required.keys() - value.keys():
            problems.add(f"missing required field: {key}", where)
        for key in value.keys() & known.keys():
            known[key](value[key], f"{where}/{key}", problems)
        if len(problems.messages) == before:
            for rule in rules:
                rule(value, where, problems)

    return check


def typed(table: dict[str, Check], what: str) -> Check:
    """An object whose `type` says which check is its."""

    def check(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must be an object", where)
        elif not isinstance(kind := value.get("type"), str):
            problems.add("missing required field: type", where)
        elif kind not in table:
            problems.add(f"unsupported type: {kind}, {what} takes {', '.join(sorted(table))}", f"{where}/type")
        else:
            table[kind](value, where, problems)

    return check


def exactly_one(*names: str) -> Check:
    def check(value: Block, where: str, problems: Problems) -> None:
        given = [name for name in names if name in value]
        if len(given) != 1:
            problems.add(f"needs exactly one of {', '.join(names)}, has {', '.join(given) or 'none'}", where)

    return check


def at_least_one(*names: str) -> Check:
    def check(value: Block, where: str, problems: Problems) -> None:
        if not any(name in value for name in names):
            problems.add(f"needs at least one of {', '.join(names)}", where)

    return check
