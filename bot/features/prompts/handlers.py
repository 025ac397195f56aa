"""Answers to prompts, in the message itself; and owners who look for somebody."""

from bot.features.prompts import asking, service, views
from bot.features.skills import picking
from bot.features.skills.views import ASK, skill_groups, skill_options
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, Typed, ids
from bot.slack.replies import OpenModal, Options, Replace, Reply, ShowModal


def register(slack: Listeners) -> None:
    slack.action(views.SHOW, show)
    slack.action(views.SHOW_OTHER, show_other)
    slack.options(views.SHOW_OTHER, suggest)
    slack.action(views.TAKE_BACK, take_back)
    slack.action(views.NOTHING, nothing_now)
    slack.action(views.OFF, turn_off)
    slack.action(views.ON, turn_on)
    slack.action(ASK, open_ask_form, only_reads=True)
    slack.view(views.ASK_FORM, submit_ask_form)


def show(ctx: Context, click: Click) -> Reply:
    prompt_id, skill_id = ids(click.value, 2)
    return _replaced(ctx, prompt_id, str(skill_id))


def show_other(ctx: Context, click: Click) -> Reply:
    return _replaced(ctx, ids(click.block, 1)[0], click.value)


def _replaced(ctx: Context, prompt_id: int, value: str) -> Reply:
    return Replace(views.prompted(ctx.t, service.show(ctx.session, ctx.now, ctx.member, prompt_id, value)))


def suggest(ctx: Context, typed: Typed) -> Reply:
    suggestions = picking.suggest(ctx.session, ctx.member, typed.text)
    if typed.text.strip():
        return Options(skill_options(ctx.t, suggestions))
    return Options(groups=skill_groups(ctx.t, suggestions))


def take_back(ctx: Context, click: Click) -> Reply:
    prompt_id, skill_id = ids(click.value, 2)
    return Replace(views.prompted(ctx.t, service.take_back(ctx.session, ctx.now, ctx.member, prompt_id, skill_id)))


def nothing_now(ctx: Context, click: Click) -> Reply:
    service.nothing_now(ctx.session, ctx.now, ctx.member, click.id)
    return Replace(views.nothing_now(ctx.t, click.id))


def turn_off(ctx: Context, _click: Click) -> Reply:
    service.turn(ctx.member, on=False)
    return Replace(views.turned_off(ctx.t))


def turn_on(ctx: Context, _click: Click) -> Reply:
    service.turn(ctx.member, on=True)
    return Replace(views.turned_on(ctx.t))


def open_ask_form(ctx: Context, click: Click) -> Reply:
    program_id, skill_id = ids(click.value, 2)
    return OpenModal(
        views.ask_form(ctx.t, asking.ask_facts(ctx.session, ctx.now, ctx.member, program_id, skill_id))
    )


def submit_ask_form(ctx: Context, form: Form) -> Reply:
    program_id, skill_id = ids(form.subject, 2)
    people = asking.ask(ctx.session, ctx.now, ctx.member, program_id, skill_id)
    return ShowModal(views.asked(ctx.t, people))
