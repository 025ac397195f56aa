"""The tables: one file an aggregate. No Slack, no text, no rules but those that the database itself keeps."""

from bot.models.base import Base
from bot.models.checkin import (
    CheckIn,
    HelpRequest,
    Meeting,
    MeetingSkill,
    Nudge,
    Pulse,
)
from bot.models.delivery import OutboxMessage, SeenPayload
from bot.models.once import insert_all_once, insert_once
from bot.models.pairing import (
    Pairing,
    PairingAnswer,
    Round,
    RoundPair,
    RoundUnmatched,
)
from bot.models.people import Member, OwnerGrant, Workspace
from bot.models.program import (
    Enrollment,
    EnrollmentSkill,
    Program,
    ProgramOwner,
    Skill,
)
from bot.models.report import ClosedWeek, PublishedAnswers
from bot.models.types import keyring
from bot.terms import (
    LIVE,
    Answer,
    EndReason,
    EnrollmentState,
    Format,
    HelpState,
    MeetingHow,
    MeetingState,
    MemberKind,
    OutboxState,
    OwnerSource,
    PairingState,
    ProgramState,
    RoundState,
    Side,
    Style,
)

__all__ = [
    "LIVE",
    "Answer",
    "Base",
    "CheckIn",
    "ClosedWeek",
    "EndReason",
    "Enrollment",
    "EnrollmentSkill",
    "EnrollmentState",
    "Format",
    "HelpRequest",
    "HelpState",
    "Meeting",
    "MeetingHow",
    "MeetingSkill",
    "MeetingState",
    "Member",
    "MemberKind",
    "Nudge",
    "OutboxMessage",
    "OutboxState",
    "OwnerGrant",
    "OwnerSource",
    "Pairing",
    "PairingAnswer",
    "PairingState",
    "Program",
    "ProgramOwner",
    "ProgramState",
    "PublishedAnswers",
    "Pulse",
    "Round",
    "RoundPair",
    "RoundState",
    "RoundUnmatched",
    "SeenPayload",
    "Side",
    "Skill",
    "Style",
    "Workspace",
    "insert_all_once",
    "insert_once",
    "keyring",
]
