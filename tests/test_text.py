"""Phrases: the place that they are written to decides about escaping and mentions."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentions import Channel, Mention
from bot.slack.blocks import OverLimit, context, mrkdwn, plain, section
from bot.text import Phrase, TextError, Translator, bundle_of, escape
from sandbox.blocks.mrkdwn import mentions

T = Translator("en-US", "Europe/Lisbon")


def test_a_person_is_mentioned_in_markup_and_named_in_plain_text() -> None:
    phrase = T("offer", partner=Mention("U1", "Ana <3"))
    assert "<@U1>" in phrase.mrkdwn()
    assert "Ana <3" in phrase.plain()


def test_a_channel_is_linked() -> None:
    assert "<#C1>" in T("program-announced", channel=Channel("C1")).mrkdwn()


def test_lists_and_times_are_written_for_the_reader() -> None:
    assert "jazz, tea, and go" in T("why-interests", interests=["jazz", "tea", "go"]).plain()
    at = datetime(2027, 7, 1, 9, tzinfo=UTC)
    assert "Thursday 1 July, 10:00" in T("offer-promise", answer_by=at, program="Swap").plain()
    assert "Monday 1 February" in T("paused", programs="Swap", until=date(2027, 2, 1)).plain()


def test_a_missing_text_or_parameter_is_a_bug() -> None:
    with pytest.raises(TextError):
        T("no-such-text").plain()
    with pytest.raises(TextError):
        T("offer").plain()


def test_an_unknown_language_reads_english() -> None:
    assert bundle_of("xx-YY") is bundle_of("en")


@given(st.text(min_size=1, max_size=4000).filter(str.strip))
def test_what_people_write_is_never_markup(words: str) -> None:
    for block in (section(words), context(words), section(T("announcement-aim", aim=words))):
        text = str(block.get("text", {}).get("text") or block.get("elements", [{}])[0].get("text"))
        assert len(text) <= 3000
        found = mentions(text)
        assert not (found.broadcasts or found.users or found.groups)


@given(st.text(alphabet="&<>ab", min_size=1, max_size=60), st.integers(2, 40))
def test_cutting_never_leaves_half_an_escape(words: str, limit: int) -> None:
    text = mrkdwn(words, limit)["text"]
    assert len(text) <= limit
    assert escape(words).startswith(text.removesuffix("…"))
    assert text.count("&") == text.count(";")


def test_an_empty_text_is_a_bug_of_the_view() -> None:
    with pytest.raises(OverLimit):
        plain(" ", 10)


def test_phrases_are_values() -> None:
    assert T("yes") == Phrase(T, "yes")
