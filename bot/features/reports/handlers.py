"""`/reverse-mentor report`: for owners of a program."""

from bot.features.programs.choice import Choice, program_choice
from bot.features.programs.service import require_owner
from bot.features.reports import service, settings, weekly
from bot.features.reports.facts import Asked, NothingYet
from bot.features.reports.views import asking, setting
from bot.mentions import Channel
from bot.models import GroupBy, ProgramState
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form
from bot.slack.replies import OpenModal, Reply, Say, ShowModal
from bot.slack.turnstile import HEAVY


def register(slack: Listeners) -> None:
    slack.command("report", start, weight=HEAVY)
    slack.action(asking.ASK, ask_of)
    slack.action(asking.WEEKLY_ON, turn_on)
    slack.action(asking.WEEKLY_OFF, turn_off)
    slack.action(setting.SETTINGS, open_settings, only_reads=True)
    slack.view(setting.SETTINGS, submit_settings)


def start(ctx: Context, _rest: str) -> Reply:
    programs = require_owner(ctx.session, ctx.member, closed=True)
    if len(programs) == 1:
        return _ask(ctx, programs[0].id)
    label, closed = ctx.t("report-choose-button"), ctx.t("report-of-closed")
    choices = [
        Choice(program.id, program.name, label, closed if program.state == ProgramState.CLOSED else None)
        for program in programs
    ]
    return Say(program_choice(ctx.t, ctx.t("report-which"), asking.ASK, choices))


def ask_of(ctx: Context, click: Click) -> Reply:
    return _ask(ctx, click.id)


def turn_on(ctx: Context, click: Click) -> Reply:
    return Say(asking.weekly_on(ctx.t, weekly.turn_on(ctx.session, ctx.now, ctx.member, click.id)))


def turn_off(ctx: Context, click: Click) -> Reply:
    return Say(asking.weekly_off(ctx.t, weekly.turn_off(ctx.session, ctx.now, ctx.member, click.id)))


def open_settings(ctx: Context, click: Click) -> Reply:
    return OpenModal(setting.settings_form(ctx.t, settings.draft(ctx.session, ctx.member, click.id)))


def submit_settings(ctx: Context, form: Form) -> Reply:
    fewest = form.required(form.number, "fewest")
    grouped_by = form.chosen("grouped_by", GroupBy)
    program = settings.change(ctx.session, ctx.now, ctx.member, form.id, fewest, grouped_by)
    return ShowModal(setting.settings_saved(ctx.t, settings.draft_of(program)))


def _ask(ctx: Context, program_id: int) -> Reply:
    outcome = service.ask(ctx.session, ctx.now, ctx.member, program_id)
    if isinstance(outcome, NothingYet):
        return Say(asking.nothing_yet(ctx.t, outcome))
    channel = Channel(outcome.report_channel) if outcome.report_channel else None
    asked = Asked(channel, outcome.id, weekly.is_on(ctx.session, outcome, ctx.member))
    return Say(asking.on_its_way(ctx.t, asked))
