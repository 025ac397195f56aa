"""The buttons of the outbox's two questions."""

from bot.features.delivery import service, views
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context
from bot.slack.replies import Replace, Reply


def register(slack: Listeners) -> None:
    slack.action(views.ARRIVED, say_it_arrived)
    slack.action(views.SEND_AGAIN, ask_to_send_again)


def say_it_arrived(ctx: Context, click: Click) -> Reply:
    facts = service.it_arrived(ctx.session, ctx.member, click.id)
    return Replace(views.settled(ctx.t, facts))


def ask_to_send_again(ctx: Context, click: Click) -> Reply:
    facts = service.send_again(ctx.session, ctx.now, ctx.member, click.id)
    return Replace(views.settled(ctx.t, facts))
