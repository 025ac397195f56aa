"""The type-ahead of every field that asks for a skill, and `/reverse-mentor skills` for owners."""

from msgspec.structs import replace

from bot.features.skills import curate, merging, picking, views
from bot.features.skills.facts import Deed, Done, Suggestions
from bot.slack.blocks import Block
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, Typed, ids
from bot.slack.replies import OpenModal, Options, Reply, ShowModal, UpdateModal


def register(slack: Listeners) -> None:
    slack.options(views.TYPED, suggest)
    slack.command("skills", open_desk, only_reads=True)
    slack.action(views.OPEN, open_desk_clicked, only_reads=True)
    slack.action(views.TAKE_IN, take_in)
    slack.action(views.TAKE_IN_ANYWAY, take_in_anyway)
    slack.action(views.SAME_AS, open_merge_waiting, only_reads=True)
    slack.action(views.LEAVE_OUT, leave_out)
    slack.action(views.FIND, open_page, only_reads=True)
    slack.view(views.PAGE_FORM, submit_page)
    slack.action(views.MERGE, open_merge_listed, only_reads=True)
    slack.view(views.MERGE_FORM, submit_merge)
    for action_id in (views.SAME_AS, views.FIND, views.MERGE):
        slack.options(action_id, suggest_listed)


def suggest(ctx: Context, typed: Typed) -> Reply:
    return _options(ctx, typed, picking.suggest(ctx.session, ctx.member, typed.text))


def suggest_listed(ctx: Context, typed: Typed) -> Reply:
    return _options(ctx, typed, picking.suggest_listed(ctx.session, ctx.member, typed.text))


def _options(ctx: Context, typed: Typed, suggestions: Suggestions) -> Reply:
    if typed.text.strip():
        return Options(views.skill_options(ctx.t, suggestions))
    return Options(groups=views.skill_groups(ctx.t, suggestions))


def open_desk(ctx: Context, _rest: str) -> Reply:
    return OpenModal(views.desk(ctx.t, curate.desk(ctx.session, ctx.member)))


def open_desk_clicked(ctx: Context, _click: Click) -> Reply:
    return open_desk(ctx, "")


def take_in(ctx: Context, click: Click) -> Reply:
    skill_id = ids(click.block, 1)[0]
    merger = merging.alike(ctx.session, ctx.member, skill_id)
    if merger:
        return UpdateModal(views.alike_form(ctx.t, merger, click.value))
    return _taken_in(ctx, skill_id, click.value)


def take_in_anyway(ctx: Context, click: Click) -> Reply:
    skill_id, _, category = click.value.partition(":")
    return _taken_in(ctx, ids(skill_id, 1)[0], category)


def _taken_in(ctx: Context, skill_id: int, category: str) -> Reply:
    skill = curate.take_in(ctx.session, ctx.now, ctx.member, skill_id, category)
    return _desk_after(ctx, Done(Deed.TAKEN_IN, skill.name))


def open_merge_waiting(ctx: Context, click: Click) -> Reply:
    merger = merging.merger(ctx.session, ctx.member, ids(click.block, 1)[0], click.id)
    return UpdateModal(views.merge_form(ctx.t, merger))


def leave_out(ctx: Context, click: Click) -> Reply:
    skill = curate.leave_out(ctx.session, ctx.now, ctx.member, click.id)
    return _desk_after(ctx, Done(Deed.LEFT_OUT, skill.name))


def _desk_after(ctx: Context, done: Done) -> Reply:
    return UpdateModal(_desk_view(ctx, done))


def _desk_view(ctx: Context, done: Done) -> Block:
    return views.desk(ctx.t, replace(curate.desk(ctx.session, ctx.member), done=done))


def open_page(ctx: Context, click: Click) -> Reply:
    return OpenModal(views.skill_page(ctx.t, curate.page(ctx.session, ctx.member, click.id)))


def submit_page(ctx: Context, form: Form) -> Reply:
    skill_id, version = ids(form.subject, 2)
    name, category = form.required(form.text, "name"), form.required(form.choice, "category")
    merger = merging.namesake(ctx.session, ctx.member, skill_id, version, name)
    if merger:
        return ShowModal(views.merge_form(ctx.t, merger, name))
    skill = curate.change(ctx.session, ctx.now, ctx.member, skill_id, version, name, category)
    return ShowModal(views.skill_saved(ctx.t, Done(Deed.CHANGED, skill.name)))


def open_merge_listed(ctx: Context, click: Click) -> Reply:
    skill_id, version = ids(click.block, 2)
    merger = merging.merger(ctx.session, ctx.member, skill_id, click.id, version)
    return UpdateModal(views.merge_form(ctx.t, merger))


def submit_merge(ctx: Context, form: Form) -> Reply:
    """Of two listed skills that is all; from the desk of what waits one goes on deciding."""
    skill_id, version, into_id = ids(form.subject, 3)
    skill, into = merging.merge(ctx.session, ctx.now, ctx.member, skill_id, into_id, version or None)
    done = Done(Deed.MERGED, skill.name, into.name)
    return ShowModal(views.skill_saved(ctx.t, done) if version else _desk_view(ctx, done))
