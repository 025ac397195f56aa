"""`/reverse-mentor program`: create, change, announce."""

from bot.features.people.service import may_create_programs, require_creator
from bot.features.programs import announcing, editing, service, weights
from bot.features.programs.editing import ProgramAnswers
from bot.features.programs.views import form as forms
from bot.features.programs.views import page
from bot.features.programs.views import weights as weights_views
from bot.slack.blocks import section
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids
from bot.slack.replies import Message, OpenModal, Reply, Say, ShowModal, UpdateModal


def register(slack: Listeners) -> None:
    slack.command("program", show_programs, only_reads=True)
    slack.action(page.NEW, open_new_form, only_reads=True)
    slack.action(page.EDIT, open_edit_form, only_reads=True)
    slack.action(page.ANNOUNCE, announce)
    slack.view(forms.FORM, submit_form)
    slack.action(page.WEIGHTS, open_weights, only_reads=True)
    slack.view(page.WEIGHTS, submit_weights)
    slack.action(weights_views.WEIGHTS_RESET, reset_weights)


def show_programs(ctx: Context, _rest: str) -> Reply:
    programs = service.owned_programs(ctx.session, ctx.member, closed=True)
    if not programs:
        return open_new_form(ctx, None)
    may_create = may_create_programs(ctx.session, ctx.member)
    return Say(
        page.program_list(ctx.t, [service.facts(ctx.session, ctx.now, program) for program in programs], may_create)
    )


def open_new_form(ctx: Context, _click: Click | None) -> Reply:
    require_creator(ctx.session, ctx.member)
    return OpenModal(
        forms.program_form(
            ctx.t, editing.draft(ctx.session, ctx.member, None, service.today_of(ctx.member, ctx.now))
        )
    )


def open_edit_form(ctx: Context, click: Click) -> Reply:
    program = service.owned(ctx.session, ctx.member, click.id)
    return OpenModal(
        forms.program_form(
            ctx.t, editing.draft(ctx.session, ctx.member, program, service.today_of(ctx.member, ctx.now))
        )
    )


def submit_form(ctx: Context, form: Form) -> Reply:
    answers = read_answers(form)
    if form.subject:
        program = editing.change(ctx.session, ctx.now, ctx.member, form.id, answers)
    else:
        program = editing.create(ctx.session, ctx.now, ctx.member, answers)
    return ShowModal(page.program_saved(ctx.t, service.facts(ctx.session, ctx.now, program)))


def open_weights(ctx: Context, click: Click) -> Reply:
    return OpenModal(weights_views.weights_form(ctx.t, weights.draft(ctx.session, ctx.member, click.id)))


def submit_weights(ctx: Context, form: Form) -> Reply:
    program_id, *seen = ids(form.subject, 1 + len(weights.SUGGESTED))
    shares = {part: form.required(form.number, part) for part in weights.SUGGESTED}
    before = dict(zip(weights.SUGGESTED, seen, strict=True))
    program = weights.change(ctx.session, ctx.now, ctx.member, program_id, before, shares)
    return ShowModal(weights_views.weights_saved(ctx.t, weights.draft_of(program)))


def reset_weights(ctx: Context, click: Click) -> Reply:
    program = weights.reset(ctx.session, ctx.now, ctx.member, click.id)
    return UpdateModal(weights_views.weights_saved(ctx.t, weights.draft_of(program)))


def announce(ctx: Context, click: Click) -> Reply:
    program = announcing.announce(ctx.session, ctx.now, ctx.member, click.id)
    words = ctx.t("program-announced", channel=service.facts(ctx.session, ctx.now, program).announce_channel)
    return Say(Message(words, [section(words)]))


def read_answers(form: Form) -> ProgramAnswers:
    """The program form; raises UserError at a field that Slack let through empty."""
    rules = form.choices("rules")
    return ProgramAnswers(
        name=form.required(form.text, "name"),
        aim=form.text("aim"),
        announce_channel=form.required(form.channel, "announce_channel"),
        report_channel=form.channel("report_channel"),
        contact=form.member("contact"),
        co_owners=form.members("co_owners"),
        starts_on=form.required(form.date, "starts_on"),
        ends_on=form.date("ends_on"),
        cadence_weeks=form.chosen("cadence", int),
        level_gap=form.required(form.number, "level_gap"),
        same_team="same_team" in rules,
        asks_first="asks_first" in rules,
        fill_ins="fill_ins" in rules,
    )
