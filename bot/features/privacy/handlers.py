"""`/reverse-mentor privacy`: what is kept about who asks, a copy of it, and erasing it."""

from bot.features.privacy import erasing, holding, views
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form
from bot.slack.replies import OpenModal, Reply, Say, ShowModal, UpdateModal
from bot.slack.turnstile import HEAVY


def register(slack: Listeners) -> None:
    slack.command("privacy", show, only_reads=True, guests=True)
    slack.action(views.OPEN, show_clicked, only_reads=True, guests=True)
    slack.action(views.COPY, send_copy, weight=HEAVY, guests=True)
    slack.action(views.ERASE, ask_before_erasing, only_reads=True, guests=True)
    slack.view(views.ERASE_FORM, erase, guests=True)


def show(ctx: Context, _rest: str) -> Reply:
    return OpenModal(views.privacy(ctx.t, holding.held(ctx.session, ctx.member)))


def show_clicked(ctx: Context, _click: Click) -> Reply:
    return show(ctx, "")


def send_copy(ctx: Context, _click: Click) -> Reply:
    holding.ask_for_copy(ctx.session, ctx.now, ctx.member)
    return Say(views.copy_comes(ctx.t))


def ask_before_erasing(ctx: Context, _click: Click) -> Reply:
    erasing.require_erasable(ctx.session, ctx.member)
    return UpdateModal(views.erase_form(ctx.t))


def erase(ctx: Context, _form: Form) -> Reply:
    """Home, where one is shown, still tells of what is gone: it is emptied in the same breath."""
    has_home = ctx.member.home_opened_at is not None
    erasing.erase(ctx.session, ctx.now, ctx.member)
    return ShowModal(views.erased(ctx.t), views.empty_home(ctx.t) if has_home else None)
