"""Problem and answer as JSON, strictly: a missing, unknown or wrong field is a `BadProblem` naming its path."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.inspect import is_struct_type
from msgspec.structs import asdict

from bot.matching.answer import Answer
from bot.matching.errors import BadProblem, PinBreaksRule, Refused
from bot.matching.problem import Problem
from bot.matching.terms import Rule

Kind = TypeVar("Kind")
NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def problem_to_json(problem: Problem) -> str:
    return json.dumps(_plain(problem), ensure_ascii=False)


def problem_from_json(text: str) -> Problem:
    """Raises BadProblem."""
    return cast(Problem, _read(Problem, _load(text), ""))


def answer_to_json(answer: Answer) -> str:
    return json.dumps(_plain(answer), ensure_ascii=False)


def answer_from_json(text: str) -> Answer:
    """Raises BadProblem."""
    return cast(Answer, _read(Answer, _load(text), ""))


def refusal_to_json(refused: Refused) -> str:
    """What the process writes in place of an answer, so that the asker can name the pin and the rule."""
    if isinstance(refused, PinBreaksRule):
        return json.dumps({"mentor": refused.mentor, "mentee": refused.mentee, "rule": refused.rule.value})
    return json.dumps({"path": getattr(refused, "path", ""), "what": getattr(refused, "what", str(refused))})


def refusal_from_json(text: str) -> Refused:
    found = _load(text)
    if "rule" in found:
        return PinBreaksRule(found["mentor"], found["mentee"], Rule(found["rule"]))
    return BadProblem(found["path"], found["what"])


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadProblem("", f"not JSON: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in cast(Mapping[str, Any], value).items()}
    if isinstance(value, frozenset):
        return sorted(cast(frozenset[Any], value))
    if isinstance(value, tuple):
        return [_plain(entry) for entry in cast(tuple[Any, ...], value)]
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any, path: str) -> Any:
    """`value` of plain JSON as the annotated type `kind`."""
    if isinstance(kind, UnionType):
        (inner,) = (option for option in get_args(kind) if option is not NoneType)
        return None if value is None else _read(inner, value, path)
    if is_struct_type(kind):
        return _record(cast(Callable[..., Any], kind), value, path)
    if get_origin(kind) in (tuple, frozenset):
        entries = enumerate(_expect(list[Any], "a list", value, path))
        return get_origin(kind)(_read(get_args(kind)[0], entry, f"{path}[{n}]") for n, entry in entries)
    if get_origin(kind) is Mapping:
        entries = _expect(dict[str, Any], "an object", value, path).items()
        return {key: _read(get_args(kind)[1], entry, f"{path}[{key!r}]") for key, entry in entries}
    return _scalar(kind, value, path)


def _record(kind: Callable[..., Any], value: Any, path: str) -> Any:
    given = _expect(dict[str, Any], "an object", value, path)
    hints = _hints(kind)
    if missing := hints.keys() - given.keys():
        raise BadProblem(_join(path, min(missing)), "is missing")
    if unknown := given.keys() - hints.keys():
        raise BadProblem(_join(path, min(unknown)), "is no known field")
    parts = {name: _read(hint, given[name], _join(path, name)) for name, hint in hints.items()}
    try:
        return kind(**parts)
    except BadProblem as error:
        raise BadProblem(_join(path, error.path), error.what) from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name else path or name


def _scalar(kind: Any, value: Any, path: str) -> Any:
    if kind is date:
        return _converted(date.fromisoformat, "a date like 2027-01-04", value, path)
    if issubclass(kind, StrEnum):
        return _converted(kind, "one of " + ", ".join(kind), value, path)
    if kind is float and type(value) is int:
        return float(value)
    return _expect(kind, NAMES[kind], value, path)


def _converted(convert: Callable[[str], Any], what: str, value: Any, path: str) -> Any:
    try:
        return convert(_expect(str, what, value, path))
    except BadProblem:
        raise
    except ValueError as error:
        raise BadProblem(path, f"must be {what}, not {value!r}") from error


def _expect(kind: type[Kind], what: str, value: Any, path: str) -> Kind:
    wanted = get_origin(kind) or kind
    if type(value) is not wanted:
        raise BadProblem(path, f"must be {what}, not {value!r}")
    return value
