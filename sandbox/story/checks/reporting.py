"""The owner's reports: where they arrive, what they count, and what they must not tell."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sandbox.story import words
from sandbox.story.checks.evidence import Couple, Evidence, Sheet, iso_week, shown
from sandbox.story.diary import Seen

FEWEST_PEOPLE = 5
CLOSES_AFTER = timedelta(days=7, hours=12)  # of a week's Monday, UTC
FILES = ["report.png", "skills.png", "report.csv", "report.xlsx"]
ANSWERS = ("respondents", "useful", "voice", "counted")


def reports_arrive_in_their_channel(evidence: Evidence) -> list[str]:
    """Each with its files in one message, where the owner said, and nowhere else."""
    problems: list[str] = []
    for deed in evidence.did("asked for a report"):
        here = [seen for seen in evidence.of_kind("report") if deed.at <= seen.at < deed.at + timedelta(minutes=5)]
        files = [[re.sub("-.*", "", name) + Path(name).suffix for name in seen.files] for seen in here]
        if sorted(files) != [[], FILES]:
            problems.append(f"Asked for at {deed.at}: messages with these files came: {files}")
    problems += [
        f"A picture that says nothing to who can't see it: {shown(seen)}"
        for seen in evidence.of_kind("report")
        for name in seen.files
        if name.endswith(".png") and f"{name} – " not in seen.plain
    ]
    return problems + [
        f"A file outside of #{words.REPORTS}: {shown(seen)}"
        for seen in evidence.seen
        if seen.files and seen.channel != words.REPORTS
    ]


def reports_count_right(evidence: Evidence) -> list[str]:
    """The last row of each agrees with what the story did: people, pairs, meetings, nudges."""
    return [problem for sheet in evidence.sheets for problem in _miscounted(evidence, sheet)]


def _miscounted(evidence: Evidence, sheet: Sheet) -> list[str]:
    if not sheet.rows:
        return [f"The report of {sheet.at} has no week"]
    last = sheet.rows[-1]
    over_at = _midnight(_monday(last["week"]) + timedelta(days=7))
    closed_at = _midnight(_monday(last["week"])) + CLOSES_AFTER
    agreed = {couple for couple, at in evidence.agreed.items() if at < over_at and _is_counted(evidence, couple)}
    people = [one.name for one in evidence.cast.company.people]
    expected = {
        "enrolled": len([name for name in people if _is_in(evidence, name, over_at, closed_at)]),
        "introduced_so_far": len(agreed),
        "pairs": len([couple for couple in agreed if not evidence.over(couple, over_at)]),
    }
    told = {name: int(last[name]) for name in expected}
    expected["meetings"] = _meetings(evidence, over_at, closed_at)
    told["meetings"] = sum(int(row["meetings"]) for row in sheet.rows)
    nudges = [
        seen
        for seen in evidence.of_kind("nudge", "go_on")
        if list(evidence.active(seen.reader, seen.at, words.PROGRAM))
    ]
    expected["nudges_sent"] = len([seen for seen in nudges if _week(evidence, seen) <= last["week"]])
    told["nudges_sent"] = sum(int(row["nudges_sent"]) for row in sheet.rows)
    return [
        f"Up to {last['week']} the report says {told[name]} {name}, and there were {count}"
        for name, count in expected.items()
        if told[name] != count
    ]


def _is_counted(evidence: Evidence, couple: Couple) -> bool:
    """The reports are of the first program."""
    return evidence.program_of(couple) == words.PROGRAM


def _is_in(evidence: Evidence, who: str, over_at: datetime, closed_at: datetime) -> bool:
    joined = any(deed.who == who and deed.at < over_at for deed in evidence.did("joined"))
    return joined and not evidence.is_gone(who, closed_at)


def _meetings(evidence: Evidence, over_at: datetime, closed_at: datetime) -> int:
    """Different days on which somebody said in time that they met, and nobody that they didn't."""
    logged = {
        (frozenset((deed.who, deed.about)), deed.on)
        for deed in evidence.did("logged")
        if deed.at < closed_at and deed.on and deed.on < over_at.date()
    }
    logged = {(couple, on) for couple, on in logged if _is_counted(evidence, couple)}
    disputed = {
        (frozenset((deed.who, deed.about)), deed.on) for deed in evidence.did("disputed") if deed.at < closed_at
    }
    return len(logged - disputed)


def fewer_than_five_are_withheld(evidence: Evidence) -> list[str]:
    """No average of fewer than five people; what is published counts the right people; and the report says so."""
    problems: list[str] = []
    for sheet in evidence.sheets:
        for row in sheet.rows:
            problems += _misjudged(evidence, row)
        told = [seen for seen in evidence.of_kind("report") if seen.at == sheet.at and not seen.files]
        if any(not row["respondents"] for row in sheet.rows) and not _all_published(sheet):
            silent = [seen for seen in told if words.NOT_SHOWN not in seen.plain]
            problems += [f"It isn't said what is withheld: {shown(seen)}" for seen in silent]
    return problems


def _misjudged(evidence: Evidence, row: dict[str, str]) -> list[str]:
    if not row["respondents"]:
        shows = [name for name in ANSWERS if row[name]]
        return [f"{row['week']} shows {shows} of nobody knows how many people"] if shows else []
    weeks = row["answers_of_weeks"].split()
    people = {
        deed.who
        for deed in evidence.did("pulse")
        if iso_week(deed.at.astimezone(UTC).date()) in weeks
        and _is_counted(evidence, frozenset((deed.who, deed.about)))
    }
    told = int(row["respondents"])
    if told < FEWEST_PEOPLE or told != len(people):
        return [f"{row['answers_of_weeks']} shows answers of {told} people, and {len(people)} answered"]
    return []


def _all_published(sheet: Sheet) -> bool:
    published = {week for row in sheet.rows for week in row["answers_of_weeks"].split()}
    return published >= {row["week"] for row in sheet.rows}


def _week(evidence: Evidence, seen: Seen) -> str:
    return iso_week(evidence.local(seen.reader, seen.at).date())


def _monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


CHECKS = (reports_arrive_in_their_channel, reports_count_right, fewer_than_five_are_withheld)
