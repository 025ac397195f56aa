"""What an owner does about a program's end, from their list of programs."""

from bot.features.closing import ending, views
from bot.features.programs import service as programs
from bot.features.programs import views as program_views
from bot.features.programs.handlers import open_edit_form
from bot.features.programs.life import stage_of
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context
from bot.slack.replies import Reply, Say


def register(slack: Listeners) -> None:
    slack.action(program_views.CLOSE, close_now)
    slack.action(program_views.REOPEN, reopen)


def close_now(ctx: Context, click: Click) -> Reply:
    program = ending.close_now(ctx.session, ctx.now, ctx.member, int(click.value))
    facts = programs.facts(ctx.session, ctx.now, program)
    return Say(views.closed_now(ctx.t, facts.name, facts.id, facts.enrolled))


def reopen(ctx: Context, click: Click) -> Reply:
    """As it was; or the form, where an end is missing that is still to come."""
    program = ending.reopen(ctx.session, ctx.now, ctx.member, int(click.value))
    if program is None:
        return open_edit_form(ctx, click)
    return Say(views.reopened(ctx.t, program.name, stage_of(ctx.session, program)))
