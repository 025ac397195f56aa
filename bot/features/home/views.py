"""App Home, and the answer to `/reverse-mentor` alone: where a member stands, and what they can do."""

from functools import lru_cache

from bot.features.checkins.facts import Hello, HelloFacts, Record
from bot.features.checkins.views.meeting import confirm_question
from bot.features.checkins.views.nudge import ASK_HELP
from bot.features.closing.facts import OverFacts
from bot.features.enrollment.views.place import RESUME, look_now
from bot.features.enrollment.views.profile import PROFILE, WHICHEVER
from bot.features.help_requests.views import QUEUE
from bot.features.home.facts import HelpFacts, HomeFacts, HomePlace, OpenOffer, OwnedProgram
from bot.features.pairings.facts import PairingFacts
from bot.features.pairings.views.leaving import LEAVE, PAUSE
from bot.features.pairings.views.swaps import my_pairing, offer_question, waiting
from bot.features.people_list.views import OPEN as OPEN_LIST
from bot.features.privacy.views import OPEN as PRIVACY
from bot.features.programs.views.page import EDIT, JOIN, NEW, draft_buttons
from bot.features.reports.views.asking import ASK
from bot.features.rounds.views.rounds import CHOOSE
from bot.features.rounds.views.unmatched import why_unmatched
from bot.features.skills.views import OPEN as OPEN_SKILLS
from bot.slack.blocks import Block, actions, button, context, divider, fields, header, home_view, section
from bot.slack.replies import HomeTab, Message
from bot.text import Phrase, Translator

NUDGES_OFF = "home.nudges_off"
NUDGES_ON = "home.nudges_on"
GO_ON = "home.go_on"
PROMPTS_ON = "home.prompts_on"

IN_HOURS_FROM = 120  # minutes

# A Home has room for 100 blocks.
MOST_PROGRAMS = 3
MOST_OFFERS = 2
MOST_SWAPS = 4
MOST_TO_CONFIRM = 2
MOST_JOINABLE = 3
MOST_OWNED = 4
MOST_OVER = 2


def home(t: Translator, facts: HomeFacts) -> HomeTab:
    """Where a member stands, with every action as a button; owners see their programs below."""
    blocks = [
        section(t("home-intro") if facts.places else t("help-intro")),
        *[block for meeting in facts.to_confirm[:MOST_TO_CONFIRM] for block in confirm_question(t, meeting)],
        *_quiet_words(t, facts.quiet_words),
        *[block for place in facts.places[:MOST_PROGRAMS] for block in _place(t, place)],
        *[block for ended in facts.over[:MOST_OVER] for block in _over(t, ended)],
        *_rhythm(t, facts),
        *_record(t, facts.record),
        *_joinable(t, facts),
        *_owned(t, facts),
        divider(),
        *([context(t("home-more"))] if _has_more(facts) else []),
        actions(button(t("privacy-button"), PRIVACY, "open")),
        context(t("help-promise")),
    ]
    return HomeTab(home_view(blocks))


def _quiet_words(t: Translator, number: int) -> list[Block]:
    """For a neutral person: that somebody waits."""
    return (
        [section(t("home-quiet-words", number=number), button(t("help-queue-button"), QUEUE, "open"))]
        if number
        else []
    )


def _has_more(facts: HomeFacts) -> bool:
    """Whether there is more than Home has room for."""
    swaps = max((len(place.swaps) for place in facts.places), default=0)
    programs = len(facts.places) > MOST_PROGRAMS or len(facts.owned) > MOST_OWNED
    return programs or swaps > MOST_SWAPS or len(facts.joinable) > MOST_JOINABLE


def _place(t: Translator, here: HomePlace) -> list[Block]:
    place = here.place
    paused = [section(t("home-paused", until=place.paused_until))] if place.paused_until else []
    starts = [section(t("home-starts", starts_on=place.starts_on))] if place.starts_on else []
    return [
        header(place.program),
        *paused,
        *starts,
        *([] if here.is_readable else [section(t("wishes-unreadable"))]),
        *[block for offer in here.offers[:MOST_OFFERS] for block in _offer(t, offer)],
        *[block for swap in here.swaps[:MOST_SWAPS] for block in _swap(t, swap)],
        *(_waiting(t, here) if not (paused or here.offers or here.swaps or not here.is_readable) else []),
        *[section(line) for line in _wishes(t, here)],
        actions(
            button(t("home-wishes-button"), JOIN, str(place.program_id)),
            button(t("help-profile-button"), PROFILE, str(place.enrollment_id)),
            button(t("help-resume-button"), RESUME, "resume", style="primary")
            if paused
            else button(t("help-pause-button"), PAUSE, str(place.enrollment_id)),
            button(t("help-leave-button"), LEAVE, str(place.enrollment_id)),
        ),
    ]


def _over(t: Translator, ended: OverFacts) -> list[Block]:
    """That it is over; what is open to join stands below, as for everybody."""
    words = {"program": ended.program, "ended_on": ended.ended_on}
    told = t("home-over-swap", partners=ended.partners, **words) if ended.partners else t("home-over", **words)
    return [divider(), section(told)]


def _offer(t: Translator, open_offer: OpenOffer) -> list[Block]:
    partner = open_offer.offer.partner.who
    if open_offer.accepted:
        return waiting(t, partner, open_offer.offer.pairing_id)
    return [section(t("offer", partner=partner)), *offer_question(t, open_offer.offer)]


def _swap(t: Translator, swap: PairingFacts) -> list[Block]:
    return my_pairing(t, swap, button(t("nudge-help-button"), ASK_HELP, f"0:{swap.pairing_id}"))


def _waiting(t: Translator, here: HomePlace) -> list[Block]:
    if here.unmatched:
        return why_unmatched(t, here.unmatched)
    return [section(t("pair-none")), *look_now(t, here.place.fill_in)]


def _wishes(t: Translator, here: HomePlace) -> list[Phrase]:
    sides = (("teaches", here.place.teaches), ("learns", here.place.learns))
    waiting = here.place.waiting
    kept = [t("place-waiting", skills=waiting, count=len(waiting))] if waiting else []
    return [*(t(f"place-{side}", skills=skills) for side, skills in sides if skills), *kept]


def _rhythm(t: Translator, facts: HomeFacts) -> list[Block]:
    """When the next weekly hello comes, its switch, and the one of the monthly question where it is off."""
    if facts.hello is None:
        return []
    if not facts.prompts_off:
        return _hello(t, facts.hello)
    on = button(t("home-prompts-on-button"), PROMPTS_ON, "on")
    return [*_hello(t, facts.hello), section(t("home-prompts-off"), on)]


def _hello(t: Translator, hello: HelloFacts) -> list[Block]:
    """How it stands, with the one button that changes something; on a break there is none."""
    words = t("home-hello-planned", at=hello.at) if hello.at else t(f"home-hello-{hello.state}")
    match hello.state:
        case Hello.ON_BREAK:
            return [divider(), section(words)]
        case Hello.OFF:
            return [divider(), section(words, button(t("home-hello-on-button"), NUDGES_ON, "on"))]
        case Hello.UNANSWERED:
            return [divider(), section(words, button(t("go-on-button"), GO_ON, "on"))]
        case _:
            return [divider(), section(words, button(t("home-hello-off-button"), NUDGES_OFF, "off"))]


def _record(t: Translator, record: Record) -> list[Block]:
    if not record.meetings:
        return []
    lines = [t("home-hours", meetings=record.meetings, time=_time(t, record.minutes))]
    lines += [t("home-taught", skills=record.taught)] if record.taught else []
    lines += [t("home-learned", skills=record.learned)] if record.learned else []
    return [divider(), fields(lines)]


def _time(t: Translator, minutes: int) -> Phrase:
    if minutes < IN_HOURS_FROM:
        return t("home-time-minutes", minutes=minutes)
    return t("home-time-hours", hours=round(minutes / 60, 1))


def _joinable(t: Translator, facts: HomeFacts) -> list[Block]:
    rows = [
        section(t("program-choice", program=program.name), button(t("join-button"), JOIN, str(program.id)))
        for program in facts.joinable[:MOST_JOINABLE]
    ]
    title = t("home-more-programs") if facts.places else t("home-programs")
    return [divider(), section(title), *rows] if rows else []


def _owned(t: Translator, facts: HomeFacts) -> list[Block]:
    rows = [block for program in facts.owned[:MOST_OWNED] for block in _owned_program(t, program)]
    waiting = facts.skills_waiting
    buttons = [] if waiting is None else [button(t("home-skills-button", count=waiting), OPEN_SKILLS, "open")]
    buttons += [button(t("people-list-title"), OPEN_LIST, "open")] if facts.owned or facts.may_create else []
    buttons += [button(t("program-new-button"), NEW, "new")] if facts.may_create else []
    more = [actions(*buttons)] if buttons else []
    return [divider(), header(t("home-owner-title")), *rows, *more] if rows or more else []


def _owned_program(t: Translator, program: OwnedProgram) -> list[Block]:
    numbers = {"enrolled": program.enrolled, "pairs": program.pairs, "free": program.free}
    value = str(program.id)
    if program.draft:
        return [section(t("home-owned-draft", program=program.name)), *draft_buttons(t, program.id)]
    if program.closed:
        return [
            section(t("home-owned-closed", program=program.name)),
            actions(button(t("home-report-button"), ASK, value), button(t("program-edit-button"), EDIT, value)),
        ]
    return [
        section(t("home-owned", program=program.name, **numbers)),
        actions(
            button(t("home-round-button"), CHOOSE, value),
            button(t("home-report-button"), ASK, value),
            button(t("program-edit-button"), EDIT, value),
        ),
    ]


@lru_cache(maxsize=1_000)  # asked for more often than anything, and the same for most
def help_message(t: Translator, facts: HelpFacts) -> Message:
    """Buttons that fit the member's state, and the words that do the same."""
    buttons = _buttons(t, facts)
    return Message(
        t("help-alert"),
        [
            section(t("help-intro")),
            actions(*buttons),
            section(t("help-member")) if facts.enrollment_id else section(t("help-stranger")),
            *([section(t("help-owner"))] if facts.owns or facts.may_create else []),
            context(t("help-promise")),
        ],
    )


def _buttons(t: Translator, facts: HelpFacts) -> list[Block]:
    found: list[Block] = []
    if facts.enrollment_id is None and facts.joinable_id is not None:
        found.append(button(t("join-button"), JOIN, str(facts.joinable_id), style="primary"))
    if facts.enrollment_id is not None:
        which = WHICHEVER if facts.several else str(facts.enrollment_id)
        found.append(button(t("help-profile-button"), PROFILE, which))
        found.append(
            button(t("help-resume-button"), RESUME, "resume", style="primary")
            if facts.paused
            else button(t("help-pause-button"), PAUSE, "pause")
        )
        found.append(button(t("help-leave-button"), LEAVE, "leave"))
    if facts.may_create and not facts.owns:
        found.append(button(t("program-new-button"), NEW, "new"))
    return [*found, button(t("privacy-button"), PRIVACY, "open")]
