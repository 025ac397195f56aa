"""How one more could be matched: who moves where, so that no two people are paired both ways round.

`Reach` says whether anybody can move, and knows nothing of couples. Found here is one choice that has a pair more
than the best has now. Nobody needs to solve again to know that whoever it takes for that is matched then.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.matching.arrays import Ints
from bot.matching.choose import Choice
from bot.matching.field import Field
from bot.matching.reach import FAR, Reach

MOST_STARTS = 64
"""Of the partners so many are tried, the nearest first; after them solving again decides."""

Move = tuple[int, int]
"""A mentee, and the mentor they go to; row numbers."""


class Ways:
    """From this choice. It looks along the shortest ways only, and finds most."""

    def __init__(self, field: Field, choice: Choice, reach: Reach) -> None:
        self._field, self._reach = field, reach
        mentors, mentees = field.chosen_rows(choice)
        self._mentor_of: dict[int, int] = dict(zip(mentees.tolist(), mentors.tolist(), strict=True))
        self._residents = defaultdict[int, list[int]](list)
        for position, home in enumerate(choice.home.tolist()):
            self._residents[home].append(position)

    def for_a_mentee(self, row: int, partners: Ints) -> bool:
        """Whether one of these mentors could take them, some others moving on to a free place."""
        unasked = set(self._field.unasked.tolist())
        if any(int(mentor) in unasked for mentor in partners):
            return True
        positions = self._field.mentors.searchsorted(partners)
        ways = (self._to_a_free_place(mentor) for mentor in _nearest(positions, self._reach.steps_to_free))
        return any(self._may_be([(row, self._mentor(start)), *way]) for start, way in ways if way is not None)

    def for_a_mentor(self, row: int, partners: Ints) -> bool:
        """Whether one of these mentees could come to them, their place going to somebody without one."""
        positions = self._field.mentees.searchsorted(partners)
        ways = (self._from_an_unmatched(mentee) for mentee in _nearest(positions, self._reach.steps_to_unmatched))
        return any(self._may_be([(self._mentee(start), row), *way]) for start, way in ways if way is not None)

    def _to_a_free_place(self, start: int) -> tuple[int, list[Move] | None]:
        moves, at, steps = list[Move](), start, self._reach.steps_to_free
        while steps[at]:
            step = next(self._steps_from(at), None)
            if step is None:
                return start, None
            moves.append((self._mentee(step[0]), self._mentor(step[1])))
            at = step[1]
        return start, moves

    def _steps_from(self, mentor: int) -> Iterator[tuple[int, int]]:
        """Who could leave this mentor for one who is nearer to a free place: a mentee, a mentor."""
        nearer = self._reach.steps_to_free == self._reach.steps_to_free[mentor] - 1
        for mentee in self._residents[mentor]:
            for to in self._reach.could_go_to(mentee, nearer):
                if self._may_be([(self._mentee(mentee), self._mentor(to))]):
                    yield mentee, to

    def _from_an_unmatched(self, start: int) -> tuple[int, list[Move] | None]:
        moves, at, steps = list[Move](), start, self._reach.steps_to_unmatched
        while steps[at]:
            home = self._reach.home[at]
            who = self._reach.who_could_go_to_one(home) & (steps == steps[at] - 1)
            coming = (one for one in who.nonzero()[0].tolist() if self._may_be([self._move(one, home)]))
            one = next(coming, None)
            if one is None:
                return start, None
            moves.append(self._move(one, home))
            at = one
        return start, moves

    def _may_be(self, moves: Sequence[Move]) -> bool:
        """Whether nobody would be their own mentor's mentor."""
        after = self._mentor_of | dict(moves) if len(moves) > 1 else self._mentor_of
        return all(after.get(mentor) != mentee for mentee, mentor in moves)

    def _move(self, mentee: int, mentor: int) -> Move:
        return self._mentee(mentee), self._mentor(mentor)

    def _mentee(self, position: int) -> int:
        return int(self._field.mentees[position])

    def _mentor(self, position: int) -> int:
        return int(self._field.mentors[position])


def _nearest(positions: Ints, steps: Ints) -> list[int]:
    near = positions[steps[positions] < FAR]
    return near[steps[near].argsort(kind="stable")][:MOST_STARTS].tolist()
