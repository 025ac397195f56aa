"""The two questions about confidence, from the buttons under messages that come anyway."""

from bot.errors import NotYours
from bot.features.confidence import service, views
from bot.features.confidence.facts import Moment
from bot.features.enrollment.views.place import CONFIDENCE_AFTER, CONFIDENCE_BEFORE
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, ids
from bot.slack.replies import OpenModal, Reply, ShowModal


def register(slack: Listeners) -> None:
    slack.action(CONFIDENCE_BEFORE, ask_before)
    slack.action(CONFIDENCE_AFTER, ask_after)
    slack.view(views.FORM, submit)


def ask_before(ctx: Context, click: Click) -> Reply:
    return _ask(ctx, click, Moment.BEFORE)


def ask_after(ctx: Context, click: Click) -> Reply:
    return _ask(ctx, click, Moment.AFTER)


def submit(ctx: Context, form: Form) -> Reply:
    moment, _, value = form.subject.partition(":")
    if moment not in Moment.__members__.values():
        raise NotYours()
    (enrollment_id,) = ids(value, 1)
    facts = service.asked(ctx.session, ctx.now, ctx.member, enrollment_id, Moment(moment))
    scores = {each.skill_id: form.choice(str(each.skill_id)) for each in facts.skills}
    answers = {skill_id: ids(score, 1)[0] for skill_id, score in scores.items() if score}
    service.answer(ctx.session, ctx.now, ctx.member, enrollment_id, facts.moment, answers)
    return ShowModal(views.confidence_saved(ctx.t, facts.moment))


def _ask(ctx: Context, click: Click, moment: Moment) -> Reply:
    enrollment_id = click.id
    facts = service.asked(ctx.session, ctx.now, ctx.member, enrollment_id, moment)
    return OpenModal(views.confidence_form(ctx.t, facts))
