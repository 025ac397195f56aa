"""An owner changes a proposed round: from the menu of a pair, by forms in place of the page, and back to it."""

from bot import audit
from bot.features.rounds import changing, finding, weighing
from bot.features.rounds.review import review
from bot.features.rounds.service import owned_round, waiting
from bot.features.rounds.views import changes as views
from bot.features.rounds.views import rounds as round_views
from bot.models import Deed, Round, RoundState, Side
from bot.slack.blocks import Block
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, Typed, ids, one_of
from bot.slack.replies import Options, Reply, ShowModal, UpdateModal


def register(slack: Listeners) -> None:
    slack.action(views.CHANGE, change_pair)
    slack.action(views.UNDO, undo)
    slack.action(views.AGAIN, find_again)
    slack.action(views.STOP, stop_finding)
    slack.action(views.CHECK, check, only_reads=True)
    slack.action(views.PAIR_UP, open_pin_form, only_reads=True)
    slack.view(views.SWAP_FORM, preview_swap, only_reads=True)
    slack.view(views.PIN_FORM, preview_pin, only_reads=True)
    slack.view(views.SWAP, swap)
    slack.view(views.PIN, pin)
    slack.options(views.OTHER_PAIR, suggest_pairs)
    slack.options(views.MENTOR, suggest_mentors)
    slack.options(views.MENTEE, suggest_mentees)


def change_pair(ctx: Context, click: Click) -> Reply:
    """A menu entry carries what to do, then the ids of the round, its version, the page, and the two."""
    deed, _, place = click.value.partition(":")
    round_id, version, page, mentor_id, mentee_id = ids(place, 5)
    who, pair = (ctx.session, ctx.member, round_id, version), (mentor_id, mentee_id)
    match one_of(views.Deed, deed):
        case views.Deed.SWAP:
            return UpdateModal(views.swap_form(ctx.t, weighing.swap_draft(*who, page, pair)))
        case views.Deed.KEEP:
            changing.keep(*who, pair)
        case views.Deed.PART:
            changing.part(*who, pair)
        case views.Deed.WITHOUT_MENTOR:
            changing.leave_out(*who, pair, mentor_id)
        case views.Deed.WITHOUT_MENTEE:
            changing.leave_out(*who, pair, mentee_id)
    return UpdateModal(_page(ctx, round_id, page))


def undo(ctx: Context, click: Click) -> Reply:
    round_id, version, number = ids(click.value, 3)
    changing.take_back(ctx.session, ctx.member, round_id, version, number)
    return UpdateModal(_page(ctx, round_id, 0))


def find_again(ctx: Context, click: Click) -> Reply:
    round_id, version = ids(click.value, 2)
    round_ = changing.find_again(ctx.session, ctx.member, round_id, version)
    if round_.state == RoundState.COMPUTING:
        audit.record(ctx.session, ctx.now, ctx.member, Deed.ROUND_CHANGED, round_.program_id, round=round_.id)
    return UpdateModal(_as_it_is(ctx, round_))


def stop_finding(ctx: Context, click: Click) -> Reply:
    round_id, version = ids(click.value, 2)
    return UpdateModal(_as_it_is(ctx, changing.stop_finding(ctx.session, ctx.member, round_id, version)))


def check(ctx: Context, click: Click) -> Reply:
    """Whether the pairs are found by now."""
    round_, _ = owned_round(ctx.session, ctx.member, click.id)
    return UpdateModal(_as_it_is(ctx, round_))


def preview_swap(ctx: Context, form: Form) -> Reply:
    round_id, version, page, *one = ids(form.subject, 5)
    other = ids(form.required(form.choice, "other"), 2)
    pairs = (one[0], one[1]), (other[0], other[1])
    facts = weighing.swap_preview(ctx.session, ctx.member, round_id, version, page, *pairs)
    return ShowModal(views.preview(ctx.t, facts))


def swap(ctx: Context, form: Form) -> Reply:
    round_id, version, page, mentor_id, mentee_id, other_mentor_id, other_mentee_id = ids(form.subject, 7)
    one, other = (mentor_id, mentee_id), (other_mentor_id, other_mentee_id)
    changing.swap(ctx.session, ctx.member, round_id, version, one, other)
    return ShowModal(_page(ctx, round_id, page))


def open_pin_form(ctx: Context, click: Click) -> Reply:
    round_id, version, page = ids(click.value, 3)
    return UpdateModal(views.pin_form(ctx.t, weighing.pin_draft(ctx.session, ctx.member, round_id, version, page)))


def preview_pin(ctx: Context, form: Form) -> Reply:
    round_id, version, page = ids(form.subject, 3)
    pair = form.chosen("mentor", int), form.chosen("mentee", int)
    facts = weighing.pin_preview(ctx.session, ctx.member, round_id, version, page, pair)
    return ShowModal(views.preview(ctx.t, facts))


def pin(ctx: Context, form: Form) -> Reply:
    round_id, version, page, mentor_id, mentee_id = ids(form.subject, 5)
    changing.pin(ctx.session, ctx.member, round_id, version, (mentor_id, mentee_id))
    return ShowModal(_page(ctx, round_id, page))


def suggest_pairs(ctx: Context, typed: Typed) -> Reply:
    round_id, _, _, mentor_id, mentee_id = ids(typed.subject, 5)
    found = finding.pairs(ctx.session, ctx.member, round_id, (mentor_id, mentee_id), typed.text)
    return Options(views.pair_options(ctx.t, found))


def suggest_mentors(ctx: Context, typed: Typed) -> Reply:
    return _people(ctx, typed, Side.TEACH)


def suggest_mentees(ctx: Context, typed: Typed) -> Reply:
    return _people(ctx, typed, Side.LEARN)


def _people(ctx: Context, typed: Typed, side: Side) -> Reply:
    round_id, *_ = ids(typed.subject)
    found = finding.people(ctx.session, ctx.member, round_id, side, typed.text)
    return Options(views.person_options(ctx.t, found))


def _as_it_is(ctx: Context, round_: Round) -> Block:
    if round_.state == RoundState.COMPUTING:
        return round_views.working_it_out(ctx.t, waiting(ctx.session, ctx.member, round_))
    return _page(ctx, round_.id, 0)


def _page(ctx: Context, round_id: int, page: int) -> Block:
    return round_views.review(ctx.t, review(ctx.session, ctx.member, round_id, page))
