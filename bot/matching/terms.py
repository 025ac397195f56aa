"""The fixed words of the matcher. No prose: whoever shows them renders them in the reader's language."""

import unicodedata
from enum import StrEnum


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
    HOURS = "hours"
    LANGUAGE = "language"
    MENTOR_FULL = "mentor_full"
    MENTEE_TAKEN = "mentee_taken"
    BOTH_WAYS = "both_ways"


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"


class Reason(StrEnum):
    """Why someone is unmatched: the first that is true, in this order.

    The first two: nobody in the round has the other side of the swap. Then the one rule that alone keeps away
    someone who would do otherwise. `ALL_FULL` (for mentors `ALL_TAUGHT`): there is someone suitable, but every one
    is paired with others. `NO_ONE_SUITABLE`: several things at once, or something that is nobody's business (who
    avoids whom is private, and so are the owner's choices), so that it must not be told apart.
    """

    NO_ONE_TEACHES = "no_one_teaches"
    NO_ONE_WANTS = "no_one_wants"
    ALL_FULL = "all_full"
    ALL_TAUGHT = "all_taught"
    REPORTING_LINE = "reporting_line"
    SAME_TEAM = "same_team"
    OWN_LEVEL_UNKNOWN = "own_level_unknown"
    THEIR_LEVEL_UNKNOWN = "their_level_unknown"
    LEVEL = "level"
    PAIRED_BEFORE = "paired_before"
    HOURS = "hours"
    LANGUAGE = "language"
    NO_ONE_SUITABLE = "no_one_suitable"


class Change(StrEnum):
    """A single change that would match someone, in the order in which they are tried.

    What `Helps` carries with each: the person states their level (`number`: one that would do), chooses to meet in
    writing, leaves their hours open, also speaks, learns or teaches something (`word`); the program allows
    pairs within a team, a smaller gap of levels (`number`), fewer common minutes a week (`number`), pairs with
    an unknown level; a suitable mentor (`person`) takes some more mentees (`number`); somebody new of
    level `level` teaches `word`, with `number` places.
    """

    STATE_LEVEL = "state_level"
    MEET_IN_WRITING = "meet_in_writing"
    OPEN_HOURS = "open_hours"
    SPEAK = "speak"
    LEARN_ALSO = "learn_also"
    TEACH_ALSO = "teach_also"
    ALLOW_SAME_TEAM = "allow_same_team"
    SMALLER_GAP = "smaller_gap"
    LESS_OVERLAP = "less_overlap"
    ALLOW_UNKNOWN_LEVELS = "allow_unknown_levels"
    MORE_PLACES = "more_places"
    NEW_MENTOR = "new_mentor"
    NOTHING = "nothing"
