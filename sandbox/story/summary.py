"""What is kept of a story: story.json, a transcript for each person, the last report's files, and its summary."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sandbox.story.checks import Evidence
from sandbox.story.checks.arriving import duplicates
from sandbox.story.checks.evidence import iso_week
from sandbox.story.diary import Gesture, Seen

WEEK = timedelta(weeks=1)
PROBLEMS_SHOWN = 5
REPORT_FILES = ("report.csv", "report.xlsx", "report.png", "skills.png")


@dataclass(frozen=True)
class Outcome:
    """`problems`: by the check that found them. `report`: the last report's files, by the names they keep."""

    people: int
    weeks: int
    seed: int
    seconds: float
    evidence: Evidence
    problems: dict[str, list[str]]
    report: Mapping[str, bytes]


def keep(outcome: Outcome, out: Path) -> None:
    """Writes all of it into `out`."""
    (out / "story.json").write_text(json.dumps(as_json(outcome), indent=2, ensure_ascii=False) + "\n")
    for name, content in outcome.report.items():
        (out / name).write_bytes(content)
    transcripts = out / "transcripts"
    transcripts.mkdir(exist_ok=True)
    for one in outcome.evidence.cast.company.everyone:
        (transcripts / f"{one.name.replace(' ', '_')}.txt").write_text(transcript(outcome.evidence, one.name))


def clear(out: Path) -> None:
    """Deletes what an earlier story has left; nothing else."""
    kept = [out / name for name in ("story.json", *REPORT_FILES)]
    for old in (*kept, *(out / "transcripts").glob("*.txt")):
        old.unlink(missing_ok=True)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """`offers`: private questions; `unmatched`: who were told that there is nobody; `answered`: nudges."""
    evidence = outcome.evidence
    return {
        "weeks": outcome.weeks,
        "seed": outcome.seed,
        "seconds": round(outcome.seconds, 1),
        "people": outcome.people,
        "enrolled": len({deed.who for deed in evidence.did("joined")}),
        "offers": len(evidence.of_kind("offer")),
        "pairs": len(evidence.agreed),
        "unmatched": len(evidence.of_kind("unmatched")),
        "introductions": len(evidence.of_kind("introduction")),
        "nudges": len(evidence.of_kind("nudge")),
        "answered": len(_answered(evidence)),
        "meetings": len(_met(evidence)),
        "pulses": len(evidence.did("pulse")),
        "messages_by_kind": dict(sorted(Counter(seen.kind for seen in evidence.seen).items())),
        "duplicate_messages": len(duplicates(evidence)),
        "failed_checks": sorted(outcome.problems),
        "problems": outcome.problems,
    }


def tell(outcome: Outcome, out: Path, console: Console) -> None:
    """The summary for a person, and which checks failed."""
    told = as_json(outcome)
    messages = sum(told["messages_by_kind"].values())
    console.print(
        f"\n[bold]{told['enrolled']} people joined, {told['pairs']} pairs were introduced,"
        f" {messages} messages were sent in {outcome.weeks} weeks.[/bold]\n"
        f"{told['nudges']} weekly nudges, {told['answered']} of them answered; {told['meetings']} meetings,"
        f" {told['pulses']} private answers about them. {_rate(outcome)}\n",
        soft_wrap=True,
    )
    console.print(_week_by_week(outcome))
    console.print(
        f"\nRead what anybody saw:  {out / 'transcripts'}/ (try {_worth_reading(outcome.evidence)})"
        f"\nThe owner's report:     {out / 'report.png'}, {out / 'skills.png'}, {out / 'report.csv'}"
        f"\nAll numbers:            {out / 'story.json'}"
        f"\nThe bot's log:          {out / 'bot.log'}\n",
        highlight=False,
        soft_wrap=True,
    )
    for check, problems in outcome.problems.items():
        console.print(f"[bold red]Failed: {check}[/bold red]", highlight=False)
        for problem in problems[:PROBLEMS_SHOWN]:
            console.print(f"  {problem}", highlight=False, markup=False, soft_wrap=True)
        if len(problems) > PROBLEMS_SHOWN:
            console.print(f"  … and {len(problems) - PROBLEMS_SHOWN} more, in story.json")
    if not outcome.problems:
        console.print(f"[green]All checks passed[/green], in {outcome.seconds:.0f} s.")


def _rate(outcome: Outcome) -> str:
    """The meeting rate of the last whole period, as the report has it."""
    sheets = outcome.evidence.sheets
    whole = [row for row in sheets[-1].rows if row["period_is_over"] == "yes"] if sheets else []
    return f"Meeting rate: {whole[-1]['meeting_rate_percent'] or 0} %." if whole else ""


def _week_by_week(outcome: Outcome) -> Table:
    evidence = outcome.evidence
    table = Table("Week", "Pairs", "Nudges", "Answered", "Meetings", "Pulses", "Messages", title="Week by week")
    for number in range(outcome.weeks):
        monday = evidence.begins + number * WEEK
        week, end = iso_week(monday), _midnight(monday + WEEK)
        row = (
            len([couple for couple, at in evidence.agreed.items() if at < end and not evidence.over(couple, end)]),
            len([seen for seen in evidence.of_kind("nudge") if _week(seen.at) == week]),
            len([at for at in _answered(evidence).values() if _week(at) == week]),
            len([day for _, day in _met(evidence) if iso_week(day) == week]),
            len([deed for deed in evidence.did("pulse") if _week(deed.at) == week]),
            len([seen for seen in evidence.seen if _week(seen.at) == week]),
        )
        table.add_row(str(number + 1), *map(str, row))
    return table


def _answered(evidence: Evidence) -> dict[str, datetime]:
    """The nudges in which something was pressed, by their ts, with when they came."""
    pressed = evidence.did("answered", "turned nudges off")
    found: dict[str, datetime] = {}
    for seen in evidence.of_kind("nudge"):
        if any(deed.who == seen.reader and seen.at <= deed.at < seen.at + WEEK for deed in pressed):
            found[seen.ts] = seen.at
    return found


def _met(evidence: Evidence) -> set[tuple[frozenset[str], date]]:
    """Undisputed meetings."""

    def days(what: str) -> set[tuple[frozenset[str], date]]:
        return {(frozenset((deed.who, deed.about)), deed.on) for deed in evidence.did(what) if deed.on}

    return days("logged") - days("disputed")


def _week(at: datetime) -> str:
    return iso_week(at.astimezone(UTC).date())


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)


def _worth_reading(evidence: Evidence) -> str:
    """The one to whom most was said."""
    readers = Counter(who for seen in evidence.notices() for who in seen.readers)
    return f"{readers.most_common(1)[0][0].replace(' ', '_')}.txt" if readers else "any"


def transcript(evidence: Evidence, who: str) -> str:
    """Everything that somebody read and did, in order, at their local time."""
    acted = [one for one in evidence.gestures if one.who == who]
    shown = {(one.at, one.answer) for one in acted}
    heard = [one for one in evidence.seen if who in one.readers and (one.at, one.plain) not in shown]
    seen = [one for one in heard if one.channel in ("im", "mpim") or one.only_one_sees]
    entries = [(one.ts, 0, _read(evidence, who, one)) for one in seen]
    entries += [(one.after, 1, _acted(evidence, one)) for one in acted]
    entries.sort(key=lambda entry: entry[:2])
    return "\n".join(text for _, _, text in entries) or f"{who} took no part, and was never written to.\n"


def _read(evidence: Evidence, who: str, seen: Seen) -> str:
    others = [name for name in seen.readers if name != who]
    place = f"group DM with {' and '.join(others)}" if others else "DM"
    only = " (only you see this)" if seen.only_one_sees else ""
    later = f"\n{_indented('later it reads:')}\n{_indented(_indented(seen.later))}" if seen.later else ""
    return f"{_when(evidence, who, seen.at)} · {seen.author}, {place}{only}\n{_indented(seen.plain)}{later}\n"


def _acted(evidence: Evidence, gesture: Gesture) -> str:
    shown = f"\n{re.sub('^', '    | ', gesture.answer, flags=re.MULTILINE)}" if gesture.answer else ""
    return f"{_when(evidence, gesture.who, gesture.at)} · {gesture.who} {gesture.did}{shown}\n"


def _when(evidence: Evidence, who: str, at: datetime) -> str:
    return f"{evidence.local(who, at):%a %Y-%m-%d %H:%M}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
