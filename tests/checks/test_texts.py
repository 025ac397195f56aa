"""The catalog of texts: every text parses, every text that the code asks for is there, none is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot import text

BOT = Path(__file__).parents[2] / "bot"
ENGLISH = BOT / "text" / "en.ftl"


def entries() -> list[ftl.EntryType]:
    return FluentParser().parse(ENGLISH.read_text(encoding="utf-8")).body


def written() -> set[str]:
    """Every text there is, attributes as `text.attribute`."""
    found: set[str] = set()
    for entry in entries():
        if isinstance(entry, ftl.Message):
            found |= {entry.id.name} if entry.value else set()
            found |= {f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes}
    return found


def asked_for() -> Iterator[re.Pattern[str]]:
    """Keys in the code as patterns: `t("…")`, UserError("…"), and keys kept in data; `{…}` matches anything."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.compile(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values]
                if parts != [".+"]:
                    yield re.compile("".join(parts))


def test_every_text_parses() -> None:
    junk = [entry.content for entry in entries() if isinstance(entry, ftl.Junk)]
    assert not junk


def test_each_text_can_be_read_without_the_others() -> None:
    """Each is parsed by itself when it is first asked for."""
    for entry in entries():
        if isinstance(entry, ftl.Message):
            alone = FluentParser().parse(text.written("en")[entry.id.name]).body[0]
            assert alone.equals(entry, ["span", "comment"]), entry.id.name
            assert not re.search(r"\{\s*-?[a-z]", text.written("en")[entry.id.name]), entry.id.name


def test_no_text_is_written_twice() -> None:
    names = [entry.id.name for entry in entries() if isinstance(entry, ftl.Message)]
    assert sorted(names) == sorted(set(names))


def test_every_text_that_the_code_asks_for_is_there() -> None:
    keys = set()
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("t", "UserError") and isinstance(node.args[0].value, str):
                    keys.add(node.args[0].value)
    assert not keys - written()


def test_no_text_is_left_over() -> None:
    patterns = list(asked_for())
    left = {key for key in written() if not any(pattern.fullmatch(key) for pattern in patterns)}
    assert not left


def test_no_text_speaks_of_age() -> None:
    words = re.compile(
        r"\b(age|older|younger|old|young|generation\w*|millennial\w*|boomer\w*|gen z)\b", re.IGNORECASE
    )
    lines = [line for line in ENGLISH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert not [line for line in lines if words.search(line.partition("=")[2] or line)]
