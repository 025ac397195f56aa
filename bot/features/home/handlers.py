"""`/reverse-mentor` and `/reverse-mentor help`."""

from bot.features.home import views
from bot.slack.handling import Listeners
from bot.slack.incoming import Context
from bot.slack.replies import Reply, Say


def register(slack: Listeners) -> None:
    slack.command("", show_help, only_reads=True)
    slack.command("help", show_help, only_reads=True)


def show_help(ctx: Context, _rest: str) -> Reply:
    return Say(views.help_message(ctx.t))
