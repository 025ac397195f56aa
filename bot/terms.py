"""The fixed words of the domain: states, answers, kinds. Standard library only, so that everything may use them."""

import enum


class MemberKind(enum.StrEnum):
    """Only persons are ever enrolled; guests, bots and strangers of shared channels are not."""

    PERSON = "person"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"


class OwnerSource(enum.StrEnum):
    """Where the right to create programs comes from: the OWNERS setting, or another owner."""

    CONFIG = "config"
    GRANTED = "granted"


class SkillState(enum.StrEnum):
    """Everybody may pick a listed one. Own words are proposed until an owner says yes, or leaves them out; merged
    ones are other names of a listed one."""

    LISTED = "listed"
    PROPOSED = "proposed"
    MERGED = "merged"
    LEFT_OUT = "left_out"


class ProgramState(enum.StrEnum):
    """A draft is its owners' alone; an open one may be joined, whether pairs swap in it already or not."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Stage(enum.StrEnum):
    """How far a program is, as its owners see it: an open one with an approved round is running."""

    DRAFT = "draft"
    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"


class ProgramNews(enum.StrEnum):
    """What a program's people are being told: its end is near, was put off, has come, or is taken back."""

    END_NEAR = "end_near"
    PROLONGED = "prolonged"
    CLOSED = "closed"
    REOPENED = "reopened"


class GroupBy(enum.StrEnum):
    """What a program's reports tell apart, besides everybody: one thing at a time, so that no two overlap."""

    NOTHING = "nothing"
    LEVEL = "level"
    TEAM = "team"
    DEPARTMENT = "department"
    LOCATION = "location"


class Measure(enum.StrEnum):
    """What an objective may be measured by."""

    TAUGHT = "taught"
    SKILLS = "skills"
    HOURS = "hours"
    MEETING_RATE = "meeting_rate"
    USEFUL = "useful"
    VOICE = "voice"
    COUNTED = "counted"
    CONFIDENCE = "confidence"


class Verdict(enum.StrEnum):
    """How an objective stands; unknown: no number can be said yet, or only one that could be about somebody."""

    MET = "met"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class EnrollmentState(enum.StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class Format(enum.StrEnum):
    """How somebody likes to meet."""

    IN_PERSON = "in_person"
    CALL = "call"
    WRITTEN = "written"
    ANY = "any"


class Style(enum.StrEnum):
    """How somebody likes to talk things through."""

    DIRECT = "direct"
    REFLECTIVE = "reflective"
    BY_EXAMPLE = "by_example"
    ANY = "any"


class Side(enum.StrEnum):
    """The two sides of a swap."""

    TEACH = "teach"
    LEARN = "learn"


class RoundKind(enum.StrEnum):
    """A round is an owner's; a fill-in is asked for by somebody without a partner, between two rounds."""

    ROUND = "round"
    FILL_IN = "fill_in"


class RoundState(enum.StrEnum):
    COMPUTING = "computing"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISCARDED = "discarded"
    FAILED = "failed"


class WishKind(enum.StrEnum):
    """What an owner changes in a proposed round: a pair, no pair, somebody not this time, two mentors swapped."""

    PIN = "pin"
    FORBID = "forbid"
    LEAVE_OUT = "leave_out"
    SWAP = "swap"


class Replay(enum.StrEnum):
    """What came of a round that was run once more: the same pairs, others; or it can't be, for somebody in it is
    gone, or it failed."""

    SAME = "same"
    OTHER = "other"
    GONE = "gone"
    FAILED = "failed"


class PairingState(enum.StrEnum):
    """offered → active (introduced) → completed or ended; or declined, lapsed before they met."""

    OFFERED = "offered"
    ACTIVE = "active"
    COMPLETED = "completed"
    ENDED = "ended"
    DECLINED = "declined"
    LAPSED = "lapsed"


class EndReason(enum.StrEnum):
    """Why a pairing ended; kept for the numbers, never shown to the partner."""

    ASKED = "asked"
    LEFT = "left"
    DEACTIVATED = "deactivated"
    PROGRAM_CLOSED = "program_closed"


LIVE = (PairingState.OFFERED, PairingState.ACTIVE)


class Answer(enum.StrEnum):
    """What a member may say to a nudge, for one pairing."""

    MET = "met"
    NOT_YET = "not_yet"
    SKIP = "skip"
    HELP = "help"


class NudgeKind(enum.StrEnum):
    """check_in: did you meet? go_on: after several without an answer, the one question that ends them."""

    CHECK_IN = "check_in"
    GO_ON = "go_on"


class MeetingState(enum.StrEnum):
    """One click never speaks for both: a meeting is agreed on when the other has confirmed it."""

    LOGGED = "logged"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class MeetingHow(enum.StrEnum):
    IN_PERSON = "in_person"
    CALL = "call"
    WRITTEN = "written"


class HelpState(enum.StrEnum):
    """open → taken on → done, by the neutral person; or taken back, by who asked."""

    OPEN = "open"
    TAKEN_ON = "taken_on"
    DONE = "done"
    TAKEN_BACK = "taken_back"


class HelpOutcome(enum.StrEnum):
    """How a help request ended, in the neutral person's words to who asked."""

    SETTLED = "settled"
    GOES_ON = "goes_on"
    NOT_FOUND = "not_found"
    HANDED_ON = "handed_on"


HELP_WAITS = (HelpState.OPEN, HelpState.TAKEN_ON)


class ListState(enum.StrEnum):
    """Of a list of people that an owner handed in: read, then taken over or left alone; or it can't be used."""

    HANDED_IN = "handed_in"
    SOUND = "sound"
    UNSOUND = "unsound"
    APPROVED = "approved"
    TAKEN_OVER = "taken_over"
    LEFT = "left"
    FAILED = "failed"


class OutboxState(enum.StrEnum):
    """pending → sending → sent; or unknown (asked of Slack), held (asked of a person), cancelled, dead.

    quarantined: it was pending in a copy that was put back, and may have been sent since the copy was made.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    HELD = "held"
    CANCELLED = "cancelled"
    DEAD = "dead"
    QUARANTINED = "quarantined"


class Deed(enum.StrEnum):
    """What owners did, for the log that they can read."""

    PROGRAM_CREATED = "program_created"
    PROGRAM_CHANGED = "program_changed"
    WEIGHTS_CHANGED = "weights_changed"
    ANNOUNCED = "announced"
    CREATORS_CHANGED = "creators_changed"
    ROUND_PROPOSED = "round_proposed"
    ROUND_CHANGED = "round_changed"
    PAIR_TAKEN_IN = "pair_taken_in"
    PAIR_LEFT_OUT = "pair_left_out"
    ROUND_APPROVED = "round_approved"
    ROUND_DISCARDED = "round_discarded"
    REPORT_ASKED = "report_asked"
    GAP_ASKED = "gap_asked"
    SKILL_TAKEN_IN = "skill_taken_in"
    SKILL_LEFT_OUT = "skill_left_out"
    SKILL_MERGED = "skill_merged"
    SKILL_CHANGED = "skill_changed"
    PEOPLE_IMPORTED = "people_imported"
    PROGRAM_CLOSED = "program_closed"
    PROGRAM_REOPENED = "program_reopened"
    OBJECTIVES_CHANGED = "objectives_changed"
    READINESS_ASKED = "readiness_asked"
    WRAPPED_UP = "wrapped_up"
    REPORTS_CHANGED = "reports_changed"
    WEEKLY_TURNED_ON = "weekly_turned_on"
    WEEKLY_TURNED_OFF = "weekly_turned_off"
    PROGRAM_EXPORTED = "program_exported"
    VALUES_GIVEN_UP = "values_given_up"
