"""What an owner does about a program's end, from their list of programs."""

from bot.features.closing import ending, views, wrap_up
from bot.features.programs import service as programs
from bot.features.programs.handlers import open_edit_form
from bot.features.programs.life import stage_of
from bot.features.programs.views import page as program_page
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form
from bot.slack.replies import OpenModal, Reply, Say, ShowModal


def register(slack: Listeners) -> None:
    slack.action(program_page.CLOSE, close_now)
    slack.action(program_page.REOPEN, reopen)
    slack.action(program_page.WRAP_UP, preview_wrap_up, only_reads=True)
    slack.view(views.WRAP_UP_FORM, post_wrap_up)


def close_now(ctx: Context, click: Click) -> Reply:
    program = ending.close_now(ctx.session, ctx.now, ctx.member, click.id)
    facts = programs.facts(ctx.session, ctx.now, program)
    return Say(views.closed_now(ctx.t, facts.name, facts.id, facts.enrolled))


def reopen(ctx: Context, click: Click) -> Reply:
    """As it was; or the form, where an end is missing that is still to come."""
    program = ending.reopen(ctx.session, ctx.now, ctx.member, click.id)
    if program is None:
        return open_edit_form(ctx, click)
    return Say(views.reopened(ctx.t, program.name, stage_of(ctx.session, program)))


def preview_wrap_up(ctx: Context, click: Click) -> Reply:
    program_id = click.id
    return OpenModal(views.wrap_up_preview(ctx.t, wrap_up.preview(ctx.session, ctx.member, program_id)))


def post_wrap_up(ctx: Context, form: Form) -> Reply:
    program_id = form.id
    return ShowModal(views.wrap_up_posted(ctx.t, wrap_up.post(ctx.session, ctx.now, ctx.member, program_id)))
