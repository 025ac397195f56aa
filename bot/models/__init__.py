"""The tables: one file an aggregate. No Slack, no text, no rules but those that the database itself keeps."""

from bot.models.audit import AuditEntry
from bot.models.base import Base
from bot.models.checkin import (
    CheckIn,
    HelpRequest,
    Meeting,
    MeetingSkill,
    Nudge,
    Pulse,
)
from bot.models.delivery import OutboxMessage, Pace, SeenPayload
from bot.models.deployment import Deployment
from bot.models.many import many
from bot.models.once import insert_all_once, insert_once
from bot.models.pairing import (
    Pairing,
    PairingAnswer,
    Round,
    RoundPair,
    RoundUnmatched,
)
from bot.models.people import ListedPerson, Member, OwnerGrant, Workspace
from bot.models.program import (
    Enrollment,
    EnrollmentSkill,
    Program,
    ProgramOwner,
    Skill,
    SkillPrompt,
)
from bot.models.report import ClosedWeek, PublishedAnswers, WeeklyReport
from bot.models.types import keyring
from bot.terms import (
    HELP_WAITS,
    LIVE,
    Answer,
    Deed,
    EndReason,
    EnrollmentState,
    Format,
<<<<<<< HEAD
    HelpOutcome,
=======
    GroupBy,
>>>>>>> 51b74c1 (Reports: averages are blurred, of as many people as promised, and by groups that give nobody away; an attacker who tries)
    HelpState,
    MeetingHow,
    MeetingState,
    MemberKind,
    NudgeKind,
    OutboxState,
    OwnerSource,
    PairingState,
    ProgramNews,
    ProgramState,
    Replay,
    RoundKind,
    RoundState,
    Side,
    SkillState,
    Style,
    WishKind,
)

__all__ = [
    "HELP_WAITS",
    "LIVE",
    "Answer",
    "AuditEntry",
    "Base",
    "CheckIn",
    "ClosedWeek",
    "Deed",
    "Deployment",
    "EndReason",
    "Enrollment",
    "EnrollmentSkill",
    "EnrollmentState",
    "Format",
<<<<<<< HEAD
    "HelpOutcome",
=======
    "GroupBy",
>>>>>>> 51b74c1 (Reports: averages are blurred, of as many people as promised, and by groups that give nobody away; an attacker who tries)
    "HelpRequest",
    "HelpState",
    "ListedPerson",
    "Meeting",
    "MeetingHow",
    "MeetingSkill",
    "MeetingState",
    "Member",
    "MemberKind",
    "Nudge",
    "NudgeKind",
    "OutboxMessage",
    "OutboxState",
    "OwnerGrant",
    "OwnerSource",
    "Pace",
    "Pairing",
    "PairingAnswer",
    "PairingState",
    "Program",
    "ProgramNews",
    "ProgramOwner",
    "ProgramState",
    "PublishedAnswers",
    "Pulse",
    "Replay",
    "Round",
    "RoundKind",
    "RoundPair",
    "RoundState",
    "RoundUnmatched",
    "SeenPayload",
    "Side",
    "Skill",
    "SkillPrompt",
    "SkillState",
    "Style",
    "WeeklyReport",
    "WishKind",
    "Workspace",
    "insert_all_once",
    "insert_once",
    "keyring",
    "many",
]
