"""Whether it is gentle: how often people are written to, and what comes of hellos that nobody answers."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sandbox.story import words
from sandbox.story.checks.evidence import Evidence, iso_week, shown
from sandbox.story.diary import Seen

MOST_UNASKED = 2
UNASKED = ("nudge", "go_on", "offer", "offer_reminder", "unmatched", "prompt", "end_nears", "program_closed")
WEEKLY, CHECK_INS = 2, 3
SOON = timedelta(days=5)
TWO_WEEKS = timedelta(days=12)  # less what a changed zone or a holiday may take


def nobody_is_written_to_too_often(evidence: Evidence) -> list[str]:
    """At most two messages a week of their own calendar that neither they nor a colleague asked for."""
    weeks = Counter(
        (seen.reader, iso_week(evidence.local(seen.reader, seen.at).date()))
        for seen in evidence.of_kind(*UNASKED)
        if seen.reader != evidence.cast.company.owner.name and not _was_asked_for(evidence, seen)
    )
    return [
        f"{who} got {count} unasked messages in {week}"
        for (who, week), count in weeks.items()
        if count > MOST_UNASKED
    ]


def _was_asked_for(evidence: Evidence, seen: Seen) -> bool:
    """What comes of it when somebody asks for a partner between two rounds."""
    asked = (deed for deed in evidence.did("asked for somebody") if deed.who == seen.reader)
    suggested = seen.kind == "offer" and any(deed.at <= seen.at <= deed.at + SOON for deed in asked)
    return suggested or words.ASKED_TO_LOOK in seen.plain


def hellos_back_off(evidence: Evidence) -> list[str]:
    """Two without an answer: the next comes two weeks later. Three: one question, and then nothing."""
    acts: dict[str, list[datetime]] = defaultdict(list)
    for one in evidence.gestures:
        acts[one.who].append(one.at)
    hellos: dict[str, list[Seen]] = defaultdict(list)
    for seen in evidence.of_kind("nudge", "go_on"):
        hellos[seen.reader].append(seen)
    return [
        f"After {count} without an answer: {shown(seen)}"
        for who, all_of_them in hellos.items()
        for number, seen in enumerate(all_of_them)
        for count in [_unanswered(all_of_them[:number], seen, acts[who])]
        if not _is_gentle(seen, all_of_them[:number], count)
    ]


def _unanswered(before: Sequence[Seen], seen: Seen, acts: Sequence[datetime]) -> int:
    last_act = max((at for at in acts if at < seen.at), default=None)
    return len([one for one in before if last_act is None or one.at > last_act])


def _is_gentle(seen: Seen, before: Sequence[Seen], unanswered: int) -> bool:
    if unanswered < WEEKLY:
        return seen.kind == "nudge"
    is_right = seen.kind == ("nudge" if unanswered < CHECK_INS else "go_on")
    return unanswered <= CHECK_INS and is_right and seen.at - before[-1].at >= TWO_WEEKS


def prompts_come_once_a_month(evidence: Evidence) -> list[str]:
    """At most, and never again to who has turned them off."""
    months = Counter(
        (seen.reader, f"{evidence.local(seen.reader, seen.at):%Y-%m}") for seen in evidence.of_kind("prompt")
    )
    problems = [f"{who} was asked {count} times in {month}" for (who, month), count in months.items() if count > 1]
    return problems + [
        f"They had turned them off: {shown(seen)}"
        for seen in evidence.of_kind("prompt")
        for deed in evidence.did("turned prompts off")
        if deed.who == seen.reader and deed.at < seen.at
    ]


def home_shows_where_one_stands(evidence: Evidence) -> list[str]:
    """Who looks at App Home finds everybody with whom they swap."""
    return [
        f"{deed.who} doesn't find {partner} in App Home at {deed.at}"
        for deed in evidence.did("opened home")
        for couple in evidence.active(deed.who, deed.at)
        for partner in couple - {deed.who}
        if f"@{partner}" not in deed.text
    ]


CHECKS = (
    nobody_is_written_to_too_often,
    hellos_back_off,
    prompts_come_once_a_month,
    home_shows_where_one_stands,
)
