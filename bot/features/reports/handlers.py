"""`/reverse-mentor report`: for owners of a program."""

from bot.features.programs.choice import of_programs, program_choice
from bot.features.programs.service import require_owner
from bot.features.reports import service
from bot.features.reports.facts import NothingYet
from bot.features.reports.views import report as views
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context
from bot.slack.replies import Reply, Say


def register(slack: Listeners) -> None:
    slack.command("report", start)
    slack.action(views.ASK, ask_of)


def start(ctx: Context, _rest: str) -> Reply:
    programs = [(program.id, program.name) for program in require_owner(ctx.session, ctx.member)]
    if len(programs) == 1:
        return _ask(ctx, programs[0][0])
    question, label = ctx.t("report-which"), ctx.t("report-choose-button")
    return Say(program_choice(ctx.t, question, views.ASK, of_programs(label, programs)))


def ask_of(ctx: Context, click: Click) -> Reply:
    return _ask(ctx, int(click.value))


def _ask(ctx: Context, program_id: int) -> Reply:
    outcome = service.ask(ctx.session, ctx.now, ctx.member, program_id)
    if isinstance(outcome, NothingYet):
        return Say(views.nothing_yet(ctx.t, outcome))
    return Say(views.on_its_way(ctx.t, outcome))
