"""The fixed words of the matcher. No prose: whoever shows them renders them in the reader's language."""

import unicodedata
from enum import StrEnum
from functools import lru_cache


@lru_cache(maxsize=10_000)
def same_word(word: str) -> str:
    """The key under which two spellings are one word: NFKC, case folded, single spaces."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


class Format(StrEnum):
    IN_PERSON = "in_person"
    CALL = "call"
    WRITTEN = "written"
    ANY = "any"


class Style(StrEnum):
    DIRECT = "direct"
    REFLECTIVE = "reflective"
    BY_EXAMPLE = "by_example"
    ANY = "any"


class Rule(StrEnum):
    """What can forbid a pair. The first that a pair breaks, in this order, is the one that is named."""

    SAME_PERSON = "same_person"
    UNAVAILABLE = "unavailable"
    NO_SKILL = "no_skill"
    REPORTING_LINE = "reporting_line"
    SAME_MANAGER = "same_manager"
    SAME_TEAM = "same_team"
    LEVEL_UNKNOWN = "level_unknown"
    LEVEL = "level"
    PAIRED_BEFORE = "paired_before"
    AVOIDED = "avoided"
    FORBIDDEN = "forbidden"
    UNINVOLVED = "uninvolved"
    HOURS = "hours"
    LANGUAGE = "language"
    MENTOR_FULL = "mentor_full"
    MENTEE_TAKEN = "mentee_taken"
    BOTH_WAYS = "both_ways"


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"


class Reason(StrEnum):
    """Why someone is unmatched: the first in this order that is true.

    `NO_ONE_TEACHES`, `NO_ONE_WANTS`: nobody in the round has the other side of the swap. `REPORTING_LINE`: all
    who have are above or below them, or share their manager. `ALL_FULL`, `ALL_TAUGHT`: there are suitable
    people, but each is paired with others. Then the rule that alone keeps away somebody who would suit.
    `NO_ONE_SUITABLE`: several things at once, or what must not be told apart: who avoids whom is private, and so is
    what an owner forbade. `NOT_LISTED`, `UNREADABLE` and `THEIRS_UNREADABLE` aren't the matcher's: all they said
    waits for an owner's yes, or can't be read any more; or that is so of somebody who might fit. `KNOWN_BY_NOW` is
    only told, never kept: what was missing then has come.
    """

    NO_ONE_TEACHES = "no_one_teaches"
    NO_ONE_WANTS = "no_one_wants"
    REPORTING_LINE = "reporting_line"
    OWN_LEVEL_UNKNOWN = "own_level_unknown"
    ALL_FULL = "all_full"
    ALL_TAUGHT = "all_taught"
    HOURS = "hours"
    LANGUAGE = "language"
    SAME_TEAM = "same_team"
    THEIR_LEVEL_UNKNOWN = "their_level_unknown"
    LEVEL = "level"
    PAIRED_BEFORE = "paired_before"
    NO_ONE_SUITABLE = "no_one_suitable"
    NOT_LISTED = "not_listed"
    UNREADABLE = "unreadable"
    THEIRS_UNREADABLE = "theirs_unreadable"
    KNOWN_BY_NOW = "known_by_now"


class Change(StrEnum):
    """A single change that would match someone, in the order in which they are tried.

    The person states their level (`number`: one that would do), meets in writing, leaves their hours open, also
    speaks, learns or teaches `word`. The program allows pairs within a team, a gap of levels of only `number`, or
    pairs with an unknown level. The mentor `person` takes `number` more. Newcomers of level `level` teach
    `word`, with `number` places in all. `LIST_SKILLS`, `TELL_AGAIN`, `THEY_TELL_AGAIN` and `NEXT_ROUND` aren't the
    matcher's: an owner says yes to new skills; the person, or somebody who might fit, says once more what can't be
    read; it's there by now.
    """

    STATE_LEVEL = "state_level"
    MEET_IN_WRITING = "meet_in_writing"
    OPEN_HOURS = "open_hours"
    SPEAK = "speak"
    LEARN_ALSO = "learn_also"
    TEACH_ALSO = "teach_also"
    ALLOW_SAME_TEAM = "allow_same_team"
    SMALLER_GAP = "smaller_gap"
    ALLOW_UNKNOWN_LEVELS = "allow_unknown_levels"
    MORE_PLACES = "more_places"
    NEW_MENTOR = "new_mentor"
    LIST_SKILLS = "list_skills"
    TELL_AGAIN = "tell_again"
    THEY_TELL_AGAIN = "they_tell_again"
    NEXT_ROUND = "next_round"
    NOTHING = "nothing"
