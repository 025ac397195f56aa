"""Asking for a quiet word, and what a neutral person does with it."""

from bot.features.checkins.views.nudge import ASK_HELP
from bot.features.help_requests import service, views
from bot.features.help_requests.facts import AskedFacts
from bot.models import HelpOutcome
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids, one_of
from bot.slack.replies import OpenModal, Replace, Reply, ShowModal, UpdateModal


def register(slack: Listeners) -> None:
    slack.action(ASK_HELP, open_help, only_reads=True)
    slack.view(views.HELP, submit_help)
    slack.action(views.TAKE_BACK, take_back)
    slack.action(views.TAKE_ON, take_on)
    slack.action(views.DONE, mark_done)
    slack.action(views.QUEUE, open_queue, only_reads=True)


def open_help(ctx: Context, click: Click) -> Reply:
    """The form; or, where it was asked for already, how that stands."""
    nudge_id, pairing_id = ids(click.value, 2)
    facts = service.help_facts(ctx.session, ctx.member, pairing_id)
    waits = service.waiting_request(ctx.session, ctx.member, pairing_id)
    return OpenModal(views.help_sent(ctx.t, waits) if waits else views.help_form(ctx.t, facts, nudge_id))


def submit_help(ctx: Context, form: Form) -> Reply:
    """Passed on to whom the member chose; if that one won't do any more, they choose again."""
    nudge_id, pairing_id = ids(form.subject, 2)
    (contact_id,) = ids(form.required(form.choice, views.NEUTRAL), 1)
    note = form.text(views.NOTE)
    request = service.ask_for_help(ctx.session, ctx.now, ctx.member, pairing_id, contact_id, note, nudge_id)
    if request is None:
        facts = service.help_facts(ctx.session, ctx.member, pairing_id)
        return ShowModal(views.help_form(ctx.t, facts, nudge_id, note))
    return ShowModal(views.help_sent(ctx.t, request))


def take_back(ctx: Context, click: Click) -> Reply:
    request_id = click.id
    request = service.take_back(ctx.session, ctx.now, ctx.member, request_id)
    return UpdateModal(views.help_over(ctx.t, request))


def take_on(ctx: Context, click: Click) -> Reply:
    request_id = click.id
    return _as_it_is(ctx, click, service.take_on(ctx.session, ctx.now, ctx.member, request_id))


def mark_done(ctx: Context, click: Click) -> Reply:
    about, _, outcome = click.value.partition(":")
    (request_id,) = ids(about, 1)
    facts = service.mark_done(ctx.session, ctx.now, ctx.member, request_id, one_of(HelpOutcome, outcome))
    return _as_it_is(ctx, click, facts)


def open_queue(ctx: Context, _click: Click) -> Reply:
    return OpenModal(views.help_queue(ctx.t, service.waiting_for(ctx.session, ctx.member)))


def _as_it_is(ctx: Context, click: Click, facts: AskedFacts) -> Reply:
    """In place of what was clicked: the list, or the message."""
    if click.subject == views.IN_QUEUE:
        return UpdateModal(views.help_queue(ctx.t, service.waiting_for(ctx.session, ctx.member)))
    return Replace(views.help_asked(ctx.t, facts))
