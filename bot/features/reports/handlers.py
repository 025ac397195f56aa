"""`/reverse-mentor report`: for owners of a program."""

from bot.features.programs.choice import Choice, program_choice
from bot.features.programs.service import require_owner
from bot.features.reports import service
from bot.features.reports.facts import NothingYet
from bot.features.reports.views import report as views
from bot.models import ProgramState
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context
from bot.slack.replies import Reply, Say


def register(slack: Listeners) -> None:
    slack.command("report", start)
    slack.action(views.ASK, ask_of)


def start(ctx: Context, _rest: str) -> Reply:
    programs = require_owner(ctx.session, ctx.member, closed=True)
    if len(programs) == 1:
        return _ask(ctx, programs[0].id)
    label, closed = ctx.t("report-choose-button"), ctx.t("report-of-closed")
    choices = [
        Choice(program.id, program.name, label, closed if program.state == ProgramState.CLOSED else None)
        for program in programs
    ]
    return Say(program_choice(ctx.t, ctx.t("report-which"), views.ASK, choices))


def ask_of(ctx: Context, click: Click) -> Reply:
    return _ask(ctx, int(click.value))


def _ask(ctx: Context, program_id: int) -> Reply:
    outcome = service.ask(ctx.session, ctx.now, ctx.member, program_id)
    if isinstance(outcome, NothingYet):
        return Say(views.nothing_yet(ctx.t, outcome))
    return Say(views.on_its_way(ctx.t, outcome))
