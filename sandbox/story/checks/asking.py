"""Rounds, suggestions and introductions."""

import re
from datetime import timedelta

from sandbox.story import words
from sandbox.story.checks.evidence import Couple, Evidence, shown
from sandbox.story.diary import Seen

SOON = timedelta(days=5)
LAPSES = timedelta(days=4)  # five working days, less what time zones take
LAPSED = timedelta(days=12)
REASONED_LINES = 4  # that there is nobody, why, what would help, what comes next


def asked_before_introduced(evidence: Evidence) -> list[str]:
    """Every proposed pair is asked, both of them, and no other."""
    proposed = {frozenset((deed.who, deed.about)) for deed in evidence.did("proposed for")}
    looked = {deed.who for deed in evidence.did("asked for somebody")}
    problems = [
        f"{_named(couple)} were asked, but neither proposed nor looked for"
        for couple in set(evidence.offered) - proposed
        if not couple & looked
    ]
    for couple in proposed:
        asked = evidence.offered.get(couple, {})
        problems += [f"{who} of {_named(couple)} was not asked" for who in sorted(couple - set(asked))]
    return problems


def introduced_exactly_once(evidence: Evidence) -> list[str]:
    """Both said yes: one introduction, to those two alone. Not both: none."""
    problems = [
        f"{_named(couple)} were introduced {len(seen)} times"
        for couple, seen in evidence.introduced.items()
        if len(seen) != 1
    ]
    for couple, (seen, *_) in evidence.introduced.items():
        agreed_at = evidence.agreed.get(couple)
        if len(couple) != 2 or agreed_at is None or agreed_at > seen.at:
            problems.append(f"{_named(couple)} were introduced, and not both had said yes")
    for couple, agreed_at in evidence.agreed.items():
        if couple not in evidence.introduced and agreed_at + SOON < evidence.over_at:
            problems.append(f"{_named(couple)} both said yes, and were never introduced")
    return problems


def a_no_leaves_no_trace(evidence: Evidence) -> list[str]:
    """To the partner it looks as if nobody had answered: the same words, at the same time."""
    problems: list[str] = []
    for deed in evidence.did("declined"):
        problems += [
            f"{deed.about} can tell that {deed.who} said no: {shown(seen)}"
            for seen in evidence.notices()
            if deed.about in seen.readers
            and seen.at >= deed.at
            and seen.kind not in ("offer", "offer_reminder")
            and words.REFUSAL.search(f"{seen.plain}\n{seen.later}")
        ]
        problems += _too_early(evidence, frozenset((deed.who, deed.about)), deed.about)
    forms = {_without_names(evidence, seen.plain) for seen in evidence.of_kind("offer_closed")}
    if len(forms) > 1:
        problems.append(f"Suggestions close in {len(forms)} different ways: {sorted(forms)}")
    return problems


def _too_early(evidence: Evidence, couple: Couple, partner: str) -> list[str]:
    asked_at = min((seen.at for seen in evidence.offered.get(couple, {}).values()), default=None)
    closed = [seen for seen in evidence.of_kind("offer_closed") if seen.reader == partner]
    return [
        f"{partner} heard at once that nothing came of it: {shown(seen)}"
        for seen in closed
        if asked_at and _partner_named(evidence, seen) in couple and seen.at < asked_at + LAPSES
    ]


def _partner_named(evidence: Evidence, seen: Seen) -> str | None:
    return next((one.name for one in evidence.cast.company.people if f"@{one.name} " in seen.plain), None)


def _without_names(evidence: Evidence, plain: str) -> str:
    return re.sub("|".join(re.escape(f"@{one.name}") for one in evidence.cast.company.people), "@somebody", plain)


def who_said_yes_is_told(evidence: Evidence) -> list[str]:
    """Whoever waits for an introduction that doesn't come hears so, once."""
    problems: list[str] = []
    for deed in evidence.did("accepted"):
        couple = frozenset((deed.who, deed.about))
        first = evidence.offered.get(couple, {}).get(deed.who)
        if couple in evidence.agreed or first is None or first.at + LAPSED > evidence.over_at:
            continue
        if evidence.is_gone(deed.who, evidence.over_at) or evidence.is_paused(deed.who, first.at + LAPSED):
            continue
        told = [
            seen
            for seen in evidence.of_kind("offer_closed")
            if seen.reader == deed.who and f"@{deed.about} " in seen.plain
        ]
        if len(told) != 1:
            problems.append(f"{deed.who} was told {len(told)} times that nothing came of it with {deed.about}")
    return problems


def the_unmatched_are_told_why(evidence: Evidence) -> list[str]:
    """After each round: who was free and wasn't suggested to anybody hears it, with a reason."""
    problems: list[str] = []
    for approval in evidence.did("approved a round"):
        until = approval.at + SOON
        paired = {
            name
            for deed in evidence.did("proposed for")
            if deed.at == approval.at
            for name in (deed.who, deed.about)
        }
        told = {
            seen.reader: seen
            for seen in evidence.of_kind("unmatched")
            if approval.at <= seen.at <= until
            and approval.about in seen.plain
            and words.ASKED_TO_LOOK not in seen.plain
        }
        free = {
            name
            for name in evidence.members(approval.about, approval.at)
            if not evidence.is_paused(name, approval.at)
            and not list(evidence.active(name, approval.at, approval.about))
        }
        if until < evidence.over_at:
            silent = {name for name in free - paired - set(told) if not evidence.is_gone(name, until)}
            problems += [f"{name} was left without a partner, and never told" for name in sorted(silent)]
        both = sorted(paired & set(told))
        problems += [f"{name} has a suggestion, and was told that there is none" for name in both]
        bare = [seen for seen in told.values() if len(seen.plain.splitlines()) < REASONED_LINES]
        problems += [f"No reason is given: {shown(seen)}" for seen in bare]
    return problems


def who_looks_is_answered(evidence: Evidence) -> list[str]:
    """Whoever asks for somebody between two rounds is suggested somebody, or told that there is nobody."""
    return [
        f"{deed.who} asked for somebody at {deed.at}, and never heard"
        for deed in evidence.did("asked for somebody")
        if deed.at + LAPSED < evidence.over_at
        and not evidence.is_gone(deed.who, deed.at + LAPSED)
        and not evidence.is_paused(deed.who, deed.at + SOON)
        and not any(
            seen.reader == deed.who and deed.at <= seen.at <= deed.at + LAPSED
            for seen in evidence.of_kind("offer", "unmatched")
        )
    ]


def the_paused_are_not_matched(evidence: Evidence) -> list[str]:
    return [
        f"{name} was proposed for a pair during a pause"
        for deed in evidence.did("proposed for")
        for name in (deed.who, deed.about)
        if evidence.is_paused(name, deed.at)
    ]


def _named(couple: Couple) -> str:
    return " and ".join(sorted(couple))


CHECKS = (
    asked_before_introduced,
    introduced_exactly_once,
    a_no_leaves_no_trace,
    who_said_yes_is_told,
    the_unmatched_are_told_why,
    who_looks_is_answered,
    the_paused_are_not_matched,
)
