"""The log of what owners did: from their list of programs."""

from bot.features.audit import service, views
from bot.features.programs.views.page import LOG
from bot.slack.blocks import Block
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, ids
from bot.slack.replies import OpenModal, Reply, UpdateModal


def register(slack: Listeners) -> None:
    slack.action(LOG, open_log, only_reads=True)
    slack.action(views.BACK, turn_page, only_reads=True)
    slack.action(views.NEXT, turn_page, only_reads=True)


def open_log(ctx: Context, click: Click) -> Reply:
    return OpenModal(_page(ctx, click.id, 0))


def turn_page(ctx: Context, click: Click) -> Reply:
    program_id, page = ids(click.value, 2)
    return UpdateModal(_page(ctx, program_id, page))


def _page(ctx: Context, program_id: int, page: int) -> Block:
    return views.log_page(ctx.t, service.log_page(ctx.session, ctx.member, program_id, page))
