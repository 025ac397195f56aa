"""What the bot is made of: its features, all that it says to people, and what comes due.

`bot.app` puts it together; beside that one this is the only place that sees every feature.
"""

from typing import Any

from bot.features.audit import handlers as audit
from bot.features.checkins import handlers as checkins
from bot.features.checkins import log as checkin_log
from bot.features.checkins import messages as checkin_messages
from bot.features.checkins import plan as checkin_plan
from bot.features.checkins import pulse as checkin_pulse
from bot.features.checkins.views import meeting as meeting_views
from bot.features.checkins.views import nudge as nudge_views
from bot.features.checkins.views import pulse as pulse_views
from bot.features.closing import handlers as closing
from bot.features.closing import messages as closing_messages
from bot.features.closing import service as closing_service
from bot.features.closing import telling as closing_facts
from bot.features.closing import views as closing_views
from bot.features.closing import wrap_up
from bot.features.confidence import counting as confidence_counting
from bot.features.confidence import handlers as confidence
from bot.features.delivery import handlers as delivery
from bot.features.delivery import service as delivery_service
from bot.features.delivery import views as delivery_views
from bot.features.directory import handlers as directory
from bot.features.directory import messages as directory_messages
from bot.features.directory import service as directory_service
from bot.features.directory import views as directory_views
from bot.features.enrollment import handlers as enrollment
from bot.features.enrollment import messages as enrollment_messages
from bot.features.enrollment import pausing as enrollment_pausing
from bot.features.enrollment import service as enrollment_service
from bot.features.enrollment.views import joining as joining_views
from bot.features.enrollment.views import place as place_views
from bot.features.export import handlers as export
from bot.features.export import messages as export_messages
from bot.features.export import service as export_service
from bot.features.export import views as export_views
from bot.features.help_requests import handlers as help_requests
from bot.features.help_requests import messages as help_messages
from bot.features.help_requests import plan as help_plan
from bot.features.help_requests import telling as help_facts
from bot.features.help_requests import views as help_views
from bot.features.home import handlers as home
from bot.features.home import service as home_service
from bot.features.home import views as home_views
from bot.features.objectives import handlers as objectives
from bot.features.objectives import messages as objectives_messages
from bot.features.objectives import midway
from bot.features.objectives import views as objectives_views
from bot.features.pairings import handlers as pairings
from bot.features.pairings import lapsing as pairing_lapsing
from bot.features.pairings import messages as pairing_messages
from bot.features.pairings import telling as pairing_facts
from bot.features.pairings.views import swaps as pairing_views
from bot.features.people import handlers as people
from bot.features.people_list import handlers as people_list
from bot.features.people_list import messages as people_list_messages
from bot.features.people_list import service as people_list_service
from bot.features.people_list import views as people_list_views
from bot.features.privacy import handlers as privacy
from bot.features.privacy import holding
from bot.features.privacy import messages as privacy_messages
from bot.features.privacy import views as privacy_views
from bot.features.programs import announcing
from bot.features.programs import handlers as programs
from bot.features.programs import messages as program_messages
from bot.features.programs.views import page as program_views
from bot.features.prompts import handlers as prompts
from bot.features.prompts import messages as prompt_messages
from bot.features.prompts import plan as prompt_plan
from bot.features.prompts import service as prompt_service
from bot.features.prompts import views as prompt_views
from bot.features.readiness import handlers as readiness
from bot.features.readiness import messages as readiness_messages
from bot.features.readiness import service as readiness_service
from bot.features.readiness import views as readiness_views
from bot.features.reports import closing_weeks, weekly
from bot.features.reports import handlers as reports
from bot.features.reports import messages as report_messages
from bot.features.reports import service as report_service
from bot.features.reports.views import files as report_files_views
from bot.features.reports.views import report as report_views
from bot.features.rounds import fill_ins, replay, weighing
from bot.features.rounds import handlers as rounds
from bot.features.rounds import messages as round_messages
from bot.features.rounds import review as round_review
from bot.features.rounds import unmatched as round_unmatched
from bot.features.rounds.views import past as past_views
from bot.features.rounds.views import rounds as round_views
from bot.features.rounds.views import unmatched as unmatched_views
from bot.features.skills import curate, merging
from bot.features.skills import handlers as skills
from bot.features.skills import messages as skill_messages
from bot.features.skills import views as skill_views
from bot.features.skills import waiting as skill_waiting
from bot.outbox import messages as outbox_messages
from bot.outbox.registry import Facts, Together, View
from bot.planning import Plan

FEATURES = [
    people,
    programs,
    skills,
    enrollment,
    confidence,
    readiness,
    pairings,
    directory,
    people_list,
    prompts,
    checkins,
    help_requests,
    rounds,
    objectives,
    reports,
    closing,
    audit,
    export,
    delivery,
    privacy,
    home,
]
MESSAGES: dict[type[Any], tuple[Facts | Together, View]] = {
    program_messages.ProgramAnnounced: (announcing.announced_facts, program_views.announced),
    skill_messages.SkillsWaiting: (skill_waiting.waiting_facts, skill_views.skills_waiting),
    skill_messages.SkillsMerged: (merging.merged_facts, skill_views.skills_merged),
    skill_messages.SkillLeftOut: (curate.left_out_facts, skill_views.skill_left_out),
    prompt_messages.SkillPrompted: (prompt_service.prompted_facts, prompt_views.prompted),
    enrollment_messages.Joined: (Together(enrollment_service.joined_facts), joining_views.joined),
    enrollment_messages.PauseEnded: (enrollment_service.pause_ended_facts, place_views.pause_ended),
    pairing_messages.PairingOffered: (Together(pairing_facts.offered_facts), pairing_views.offered),
    pairing_messages.OfferReminder: (Together(pairing_facts.offered_facts), pairing_views.reminded),
    pairing_messages.OfferClosed: (pairing_facts.closed_facts, pairing_views.closed),
    pairing_messages.PairIntroduced: (pairing_facts.introduced_facts, pairing_views.introduction),
    pairing_messages.PairingEnded: (pairing_facts.ended_facts, pairing_views.ended),
    directory_messages.PairInOneLine: (directory_service.in_one_line_facts, directory_views.in_one_line),
    people_list_messages.ListRead: (people_list_service.list_facts, people_list_views.list_read),
    people_list_messages.BadRows: (people_list_service.list_facts, people_list_views.bad_rows),
    checkin_messages.NudgeDue: (Together(checkin_plan.nudge_facts), nudge_views.nudge),
    checkin_messages.MeetingToConfirm: (checkin_log.to_confirm_facts, meeting_views.to_confirm),
    checkin_messages.MeetingRememberedDifferently: (
        checkin_log.remembered_differently_facts,
        meeting_views.remembered_differently,
    ),
    checkin_messages.HelpOffered: (checkin_pulse.help_offered_facts, pulse_views.help_offered),
    help_messages.HelpAsked: (help_facts.help_asked_facts, help_views.help_asked),
    help_messages.HelpTakenOn: (help_facts.taken_on_facts, help_views.help_taken_on),
    help_messages.HelpReminder: (help_facts.reminder_facts, help_views.help_reminder),
    help_messages.HelpUnanswered: (help_facts.unanswered_facts, help_views.help_unanswered),
    help_messages.HelpTakenBack: (help_facts.taken_back_facts, help_views.help_not_needed),
    help_messages.HelpDone: (help_facts.help_done_facts, help_views.help_done),
    round_messages.RoundProposed: (round_review.proposed_facts, round_views.proposed),
    round_messages.RoundFailed: (round_review.failed_facts, round_views.failed),
    round_messages.RoundNotChanged: (weighing.not_changed_facts, round_views.not_changed),
    round_messages.RoundReplayed: (replay.replayed_facts, past_views.replayed),
    round_messages.FillInFailed: (round_unmatched.fill_in_failed_facts, unmatched_views.fill_in_failed),
    round_messages.LeftUnmatched: (round_unmatched.unmatched_facts, unmatched_views.left_unmatched),
    closing_messages.EndNears: (closing_facts.end_nears_facts, closing_views.end_nears),
    closing_messages.ProgramProlonged: (closing_facts.prolonged_facts, closing_views.prolonged),
    closing_messages.ProgramClosed: (closing_facts.closed_facts, closing_views.closed),
    closing_messages.WrappedUp: (wrap_up.wrapped_up_facts, closing_views.wrap_up),
    readiness_messages.ReadinessAsked: (readiness_service.asked_facts, readiness_views.readiness_asked),
    readiness_messages.ReadinessCounted: (readiness_service.counted_facts, readiness_views.readiness_counted),
    objectives_messages.HalfWay: (midway.half_way_facts, objectives_views.half_way),
    closing_messages.OwnProgramClosed: (closing_facts.own_closed_facts, closing_views.own_closed),
    report_messages.ReportAsked: (report_service.report_facts, report_views.report),
    report_messages.ReportFileAsked: (report_service.files_facts, report_files_views.report_files),
    report_messages.WeeklyReportReady: (weekly.weekly_facts, report_views.weekly_report),
    report_messages.WeeklyFilesReady: (weekly.weekly_files_facts, report_files_views.report_files),
    export_messages.ExportAsked: (export_service.export_facts, export_views.export),
    privacy_messages.OwnCopyAsked: (holding.copy_facts, privacy_views.copy_files),
    outbox_messages.HomeChanged: (home_service.home_facts, home_views.home),
    outbox_messages.MessageDied: (delivery_service.died_facts, delivery_views.died),
    outbox_messages.PeopleNotReached: (delivery_service.not_reached_facts, delivery_views.not_reached),
    outbox_messages.OutcomeUnknown: (delivery_service.unknown_facts, delivery_views.unknown),
}
ANSWERS = {
    enrollment_messages.Joined,
    round_messages.RoundProposed,
    round_messages.RoundFailed,
    round_messages.FillInFailed,
    round_messages.LeftUnmatched,  # to who asked for a fill-in; after a round it is unasked, which goes first
    people_list_messages.ListRead,
    people_list_messages.BadRows,
    report_messages.ReportAsked,
    report_messages.ReportFileAsked,
    export_messages.ExportAsked,
    privacy_messages.OwnCopyAsked,
}
"""What somebody waits for who has just asked for it. All else comes in its readers' working hours."""
PLANS = [
    Plan("skills", skill_waiting.NEXT_ASKING, skill_waiting.ask_owners),
    Plan("pauses", enrollment_pausing.NEXT_PAUSE_END, enrollment_pausing.end_pauses),
    Plan("reminders", pairing_lapsing.NEXT_REMINDER, pairing_lapsing.remind),
    Plan("offers", pairing_lapsing.NEXT_LAPSE, pairing_lapsing.close_offers),
    Plan("dates", closing_service.next_date, closing_service.keep_dates),
    Plan("fill-ins", fill_ins.NEXT_FILL_IN, fill_ins.start_fill_ins),
    Plan("readiness", readiness_service.NEXT_COUNT, readiness_service.count_readiness),
    Plan("half-way", midway.next_half_way, midway.tell_half_way),
    Plan("confidence", confidence_counting.NEXT_COUNT, confidence_counting.count_confidence),
    Plan("weeks", closing_weeks.next_close, closing_weeks.close_weeks),
    Plan("nudges", checkin_plan.NEXT_NUDGE, checkin_plan.plan_nudges),
    Plan("prompts", prompt_plan.NEXT_PROMPT, prompt_plan.plan_prompts),
    Plan("help-requests", help_plan.NEXT_REMINDER, help_plan.remind),
    Plan("handed-lists", people_list_service.next_forgetting, people_list_service.forget),
    Plan("purge", delivery_service.next_forgetting, delivery_service.forget_payloads),
]
