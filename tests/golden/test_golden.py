"""Golden files of every view and message, checked against Slack's limits; and what no facts may bring about."""

import importlib
import inspect
import json
import os
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.parts import MESSAGES
from bot.slack.replies import FileMessage, Message
from bot.text import FOLDER, Translator
from tests.golden.case import Case, live
from tests.golden.cases import CASES
from tests.golden.reading import BLOCKS_TEXT, accepted, read, texts
from tests.golden.stress import emptied, multiplied, restated

ENGLISH = FOLDER / "en.ftl"
FILES = Path(__file__).parent / "files"
WRITES = os.environ.get("GOLDEN") == "write"
HINT = "If this is as it should be: `make golden` writes the files again; then read the difference."

HOSTILE = (
    *("<!channel>", "<!here|x>", "<@U0STRANGER>", "<#C0SECRET>", "<https://example.com|click>", "<!subteam^S1>"),
    *(
        "*bold*",
        "_low_",
        "~gone~",
        "`code`",
        "```block```",
        "&<>",
        "&lt;",
        "&amp;lt;!channel&gt;",
        "@channel",
        "@here",
    ),
    *(
        "\u202eright to left",
        "\u200f",
        "\u2066",
        "line\nline",
        "\n> quote",
        "👩🏽‍🚀",
        ":smile:",
        "e\u0301",
        "{ $program }",
        "x",
    ),
)
HUGE = ("<!channel> " * 280, "x" * 3_000, "&" * 3_000, "<@U0ANA>&" * 330, "two\nlines " * 300)
PARTS = {
    f"bot.features.reports.{name}" for name in ("views.pictures", "views.alternatives", "views.book", "tables")
}
"""What these say is in the cases of `report` and `report_files`."""
POSTED = {view for _, view in MESSAGES.values()}
LIVE = re.compile(r"<[^<>]*>")
MARKUP = re.compile(r"[*`]|<[@#!]|  ")
BROKEN = re.compile(r"&(?!(?:amp|lt|gt);)")

FEATURES = sorted({one.name.partition("/")[0] for one in CASES})


def each_case(check: Callable[[Case], None]) -> Callable[[str], None]:
    """A test a feature of what holds for every case: each test has a price of its own, and cases are hundreds."""

    def of_a_feature(feature: str) -> None:
        failures = [
            failed for one in CASES if one.name.startswith(f"{feature}/") for failed in _failure(check, one)
        ]
        if failures:
            raise ExceptionGroup(f"{len(failures)} cases of {feature}", failures)

    of_a_feature.__name__, of_a_feature.__doc__ = check.__name__, check.__doc__
    return pytest.mark.parametrize("feature", FEATURES)(of_a_feature)


def _failure(check: Callable[[Case], None], one: Case) -> Iterator[Exception]:
    try:
        check(one)
    except (AssertionError, LookupError, TypeError, ValueError) as failure:
        failure.add_note(f"in the case {one.name}")
        yield failure


def views() -> Iterator[Callable[..., Any]]:
    """Every public function of the bot that is given a translator, and so shows somebody something."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if module.name.startswith(("bot.features.", "bot.slack.")) and module.name not in PARTS:
            for name, function in vars(importlib.import_module(module.name)).items():
                own = inspect.isfunction(function) and function.__module__ == module.name
                if own and not name.startswith("_") and _shows(function):
                    yield function


def _shows(function: Callable[..., Any]) -> bool:
    hints = get_type_hints(function)
    given_t = any(hints[name] is Translator for name in inspect.signature(function).parameters)
    return given_t or hints.get("return") in (Message, FileMessage)


def test_every_view_has_a_case() -> None:
    covered = {one.view for one in CASES}
    missing = [f"{view.__module__}.{view.__name__}" for view in views() if view not in covered]
    assert not missing


def test_no_two_cases_have_one_name() -> None:
    names = [one.name for one in CASES]
    assert sorted(names) == sorted(set(names))


def test_no_golden_file_is_left_over() -> None:
    known = {FILES / f"{one.name}.{ending}" for one in CASES for ending in ("json", "txt")}
    left = set(FILES.rglob("*.*")) - known
    if WRITES:
        for path in left:
            path.unlink()
    else:
        assert not left, HINT


def test_every_message_that_delivery_names_exists() -> None:
    """Else its caretaker reads of "a message" where they could read which."""
    kinds = re.search(r"^delivery-what = .*?^\}", ENGLISH.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert kinds
    assert set(re.findall(r"^    \[(\w+)\]", kinds[0], re.MULTILINE)) <= {message.__name__ for message in MESSAGES}


@each_case
def test_it_gives_what_the_golden_file_says(one: Case) -> None:
    shown = one.render()
    _compare(FILES / f"{one.name}.json", json.dumps(shown, indent=1, ensure_ascii=False) + "\n")
    _compare(FILES / f"{one.name}.txt", read(shown).rstrip("\n") + "\n")


def _compare(path: Path, text: str) -> None:
    if WRITES:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.exists(), HINT
    assert path.read_bytes().decode() == text, HINT


@each_case
def test_texts_are_neat(one: Case) -> None:
    """No stray space, no markup in plain texts, no phrase that was never written out."""
    shown = one.render()
    for text in texts(shown, "mrkdwn"):
        lines = text["text"].split("\n")
        assert text["text"] == text["text"].strip()
        assert all(line == line.rstrip() for line in lines)
        assert not any("  " in line.strip() for line in lines if "```" not in text["text"])
    for text in texts(shown, "plain_text"):
        assert text["text"] == text["text"].strip()
        assert not MARKUP.search(text["text"])
    assert not MARKUP.search(_notification(shown))


@each_case
def test_no_word_breaks_it_or_calls_anybody(one: Case) -> None:
    for word in (*HOSTILE, *HUGE):
        _is_safe(one, restated(one.given, lambda _name, _word, word=word: word))


@given(st.sampled_from(CASES), st.data())
def test_no_words_together_break_it_or_call_anybody(one: Case, data: st.DataObject) -> None:
    word = st.lists(st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=40), min_size=1, max_size=60).map(
        "".join
    )
    visible = word.filter(lambda text: bool(text.strip()))
    _is_safe(one, restated(one.given, lambda _name, _word: data.draw(visible)))


@each_case
def test_nothing_is_missed(one: Case) -> None:
    """What may be missing is missing."""
    _is_safe(one, emptied(one.given))


@each_case
def test_many_fit(one: Case) -> None:
    """Lists as long as they get, with words as long as forms let them be."""
    given = multiplied(one.given)
    _is_safe(one, given)
    shown = one.render(**restated(given, lambda _name, word: (word * 60)[:60]))
    accepted(shown)
    if one.view in POSTED and "text" in shown:
        assert sum(map(len, _all_texts(shown.get("blocks", [])))) <= BLOCKS_TEXT


def _notification(shown: Any) -> str:
    return shown["text"] if isinstance(shown, dict) and "text" in shown else ""


def _all_texts(blocks: list[Any]) -> Iterator[str]:
    for kind in ("mrkdwn", "plain_text"):
        for text in texts(blocks, kind):
            yield text["text"]


def _is_safe(one: Case, given: Any) -> None:
    """Slack takes it, and nothing in it is live but the mentions that the facts carry."""
    shown = one.render(**given)
    accepted(shown)
    allowed = set(live(given))
    for text in texts(shown, "mrkdwn"):
        assert text["verbatim"] is True, "else Slack may take what somebody typed, such as @here, for a call"
        assert set(LIVE.findall(text["text"])) <= allowed
        assert not BROKEN.search(LIVE.sub("", text["text"]))
    if "text" in shown:
        assert not re.search(r"[<>]", shown["text"])
        assert not BROKEN.search(shown["text"])


@each_case
def test_the_notification_tells_nothing_but_the_program(one: Case) -> None:
    """It is seen on lock screens, by whoever looks."""
    words: dict[str, str] = {}

    def canary(name: str, _word: str) -> str:
        marked = f"canary{len(words)}x"
        words[marked] = name
        return marked

    shown = one.render(**restated(one.given, canary))
    if "text" in shown:
        told = {words[marked] for marked in re.findall(r"canary\d+x", shown["text"])}
        assert told <= {"program"} | (
            {"name"} if one.view.__module__ == "bot.features.programs.views.page" else set()
        )
