"""Every word that a person reads: Project Fluent files, one a language, and `t`, which speaks one of them.

`t("key", …)` gives a Phrase, not a string: whoever puts it on the page decides whether it becomes mrkdwn
(what people wrote is escaped, people are mentioned) or plain text (fallbacks, buttons, titles).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource, resolver
from msgspec import Struct, field

from bot.days_off import Region
from bot.mentions import NOBODY, Channel, Mention

FOLDER = Path(__file__).parent
DEFAULT = "en"

# Fluent guards itself against texts that grow without end; ours are our own, and what people write may be long.
resolver.MAX_PART_LENGTH = 100_000


class TextError(LookupError):
    """A text is missing, or isn't given what it speaks of. Always a bug: the tests read every text."""


class Link(Struct, frozen=True):
    """A link that we made; never one from a person."""

    url: str
    label: Phrase


class Phrase(Struct, frozen=True):
    """A text with what it speaks of, not yet written out."""

    t: Translator
    key: str
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def plain(self) -> str:
        """As plain text: what people wrote as they wrote it, people by name."""
        return self.t.write(self, markup=False)

    def mrkdwn(self) -> str:
        """As Slack's markup: what people wrote is escaped, people are mentioned."""
        return self.t.write(self, markup=True)


class Translator(Struct, frozen=True):
    """Speaks one language, and tells times in one time zone: the reader's."""

    locale: str = "en-US"
    timezone: str = "UTC"

    def __call__(self, key: str, /, **params: Any) -> Phrase:
        return Phrase(self, key, params)

    def write(self, phrase: Phrase, *, markup: bool) -> str:
        """The text of a phrase; raises TextError where the text or one of its parameters is missing."""
        if not phrase.params:
            return _constant(self.locale, phrase.key)
        return _formatted(
            self.locale, phrase.key, {name: self._param(value, markup) for name, value in phrase.params.items()}
        )

    def _param(self, value: Any, markup: bool) -> Any:
        """A parameter as Fluent takes it: numbers stay numbers (for plurals), the rest becomes text."""
        match value:
            case bool():
                return "yes" if value else "no"
            case int() | float():
                return value
            case Phrase():
                return value.mrkdwn() if markup else value.plain()
            case Mention() if value == NOBODY:
                return _constant(self.locale, "somebody-who-left")
            case Mention():
                return f"<@{value.slack_id}>" if markup else value.name
            case Channel():
                return f"<#{value.slack_id}>" if markup else "…"
            case Link():
                return f"<{value.url}|{value.label.mrkdwn()}>" if markup else value.label.plain()
            case Region():
                name = region_name(self.locale, value)
                return escape(name) if markup else name
            case str():
                return escape(value) if markup else value
            case datetime() | date() | time():
                return self._moment(value)
            case _:
                return format_list([str(self._param(item, markup)) for item in value], locale=self.babel)

    def _moment(self, value: datetime | date | time) -> str:
        if isinstance(value, datetime):
            local = value.astimezone(ZoneInfo(self.timezone))
            return format_datetime(local, "EEEE d MMMM, HH:mm", locale=self.babel)
        if isinstance(value, date):
            return format_date(value, "EEEE d MMMM", locale=self.babel)
        return format_time(value, "HH:mm", locale=self.babel)

    def day(self, on: date, *, with_year: bool = False) -> str:
        """A day in short, as a chart labels it."""
        return format_date(on, "d MMM y" if with_year else "d MMM", locale=self.babel)

    @property
    def babel(self) -> Locale:
        return babel_locale(self.locale)


def escape(text: str) -> str:
    """What a person wrote, so that Slack shows it as they wrote it: no mention, no link, no channel call."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _formatted(locale: str, key: str, params: dict[str, Any]) -> str:
    message_id, _, attribute = key.partition(".")
    bundle = bundle_of(locale)
    if not bundle.has_message(message_id):
        bundle.add_resource(_parsed(_language_of(locale), message_id))
    message = bundle.get_message(message_id)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        raise TextError(f"no text for {key}")
    text, errors = bundle.format_pattern(pattern, params)
    if errors:
        raise TextError(f"{key}: {errors[0]}")
    return str(text)


@functools.cache
def _constant(locale: str, key: str) -> str:
    """A text that speaks of nothing but itself: the same every time."""
    return _formatted(locale, key, {})


def region_name(locale: str, region: Region) -> str:
    """A country by its name in this language, and its part by its own name: Germany · Bayern."""
    names = cast(Mapping[str, str], babel_locale(locale).territories)
    country = names.get(region.country, region.country)
    return f"{country} · {region.part}" if region.part else country


@functools.cache
def babel_locale(locale: str) -> Locale:
    """Babel's idea of a Slack locale such as `en-US`; English where it has none."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT)


@functools.cache
def bundle_of(locale: str) -> FluentBundle:
    """Speaks a locale with the texts of its language, else English; each is added when it is first asked for.

    Isolation marks would break mentions.
    """
    speaks = locale.split("-")[0] == _language_of(locale)
    return FluentBundle([locale], use_isolating=False) if speaks else bundle_of(DEFAULT)


@functools.cache
def _language_of(locale: str) -> str:
    """The language whose texts a locale reads."""
    language = locale.split("-")[0]
    return language if _path(language).exists() else DEFAULT


def _path(language: str) -> Path:
    return FOLDER / f"{language}.ftl"


@functools.cache
def _parsed(language: str, message_id: str) -> Any:
    """One text, which no other one refers to. To parse all of them at once takes a tenth of the start."""
    texts = written(language)
    if message_id not in texts:
        raise TextError(f"no text for {message_id}")
    return FluentResource(texts[message_id])


@functools.cache
def written(language: str) -> Mapping[str, str]:
    """The texts of a language as they stand in its file, by key: each begins a line, the rest of it is indented."""
    texts = _path(language).read_text(encoding="utf-8")
    return {entry.partition(" =")[0]: entry for entry in re.split(r"\n(?=[a-z])", texts)}
