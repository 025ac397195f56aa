"""`/reverse-mentor people`: an owner hands in the organization's list of people, and says yes to it."""

from bot.features.people_list import service, views
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form
from bot.slack.replies import OpenModal, Replace, Reply, ShowModal
from bot.slack.turnstile import HEAVY


def register(slack: Listeners) -> None:
    slack.command("people", open_form, only_reads=True, weight=HEAVY)
    slack.action(views.OPEN, open_form_clicked, only_reads=True)
    slack.view(views.FORM, hand_in)
    slack.action(views.APPROVE, approve)
    slack.action(views.LEAVE, leave)


def open_form(ctx: Context, _rest: str) -> Reply:
    service.require_owner(ctx.session, ctx.member)
    return OpenModal(views.list_form(ctx.t))


def open_form_clicked(ctx: Context, _click: Click) -> Reply:
    return open_form(ctx, "")


def hand_in(ctx: Context, form: Form) -> Reply:
    file_id = form.required(form.file, views.FILE)
    service.hand_in(ctx.session, ctx.now, ctx.member, file_id, views.WHOLE in form.choices(views.WHOLE))
    return ShowModal(views.list_handed_in(ctx.t))


def approve(ctx: Context, click: Click) -> Reply:
    return Replace(views.list_read(ctx.t, service.approve(ctx.session, ctx.member, click.id)))


def leave(ctx: Context, click: Click) -> Reply:
    return Replace(views.list_read(ctx.t, service.leave(ctx.session, ctx.member, click.id)))
