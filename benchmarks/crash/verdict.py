"""What became of every message: what the database says, beside what people can read in Slack."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from benchmarks.crash.people import arrived
from bot.db import Database
from bot.models import OutboxMessage, OutboxState, Workspace
from bot.outbox.messages import HomeChanged, OutcomeUnknown
from sandbox import Workspace as Slack

MOST_HELD = 0.01
HELD_KINDS = ("PairIntroduced", "ProgramAnnounced", "ReportFileAsked")


@dataclass(frozen=True)
class Spent:
    """Seconds: of the whole, of them until the last blow, and of the processor by all bots that ever lived."""

    whole: float
    storm: float
    processor: float


@dataclass(frozen=True)
class Verdict:
    """`doubtful`: of those that can't be looked up, how many somebody was asked about; `held`: still unanswered."""

    messages: int
    untraceable: int
    doubtful: int
    lost: Sequence[str]
    duplicated: Sequence[str]
    held: int
    deaths: int
    reached: Sequence[str]
    spent: Spent

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.duplicated and self.held <= MOST_HELD * self.untraceable

    def __str__(self) -> str:
        points = ", ".join(sorted(self.reached))
        return (
            f"{self.messages} messages, {self.untraceable} of them to groups and channels or with files; "
            f"of these {self.doubtful} were asked about.\n"
            f"{self.deaths} deaths: {points}.\n"
            f"Last blow after {self.spent.storm:.0f} s; the bots' processor time {self.spent.processor:.0f} s.\n"
            + "".join(f"  lost: {one}\n" for one in self.lost[:10])
            + "".join(f"  duplicated: {one}\n" for one in self.duplicated[:10])
            + f"lost {len(self.lost)}, duplicated {len(self.duplicated)}, held {self.held}, "
            + f"seconds {self.spent.whole:.0f}"
        )


def reached(database: Database, slack: Slack, points: Sequence[str], deaths: int, spent: Spent) -> Verdict:
    """Count. Every message counts, also those in which the bot asks about another one."""
    posted = arrived(slack)
    keys = Counter((team, key) for team, key, _ in posted if key)
    files = Counter(team for team, _, has_files in posted if has_files)
    with database.reading() as session:
        rows = session.execute(
            select(OutboxMessage, Workspace.team_id).join(Workspace, Workspace.id == OutboxMessage.workspace_id)
        ).all()
    lost: list[str] = []
    duplicated: list[str] = []
    for row, team in rows:
        if row.kind == HomeChanged.__name__ or row.state == OutboxState.CANCELLED:
            continue
        count = files[team] if row.kind == "ReportFileAsked" else keys[team, row.wire_key]
        story = f"{row.kind} to {row.recipient} in {team}: {row.state}, {row.last_error}, {count} in Slack"
        if count > 1:
            duplicated.append(story)
        if row.state != OutboxState.HELD and (row.state != OutboxState.SENT or not count):
            lost.append(story)
    return Verdict(
        messages=sum(row.dedup_key.startswith("campaign:") for row, _ in rows),
        untraceable=sum(row.kind in HELD_KINDS for row, _ in rows),
        doubtful=sum(row.kind == OutcomeUnknown.__name__ for row, _ in rows),
        lost=lost,
        duplicated=duplicated,
        held=sum(row.state == OutboxState.HELD for row, _ in rows),
        deaths=deaths,
        reached=points,
        spent=spent,
    )
