"""A program's objectives, from its owners' list of programs."""

from bot.features.objectives import service, views
from bot.features.programs.service import owned
from bot.features.programs.views.page import OBJECTIVES
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids
from bot.slack.replies import OpenModal, Reply, ShowModal, UpdateModal
from bot.terms import Measure


def register(slack: Listeners) -> None:
    slack.action(OBJECTIVES, open_objectives, only_reads=True)
    slack.action(views.ADD, open_form, only_reads=True)
    slack.action(views.REMOVE, remove)
    slack.view(views.FORM, submit)


def open_objectives(ctx: Context, click: Click) -> Reply:
    program_id = click.id
    return OpenModal(views.objectives(ctx.t, service.overview(ctx.session, ctx.member, program_id)))


def open_form(ctx: Context, click: Click) -> Reply:
    program_id = click.id
    return UpdateModal(views.objective_form(ctx.t, owned(ctx.session, ctx.member, program_id).id))


def submit(ctx: Context, form: Form) -> Reply:
    program_id = form.id
    measure = form.chosen("measure", Measure)
    target = form.required(form.text, "target")
    facts = service.add(ctx.session, ctx.now, ctx.member, program_id, measure, target, form.choice("skill"))
    return ShowModal(views.objectives(ctx.t, facts))


def remove(ctx: Context, click: Click) -> Reply:
    program_id, objective_id = ids(click.value, 2)
    return UpdateModal(
        views.objectives(ctx.t, service.remove(ctx.session, ctx.now, ctx.member, program_id, objective_id))
    )
