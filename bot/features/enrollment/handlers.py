"""`join`, `profile` and `resume`. (`pause` and `leave` touch pairings, and live there.)"""

from bot.days_off import Region
from bot.errors import UserError
from bot.features.enrollment import joining, pausing, profile, service
from bot.features.enrollment.joining import JoinAnswers
from bot.features.enrollment.profile import ProfileAnswers
from bot.features.enrollment.views import joining as joining_views
from bot.features.enrollment.views import place as place_views
from bot.features.enrollment.views import profile as profile_views
from bot.features.people.country import country_of
from bot.features.programs import service as programs
from bot.features.programs.views.page import JOIN
from bot.models import Enrollment, Format, Style
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context, Form, Typed, ids, one_of
from bot.slack.replies import OpenModal, Options, Reply, Say, ShowModal
from bot.text.regions import find_regions


def register(slack: Listeners) -> None:
    slack.command("join", open_join, only_reads=True)
    slack.action(JOIN, open_join_of, only_reads=True)
    slack.view(joining_views.JOIN_FORM, submit_join)
    slack.command("profile", open_profile, only_reads=True)
    slack.action(profile_views.PROFILE, open_profile_of, only_reads=True)
    slack.view(profile_views.PROFILE_FORM, submit_profile)
    slack.options(profile_views.HOLIDAYS, suggest_holidays)
    slack.command("resume", resume)
    slack.action(place_views.RESUME, resume_clicked)


def open_join(ctx: Context, _rest: str) -> Reply:
    choices = joining.joinable(ctx.session, ctx.member)
    if not choices:
        raise UserError("error-no-open-program")
    if len(choices) > 1:
        return Say(joining_views.choose_program(ctx.t, choices))
    return _join_form(ctx, choices[0].program_id)


def open_join_of(ctx: Context, click: Click) -> Reply:
    return _join_form(ctx, click.id)


def _join_form(ctx: Context, program_id: int) -> Reply:
    program = programs.open_program(ctx.session, ctx.acting.workspace_id, program_id)
    return OpenModal(joining_views.join_form(ctx.t, profile.join_draft(ctx.session, program, ctx.member)))


def submit_join(ctx: Context, form: Form) -> Reply:
    answers = JoinAnswers(
        direction=form.required(form.choice, "direction"),
        teaches=form.choices("teaches"),
        learns=[form.choice(name) or "" for name in joining_views.LEARNS],
        level=form.chosen("level", int),
        manager=form.member("manager"),
    )
    outcome = joining.join(ctx.session, ctx.now, form.id, ctx.member, answers)
    return ShowModal(joining_views.join_saved(ctx.t, outcome.place, outcome.is_new))


def open_profile(ctx: Context, _rest: str) -> Reply:
    places = service.require_places(ctx.session, ctx.member)
    if len(places) > 1:
        return Say(profile_views.choose_profile(ctx.t, service.places(ctx.session, ctx.now, places)))
    return _profile_form(ctx, places[0])


def open_profile_of(ctx: Context, click: Click) -> Reply:
    if click.value == profile_views.WHICHEVER:
        return open_profile(ctx, "")
    return _profile_form(ctx, service.own(ctx.session, ctx.member, click.id))


def _profile_form(ctx: Context, enrollment: Enrollment) -> Reply:
    return OpenModal(profile_views.profile_form(ctx.t, profile.profile_draft(ctx.session, enrollment, ctx.member)))


def submit_profile(ctx: Context, form: Form) -> Reply:
    enrollment = service.own(ctx.session, ctx.member, ids(form.subject)[0])
    profile.save_profile(ctx.session, ctx.now, enrollment, ctx.member, read_profile(form))
    return ShowModal(profile_views.profile_saved(ctx.t))


def suggest_holidays(ctx: Context, typed: Typed) -> Reply:
    home = country_of(ctx.member.timezone)
    found = find_regions(ctx.t, typed.text, home)
    return Options(
        profile_views.holiday_options(ctx.t, found, Region(home) if home else None, is_search=bool(typed.text))
    )


def resume(ctx: Context, _rest: str) -> Reply:
    service.require_places(ctx.session, ctx.member)
    back = pausing.resume(ctx.session, ctx.member)
    return Say(place_views.resumed(ctx.t, service.programs_of(ctx.session, back)))


def resume_clicked(ctx: Context, _click: Click) -> Reply:
    service.require_places(ctx.session, ctx.member)
    back = pausing.come_back(ctx.session, ctx.member)
    return Say(place_views.back(ctx.t, service.programs_of(ctx.session, back)))


def read_profile(form: Form) -> ProfileAnswers:
    """The profile form; raises UserError at a field that Slack let through empty."""
    chosen = form.required(form.choice, "holidays")
    return ProfileAnswers(
        capacity=form.required(form.number, "capacity"),
        format=form.chosen("format", Format),
        style=form.chosen("style", Style),
        languages=_words(form.text("languages")),
        interests=_words(form.text("interests")),
        team=form.text("team"),
        location=form.text("location"),
        work_days=[one_of(int, day) for day in form.choices("work_days")],
        work_starts=form.required(form.minute, "work_starts"),
        work_ends=form.required(form.minute, "work_ends"),
        nudge_day=form.chosen("nudge_day", int),
        nudge_minute=form.required(form.minute, "nudge_minute"),
        unasked_a_week=form.required(form.number, "unasked_a_week"),
        holidays=profile_views.HOLIDAYS_CHOSEN.get(chosen, chosen),
        avoid=form.members("avoid"),
        shown=ids(form.subject)[1:],
    )


def _words(text: str | None) -> list[str]:
    """A list as people type it: with commas or semicolons."""
    return [word for part in (text or "").replace(";", ",").split(",") if (word := " ".join(part.split()))]
