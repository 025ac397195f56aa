"""The weekly nudge, meetings, the pulse, and the quiet offer of help."""

from datetime import date

from msgspec.structs import replace

from bot.features.checkins.facts import (
    Choice,
    LogFacts,
    MeetingFacts,
    NudgeFacts,
    NudgeRow,
    OfferFacts,
    PulseFacts,
)
from bot.features.checkins.views import meeting, nudge, pulse
from bot.terms import Answer, MeetingHow, MeetingState, NudgeKind
from tests.golden.case import CLEO, DAN, PROGRAM, Case, case

ONE = NudgeFacts(nudge_id=11, kind=NudgeKind.CHECK_IN, week_number=4, rows=(NudgeRow(7, CLEO, PROGRAM, None),))
TWO = replace(ONE, rows=(NudgeRow(7, CLEO, PROGRAM, Answer.MET), NudgeRow(8, DAN, "New voices", None)))
LOG = LogFacts(
    pairing_id=7,
    partner=CLEO,
    earliest_on=date(2026, 12, 14),
    today=date(2027, 1, 12),
    skills=(Choice(1, "Short videos"), Choice(2, "Budgeting")),
)
MEETING = MeetingFacts(
    meeting_id=5,
    partner=CLEO,
    held_on=date(2027, 1, 11),
    minutes=45,
    how=MeetingHow.CALL,
    state=MeetingState.LOGGED,
    skills=("Short videos", "Budgeting"),
)
FRESH = PulseFacts(meeting_id=5, partner=CLEO, useful=None, voice=None, counted=None, note=None, others=4)

CASES: list[Case] = [
    *(case(nudge.nudge, f"tone-{tone}", replace(ONE, week_number=tone)) for tone in range(nudge.TONES)),
    *(case(nudge.nudge, f"said-{said}", replace(ONE, rows=(NudgeRow(7, CLEO, PROGRAM, said),))) for said in Answer),
    case(nudge.nudge, "several", TWO),
    case(nudge.nudge, "go-on", replace(ONE, kind=NudgeKind.GO_ON)),
    case(nudge.nudge, "go-on-several", replace(TWO, kind=NudgeKind.GO_ON)),
    case(nudge.nudges_off, "", 11),
    case(nudge.nudges_on, ""),
    case(meeting.pick_form, "", [Choice(7, "Cleo"), Choice(8, "Dan")]),
    case(meeting.log_form, "", LOG),
    case(meeting.log_form, "no-skills", replace(LOG, skills=())),
    *(case(meeting.to_confirm, how, replace(MEETING, how=how)) for how in MeetingHow),
    case(meeting.to_confirm, "no-skills", replace(MEETING, skills=())),
    case(meeting.confirm_question, "", MEETING),
    case(meeting.settled, "confirmed", replace(MEETING, state=MeetingState.CONFIRMED)),
    case(meeting.settled, "disputed", replace(MEETING, state=MeetingState.DISPUTED)),
    case(meeting.remembered_differently, "", replace(MEETING, state=MeetingState.DISPUTED)),
    case(pulse.pulse_form, "", FRESH),
    case(pulse.pulse_form, "again", replace(FRESH, useful=4, voice=2, counted=5, note="It was short.")),
    case(pulse.pulse_saved, "", 5),
    case(pulse.help_offered, "", OfferFacts(7, CLEO)),
    case(pulse.help_declined, ""),
]
