"""Those who are asked whether a message arrived: they look, and say so truly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.db import Database
from bot.models import Member, OutboxMessage, OutboxState, Workspace
from bot.outbox.messages import OutcomeUnknown
from sandbox import Workspace as Slack
from sandbox.client.wire import Wire
from sandbox.errors import SandboxError


@dataclass(frozen=True)
class Question:
    """About one held message, in one person's DM. `ts`: of the message that asks."""

    team: str
    who: str
    ts: str
    wire_key: str
    recipient: str
    is_file: bool


def arrived(slack: Slack) -> list[tuple[str, str | None, bool]]:
    """All that the bot has written: in which workspace, with which key, and whether it has files."""
    return [(team, key, has_files) for team, key, has_files in slack._wire.ask("arrived")]


def asked(database: Database) -> list[Question]:
    """What is held, and has been asked about."""
    question, held = aliased(OutboxMessage), aliased(OutboxMessage)
    query = (
        select(Workspace.team_id, Member.slack_id, question, held)
        .join(Workspace, Workspace.id == question.workspace_id)
        .join(Member, (Member.workspace_id == question.workspace_id) & (Member.slack_id == question.recipient))
        .join(held, (held.workspace_id == question.workspace_id) & (held.caretaker_id == Member.id))
        .where(
            question.kind == OutcomeUnknown.__name__,
            question.state == OutboxState.SENT,
            held.state == OutboxState.HELD,
        )
    )
    with database.reading() as session:
        return [
            Question(team, who, one.slack_ts, row.wire_key, row.recipient, row.kind == "ReportFileAsked")
            for team, who, one, row in session.execute(query)
            if one.params["outbox_id"] == row.id and one.slack_ts
        ]


def answer(slack: Slack, questions: Sequence[Question], pause: Callable[[], None]) -> None:
    """Each clicks what is true; where the bot is just being started again, they try once more."""
    posted = arrived(slack)
    there = {(team, key) for team, key, _ in posted if key}
    files = {team for team, _, has_files in posted if has_files}
    for question in questions:
        is_there = question.team in files if question.is_file else (question.team, question.wire_key) in there
        label = "It arrived" if is_there else "Send it again"
        for _ in range(20):
            if _click(slack, question, label):
                break
            pause()


def _click(slack: Slack, question: Question, label: str) -> bool:
    wire = Wire(slack.url, question.team, slack._wire.line)
    person = Slack(slack.url, _wire=wire).user(question.who)
    message = next(one for one in person.dm().messages if one.ts == question.ts)
    if label not in message.buttons:
        return True  # answered in an earlier round, whose answer was lost on its way
    try:
        return message.click(label).failed is None
    except SandboxError:
        return False
