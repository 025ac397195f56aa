"""The answers to an offer, `pair`, and stepping back: `pause`, `leave`, ending a pairing."""

from datetime import timedelta

from bot.errors import UserError
from bot.features.confidence import service as confidence
from bot.features.enrollment import pausing
from bot.features.enrollment import service as enrollments
from bot.features.enrollment.facts import Place
from bot.features.pairings import endings, offers, telling
from bot.features.pairings.couples import couple_of, couples_of
from bot.features.pairings.views import leaving, swaps
from bot.features.people import service as people
from bot.models import EndReason, Enrollment, PairingState
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids
from bot.slack.replies import OpenModal, Replace, Reply, Say, ShowModal


def register(slack: Listeners) -> None:
    slack.action(swaps.ACCEPT, accept)
    slack.action(swaps.DECLINE, decline)
    slack.command("pair", show_pairings, only_reads=True)
    slack.action(swaps.END, end)
    slack.command("pause", open_pause, only_reads=True)
    slack.action(leaving.PAUSE, open_pause_clicked, only_reads=True)
    slack.view(leaving.PAUSE_FORM, submit_pause)
    slack.command("leave", open_leave, only_reads=True)
    slack.action(leaving.LEAVE, open_leave_clicked, only_reads=True)
    slack.view(leaving.LEAVE_FORM, submit_leave)


def accept(ctx: Context, click: Click) -> Reply:
    both = offers.answer(ctx.session, ctx.now, ctx.member, click.id, accepted=True)
    facts = telling.pairing_facts(ctx.session, both, ctx.member)
    introduced = both.pairing.state == PairingState.ACTIVE
    before = confidence.may_say_before(ctx.session, both.seat_of(ctx.member.id).enrollment)
    return Replace(swaps.accepted(ctx.t, facts, introduced, before))


def decline(ctx: Context, click: Click) -> Reply:
    both = offers.answer(ctx.session, ctx.now, ctx.member, click.id, accepted=False)
    return Replace(swaps.declined(ctx.t, telling.may_look_after(ctx.session, both, ctx.member)))


def show_pairings(ctx: Context, _rest: str) -> Reply:
    places = enrollments.require_places(ctx.session, ctx.member)
    couples = couples_of(ctx.session, ctx.member)
    active = telling.pairings_facts(ctx.session, couples, ctx.member)
    unpaired = telling.unpaired(ctx.session, places, couples)
    return Say(swaps.my_pairings(ctx.t, active, unpaired, offers.has_open_offer(ctx.session, ctx.member)))


def end(ctx: Context, click: Click) -> Reply:
    both = endings.end(ctx.session, ctx.now, ctx.member, click.id)
    return Replace(swaps.ended_by_you(ctx.t, *telling.after_ending(ctx.session, both, ctx.member)))


def open_pause(ctx: Context, _rest: str) -> Reply:
    return _open_pause(ctx, None)


def open_pause_clicked(ctx: Context, click: Click) -> Reply:
    return _open_pause(ctx, _clicked_place(ctx, click))


def _open_pause(ctx: Context, chosen: int | None) -> Reply:
    today = people.work_week(ctx.member).local(ctx.now).date()
    return OpenModal(leaving.pause_form(ctx.t, _places(ctx, chosen), today + timedelta(days=14), chosen))


def submit_pause(ctx: Context, form: Form) -> Reply:
    everywhere = form.choice("place") == leaving.EVERYWHERE
    places = enrollments.require_places(ctx.session, ctx.member) if everywhere else [_place(ctx, form)]
    until = form.required(form.date, "until")
    for enrollment in places:
        offers.withdraw_from_offers(ctx.session, ctx.now, ctx.member, enrollment)
        pausing.pause(ctx.session, ctx.now, enrollment, ctx.member, until)
    return ShowModal(leaving.paused(ctx.t, enrollments.programs_of(ctx.session, places), until))


def open_leave(ctx: Context, _rest: str) -> Reply:
    return OpenModal(leaving.leave_form(ctx.t, _places(ctx, None)))


def open_leave_clicked(ctx: Context, click: Click) -> Reply:
    return OpenModal(leaving.leave_form(ctx.t, _places(ctx, _clicked_place(ctx, click))))


def submit_leave(ctx: Context, form: Form) -> Reply:
    enrollment = _place(ctx, form)
    [program] = enrollments.programs_of(ctx.session, [enrollment])
    endings.step_back(ctx.session, ctx.now, ctx.member, enrollment, EndReason.LEFT)
    return ShowModal(leaving.left(ctx.t, program))


def _places(ctx: Context, chosen: int | None) -> list[Place]:
    """The member's places, the chosen one first; raises UserError where that one's program is over."""
    mine = enrollments.require_places(ctx.session, ctx.member)
    if chosen is not None and chosen not in {enrollment.id for enrollment in mine}:
        raise UserError("error-program-closed")
    first = sorted(mine, key=lambda enrollment: enrollment.id != chosen)
    return enrollments.places(ctx.session, ctx.now, first)


def _clicked_place(ctx: Context, click: Click) -> int | None:
    """The place that a button stands under: by its id, or by a pairing's after a hello's. The help's has none."""
    *rest, last = click.value.split(":")
    if not last.isdecimal():
        return None
    if not rest:
        return enrollments.own(ctx.session, ctx.member, *ids(last, 1)).id
    return couple_of(ctx.session, ctx.member, *ids(last, 1)).seat_of(ctx.member.id).enrollment.id


def _place(ctx: Context, form: Form) -> Enrollment:
    return enrollments.own(ctx.session, ctx.member, *ids(form.choice("place") or form.subject, 1))
