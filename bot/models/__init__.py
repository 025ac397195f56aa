"""The tables: one file an aggregate. No Slack, no text, no rules but those that the database itself keeps."""

from bot.models.base import Base
from bot.models.checkin import (
    Answer,
    CheckIn,
    HelpRequest,
    HelpState,
    Meeting,
    MeetingHow,
    MeetingSkill,
    MeetingState,
    Nudge,
    Pulse,
)
from bot.models.delivery import OutboxMessage, OutboxState, SeenPayload
from bot.models.once import insert_all_once, insert_once
from bot.models.pairing import (
    LIVE,
    EndReason,
    Pairing,
    PairingAnswer,
    PairingState,
    Round,
    RoundPair,
    RoundState,
    RoundUnmatched,
)
from bot.models.people import Member, MemberKind, OwnerGrant, OwnerSource, Workspace
from bot.models.program import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Format,
    Program,
    ProgramOwner,
    ProgramState,
    Side,
    Skill,
    Style,
)
from bot.models.report import ClosedWeek, PublishedAnswers
from bot.models.types import keyring

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
