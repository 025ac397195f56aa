"""Past rounds, and the skills of a round: what owners look at beside the pairs."""

from bot.features.rounds import replay
from bot.features.rounds.supply import supply
from bot.features.rounds.views import past as views
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context
from bot.slack.replies import OpenModal, Reply, UpdateModal


def register(slack: Listeners) -> None:
    slack.action(views.PAST, open_past, only_reads=True)
    slack.action(views.REPLAY, run_again)
    slack.action(views.SUPPLY, open_supply, only_reads=True)


def open_past(ctx: Context, click: Click) -> Reply:
    return OpenModal(views.past_rounds(ctx.t, replay.past_rounds(ctx.session, ctx.member, click.id)))


def run_again(ctx: Context, click: Click) -> Reply:
    program = replay.ask(ctx.session, ctx.member, click.id)
    return UpdateModal(views.past_rounds(ctx.t, replay.past_rounds(ctx.session, ctx.member, program.id)))


def open_supply(ctx: Context, click: Click) -> Reply:
    return OpenModal(views.supply(ctx.t, supply(ctx.session, ctx.member, click.id)))
