"""The weekly nudge and what is clicked in it; `/reverse-mentor log`; the pulse; the quiet offer of help."""

from bot.features.checkins import answer, log, pulse
from bot.features.checkins.facts import NudgeFacts
from bot.features.checkins.views import meeting as meeting_views
from bot.features.checkins.views import nudge as nudge_views
from bot.features.checkins.views import pulse as pulse_views
from bot.features.pairings.couples import couple_of
from bot.features.pairings.telling import after_ending
from bot.features.pairings.views.swaps import ended_by_you
from bot.models import Answer, MeetingHow
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids, one_of
from bot.slack.replies import OpenModal, Replace, Reply, ShowModal


def register(slack: Listeners) -> None:
    slack.command("log", open_log, only_reads=True)
    slack.view(meeting_views.PICK, pick_pairing)
    slack.action(meeting_views.OPEN_LOG, open_log_of, only_reads=True)
    slack.view(meeting_views.LOG, submit_log)
    slack.action(nudge_views.MET, say_met)
    slack.action(nudge_views.NOT_YET, say_not_yet)
    slack.action(nudge_views.SKIP, say_skip)
    slack.action(nudge_views.GO_ON, go_on)
    slack.action(nudge_views.SOMEBODY_NEW, ask_for_somebody_new)
    slack.action(nudge_views.TURN_OFF, turn_off)
    slack.action(nudge_views.TURN_ON, turn_on)
    slack.action(meeting_views.CONFIRM, confirm)
    slack.action(meeting_views.DISPUTE, dispute)
    slack.action(pulse_views.OPEN_PULSE, open_pulse, only_reads=True)
    slack.view(pulse_views.PULSE, submit_pulse)
    slack.action(pulse_views.NO_HELP, decline_help, only_reads=True)


def say_met(ctx: Context, click: Click) -> Reply:
    """The answer is kept at once; the form that follows may be closed."""
    facts = _answer(ctx, click, Answer.MET)
    _, pairing_id = ids(click.value, 2)
    form = log.log_facts(ctx.session, ctx.now, ctx.member, pairing_id)
    return OpenModal(meeting_views.log_form(ctx.t, form), replacing=nudge_views.nudge(ctx.t, facts))


def say_not_yet(ctx: Context, click: Click) -> Reply:
    return Replace(nudge_views.nudge(ctx.t, _answer(ctx, click, Answer.NOT_YET)))


def say_skip(ctx: Context, click: Click) -> Reply:
    return Replace(nudge_views.nudge(ctx.t, _answer(ctx, click, Answer.SKIP)))


def go_on(ctx: Context, click: Click) -> Reply:
    """An act like any other: the weekly nudges are back. It is kept as "not yet", which is what it says."""
    return Replace(nudge_views.nudge(ctx.t, _answer(ctx, click, Answer.NOT_YET)))


def ask_for_somebody_new(ctx: Context, click: Click) -> Reply:
    """Ends this swap as `pair` does; what the question says of others stays."""
    nudge_id, pairing_id = ids(click.value, 2)
    left = answer.end(ctx.session, ctx.now, ctx.member, nudge_id, pairing_id)
    if left.rows:
        return Replace(nudge_views.nudge(ctx.t, left))
    both = couple_of(ctx.session, ctx.member, pairing_id)
    return Replace(ended_by_you(ctx.t, *after_ending(ctx.session, both, ctx.member)))


def turn_off(ctx: Context, click: Click) -> Reply:
    nudge_id = click.id
    return Replace(nudge_views.nudges_off(ctx.t, answer.turn_off(ctx.session, ctx.member, nudge_id)))


def turn_on(ctx: Context, click: Click) -> Reply:
    nudge_id = click.id
    answer.turn_on(ctx.session, ctx.member, nudge_id)
    return Replace(nudge_views.nudges_on(ctx.t))


def open_log(ctx: Context, _rest: str) -> Reply:
    pairings = log.pairings_to_log(ctx.session, ctx.member)
    if len(pairings) > 1:
        return OpenModal(meeting_views.pick_form(ctx.t, pairings))
    facts = log.log_facts(ctx.session, ctx.now, ctx.member, pairings[0].id)
    return OpenModal(meeting_views.log_form(ctx.t, facts))


def open_log_of(ctx: Context, click: Click) -> Reply:
    pairing_id = click.id
    return OpenModal(meeting_views.log_form(ctx.t, log.log_facts(ctx.session, ctx.now, ctx.member, pairing_id)))


def pick_pairing(ctx: Context, form: Form) -> Reply:
    (pairing_id,) = ids(form.required(form.choice, meeting_views.PAIRING), 1)
    facts = log.log_facts(ctx.session, ctx.now, ctx.member, pairing_id)
    return ShowModal(meeting_views.log_form(ctx.t, facts))


def submit_log(ctx: Context, form: Form) -> Reply:
    pairing_id = form.id
    answers = log.LogAnswers(
        held_on=form.required(form.date, meeting_views.HELD_ON),
        minutes=form.required(form.number, meeting_views.MINUTES),
        how=form.chosen(meeting_views.HOW, MeetingHow),
        skill_ids=[one_of(int, value) for value in form.choices(meeting_views.SKILLS)],
    )
    meeting, both = log.log(ctx.session, ctx.now, ctx.member, pairing_id, answers)
    facts = pulse.pulse_facts(ctx.session, ctx.member, meeting, both)
    return ShowModal(pulse_views.pulse_form(ctx.t, facts))


def confirm(ctx: Context, click: Click) -> Reply:
    """The click itself confirms; the pulse that follows may be closed."""
    meeting, both = log.confirm(ctx.session, ctx.now, ctx.member, click.id)
    settled = meeting_views.settled(ctx.t, log.meeting_facts(ctx.session, ctx.member, meeting, both))
    facts = pulse.pulse_facts(ctx.session, ctx.member, meeting, both)
    return OpenModal(pulse_views.pulse_form(ctx.t, facts), replacing=settled)


def dispute(ctx: Context, click: Click) -> Reply:
    meeting_id = click.id
    facts = log.dispute(ctx.session, ctx.now, ctx.member, meeting_id)
    return Replace(meeting_views.settled(ctx.t, facts))


def open_pulse(ctx: Context, click: Click) -> Reply:
    meeting, both = log.meeting_of(ctx.session, ctx.member, click.id)
    facts = pulse.pulse_facts(ctx.session, ctx.member, meeting, both)
    return OpenModal(pulse_views.pulse_form(ctx.t, facts))


def submit_pulse(ctx: Context, form: Form) -> Reply:
    meeting_id = form.id
    answers = pulse.PulseAnswers(
        useful=form.chosen(pulse_views.USEFUL, int),
        voice=form.chosen(pulse_views.VOICE, int),
        counted=form.chosen(pulse_views.COUNTED, int),
        note=form.text(pulse_views.NOTE),
    )
    pulse.give_pulse(ctx.session, ctx.now, ctx.member, meeting_id, answers)
    return ShowModal(pulse_views.pulse_saved(ctx.t, meeting_id))


def decline_help(ctx: Context, _click: Click) -> Reply:
    return Replace(pulse_views.help_declined(ctx.t))


def _answer(ctx: Context, click: Click, said: Answer) -> NudgeFacts:
    nudge_id, pairing_id = ids(click.value, 2)
    return answer.answer(ctx.session, ctx.now, ctx.member, nudge_id, pairing_id, said)
