"""The type-ahead of every field that asks for a skill."""

from bot.features.skills import service, views
from bot.slack.handling import Listeners
from bot.slack.incoming import Context, Typed
from bot.slack.replies import Options, Reply


def register(slack: Listeners) -> None:
    slack.options(views.TYPED, suggest)


def suggest(ctx: Context, typed: Typed) -> Reply:
    found = service.suggest(ctx.session, ctx.workspace.id, typed.text)
    own_words = service.own_words(typed.text, found)
    return Options(views.skill_options(ctx.t, [(skill.id, skill.name) for skill in found], own_words))
