"""Readiness: an owner asks from their list of programs, whoever reads the channel may answer."""

from bot.features.programs.views.page import READINESS
from bot.features.readiness import service, views
from bot.features.readiness.service import ReadinessAnswers
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids
from bot.slack.replies import OpenModal, Reply, Say, ShowModal


def register(slack: Listeners) -> None:
    slack.action(READINESS, ask)
    slack.action(views.ANSWER, open_form, only_reads=True)
    slack.view(views.FORM, submit)


def ask(ctx: Context, click: Click) -> Reply:
    program_id = click.id
    return Say(views.readiness_sent(ctx.t, service.ask(ctx.session, ctx.now, ctx.member, program_id)))


def open_form(ctx: Context, click: Click) -> Reply:
    pulse_id = click.id
    return OpenModal(views.readiness_form(ctx.t, service.question(ctx.session, ctx.now, ctx.member, pulse_id)))


def submit(ctx: Context, form: Form) -> Reply:
    pulse_id = form.id
    takes_part, speaks, knows = (ids(form.required(form.choice, name), 1)[0] for name in views.QUESTIONS)
    said = ReadinessAnswers(takes_part, speaks, knows)
    service.answer(ctx.session, ctx.now, ctx.member, pulse_id, said)
    return ShowModal(views.readiness_answered(ctx.t))
