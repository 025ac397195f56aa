"""`/reverse-mentor round`: propose, look, approve or discard. For owners of a program."""

from msgspec.structs import replace

from bot.features.enrollment.views.place import LOOK_NOW
from bot.features.programs.choice import of_programs, program_choice
from bot.features.programs.service import require_owner
from bot.features.prompts.asking import missing
from bot.features.rounds import change_handlers, fairness, fill_ins, past_handlers, service
from bot.features.rounds.approve import approve
from bot.features.rounds.review import review
from bot.features.rounds.views import changes as change_views
from bot.features.rounds.views import fairness as fairness_views
from bot.features.rounds.views import rounds as views
from bot.features.rounds.views import unmatched as unmatched_views
from bot.models import Round, RoundState
from bot.slack.blocks import Block
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids
from bot.slack.replies import OpenModal, Reply, Say, ShowModal, UpdateModal


def register(slack: Listeners) -> None:
    slack.command("round", start, only_reads=True)
    slack.action(views.CHOOSE, choose, only_reads=True)
    slack.view(views.PROPOSE, submit_proposal)
    slack.action(views.REVIEW, open_review, only_reads=True)
    slack.action(views.BACK, turn_page, only_reads=True)
    slack.action(views.NEXT, turn_page, only_reads=True)
    slack.action(change_views.TO_PAGE, turn_page, only_reads=True)
    slack.action(fairness_views.SHARES, open_shares, only_reads=True)
    slack.action(views.INCLUDE, include)
    slack.action(views.LEAVE_OUT, leave_out)
    slack.action(views.APPROVE, approve_round)
    slack.action(views.DISCARD, discard_round)
    slack.action(LOOK_NOW, look_now)
    change_handlers.register(slack)
    past_handlers.register(slack)


def start(ctx: Context, _rest: str) -> Reply:
    programs = [(program.id, program.name) for program in require_owner(ctx.session, ctx.member)]
    if len(programs) == 1:
        return OpenModal(_desk(ctx, programs[0][0]))
    question, label = ctx.t("round-which"), ctx.t("round-choose-button")
    return Say(program_choice(ctx.t, question, views.CHOOSE, of_programs(label, programs)))


def choose(ctx: Context, click: Click) -> Reply:
    return OpenModal(_desk(ctx, click.id))


def _desk(ctx: Context, program_id: int) -> Block:
    round_ = service.open_round(ctx.session, ctx.member, program_id)
    if round_ is None:
        facts = service.desk(ctx.session, ctx.member, program_id)
        return views.desk(ctx.t, replace(facts, missing=tuple(missing(ctx.session, program_id))))
    return _open(ctx, round_)


def _open(ctx: Context, round_: Round) -> Block:
    if round_.state == RoundState.COMPUTING:
        return views.working_it_out(ctx.t, service.waiting(ctx.session, ctx.member, round_))
    return _page(ctx, round_.id, 0)


def submit_proposal(ctx: Context, form: Form) -> Reply:
    return ShowModal(_open(ctx, service.propose(ctx.session, ctx.now, ctx.member, form.id)))


def open_review(ctx: Context, click: Click) -> Reply:
    return OpenModal(_page(ctx, click.id, 0))


def turn_page(ctx: Context, click: Click) -> Reply:
    round_id, page = ids(click.value, 2)
    return UpdateModal(_page(ctx, round_id, page))


def open_shares(ctx: Context, click: Click) -> Reply:
    return OpenModal(fairness_views.shares(ctx.t, fairness.shares(ctx.session, ctx.member, click.id)))


def include(ctx: Context, click: Click) -> Reply:
    return _take_in(ctx, click, included=True)


def leave_out(ctx: Context, click: Click) -> Reply:
    return _take_in(ctx, click, included=False)


def _take_in(ctx: Context, click: Click, *, included: bool) -> Reply:
    round_id, version, page, pair_id = ids(click.value, 4)
    service.include(ctx.session, ctx.now, ctx.member, round_id, version, pair_id, included)
    return UpdateModal(_page(ctx, round_id, page))


def approve_round(ctx: Context, click: Click) -> Reply:
    round_id, version = ids(click.value, 2)
    return UpdateModal(views.approved(ctx.t, approve(ctx.session, ctx.now, ctx.member, round_id, version)))


def discard_round(ctx: Context, click: Click) -> Reply:
    round_id, version = ids(click.value, 2)
    program = service.discard(ctx.session, ctx.now, ctx.member, round_id, version)
    return UpdateModal(views.discarded(ctx.t, program.name))


def look_now(ctx: Context, click: Click) -> Reply:
    return Say(unmatched_views.looking(ctx.t, fill_ins.look(ctx.session, ctx.now, ctx.member, click.id)))


def _page(ctx: Context, round_id: int, page: int) -> Block:
    return views.review(ctx.t, review(ctx.session, ctx.member, round_id, page))
