"""The weekly nudge, and when people are written to."""

from collections import Counter
from datetime import datetime, timedelta

from sandbox.story import words
from sandbox.story.checks.evidence import Evidence, iso_week, minute_of, shown

# Answers to somebody's own click come at once.
ANSWERS = ("joined", "round_proposed", "round_failed", "introduction", "delivery_trouble")
WEEK = timedelta(weeks=1)


def one_nudge_a_week(evidence: Evidence) -> list[str]:
    """At most one a person and ISO week of their own calendar."""
    weeks = Counter(
        (seen.reader, iso_week(evidence.local(seen.reader, seen.at).date()))
        for seen in evidence.of_kind("nudge", "go_on")
    )
    return [f"{who} got {count} nudges in {week}" for (who, week), count in weeks.items() if count > 1]


def nudges_at_their_minute(evidence: Evidence) -> list[str]:
    """On the working day nearest to the one that each likes, at their minute, unless they have just changed."""
    problems: list[str] = []
    for seen in evidence.of_kind("nudge"):
        local, hours = evidence.local(seen.reader, seen.at), evidence.hours(seen.reader, seen.at)
        if _is_settled(evidence, seen.reader, seen.at) and (local.weekday(), minute_of(local)) != (
            _nudge_day(evidence, seen.reader, seen.at),
            hours.nudge_minute,
        ):
            problems.append(f"At {local:%a %H:%M} local time: {shown(seen)}")
    return problems


def _nudge_day(evidence: Evidence, who: str, at: datetime) -> int:
    today, hours = evidence.local(who, at).date(), evidence.hours(who, at)
    monday = today - timedelta(days=today.weekday())
    days = [day for day in range(7) if evidence.works_on(who, at, monday + timedelta(days=day))]
    return min(days, key=lambda day: (abs(day - hours.nudge_day), day), default=hours.nudge_day)


def _is_settled(evidence: Evidence, who: str, at: datetime) -> bool:
    """Nothing has changed for them lately that moves a nudge: a new pair, a new home, a pause that is over."""
    changes = [deed.at for deed in evidence.did("moved") if deed.who == who]
    changes += [agreed_at for couple, agreed_at in evidence.agreed.items() if who in couple]
    return not any(change <= at <= change + WEEK for change in changes)


def written_to_in_working_hours(evidence: Evidence) -> list[str]:
    """Nobody is written to at night, on days off, or before or after work; a group not while both are away."""
    problems = [
        f"At {evidence.local(seen.reader, seen.at):%a %H:%M} local time: {shown(seen)}"
        for seen in evidence.notices()
        if seen.kind not in ANSWERS and not evidence.works(seen.reader, seen.at)
    ]
    return problems + [
        f"While neither of them works: {shown(seen)}"
        for seen in evidence.of_kind("introduction")
        if not any(evidence.works(who, seen.at) for who in seen.readers)
    ]


def no_nudge_after_both_met(evidence: Evidence) -> list[str]:
    """Where both say that they met in a period, neither is asked again in it."""
    problems: list[str] = []
    for seen in evidence.of_kind("nudge"):
        today = evidence.period(evidence.local(seen.reader, seen.at).date())
        for partner in words.NUDGED_PARTNER.findall(seen.plain):
            met = [
                deed
                for deed in evidence.did("confirmed")
                if {deed.who, deed.about} == {seen.reader, partner}
                and deed.at < seen.at
                and deed.on
                and evidence.period(deed.on) == today
            ]
            if met:
                problems.append(f"{seen.reader} and {partner} had met on {met[0].on}: {shown(seen)}")
    return problems


def nudges_only_about_pairs(evidence: Evidence) -> list[str]:
    """A nudge asks about pairs that go on, and nobody who has turned them off."""
    problems = [
        f"They had turned them off: {shown(seen)}"
        for seen in evidence.of_kind("nudge")
        for deed in evidence.did("turned nudges off")
        if deed.who == seen.reader and deed.at < seen.at
    ]
    for seen in evidence.of_kind("nudge"):
        rows = words.NUDGED_PARTNER.findall(seen.plain)
        pairs = list(evidence.active(seen.reader, seen.at))
        problems += [
            f"{seen.reader} is asked about {partner}: {shown(seen)}"
            for partner in rows
            if frozenset((seen.reader, partner)) not in pairs
        ]
        if not rows or len(rows) != len(set(rows)):
            problems.append(f"{len(rows)} rows, {len(set(rows))} partners: {shown(seen)}")
    return problems


CHECKS = (
    one_nudge_a_week,
    nudges_at_their_minute,
    written_to_in_working_hours,
    no_nudge_after_both_met,
    nudges_only_about_pairs,
)
