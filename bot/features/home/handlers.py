"""`/reverse-mentor` and `/reverse-mentor help`."""

from bot.features.enrollment import service as enrollments
from bot.features.home import views
from bot.features.people import service as people
from bot.features.programs import service as programs
from bot.models import EnrollmentState
from bot.slack.handling import Listeners
from bot.slack.incoming import Context
from bot.slack.replies import Reply, Say


def register(slack: Listeners) -> None:
    slack.command("", show_help, only_reads=True)
    slack.command("help", show_help, only_reads=True)


def show_help(ctx: Context, _rest: str) -> Reply:
    places = enrollments.places_of(ctx.session, ctx.member)
    joinable = programs.open_programs(ctx.session, ctx.workspace.id)
    facts = views.HelpFacts(
        enrollment_id=places[0].id if places else None,
        joinable_id=joinable[0].id if joinable else None,
        paused=any(place.state == EnrollmentState.PAUSED for place in places),
        owns=bool(programs.owned_programs(ctx.session, ctx.member)),
        may_create=people.may_create_programs(ctx.session, ctx.member),
    )
    return Say(views.help_message(ctx.t, facts))
