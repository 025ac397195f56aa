"""Scenes that are given to pairs once there are pairs: who pauses, leaves, ends it, is gone, asks for help …"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.story import words
from sandbox.story.cast import after, today
from sandbox.story.hands import Hands
from sandbox.story.opening import pause
from sandbox.story.pairs import Pair, Pairs
from sandbox.story.time import Time

PAUSE_DAYS = 14
# In the order in which they are given out, each with its week; short stories play it in their last.
SCENES = {
    "ends": 3,
    "pauses": 3,
    "gone": 4,
    "leaves": 4,
    "asks": 2,
    "disputes": 2,
    "uneasy": 2,
    "stops": 3,
    "moves": 3,
    "quiet": 2,
}
NEW_HOME = "Asia/Tokyo"


@dataclass
class Scenes:
    """`actors`: who plays which scene. `played`: those that took place, by the diary's word for it."""

    time: Time
    hands: Hands
    pairs: Pairs
    monday: datetime
    weeks: int
    actors: dict[str, str] = field(default_factory=dict)
    played: set[str] = field(default_factory=set)
    _partners: dict[str, str] = field(default_factory=dict)

    def give_out(self) -> None:
        """One scene a pair, of the pairs that there are; the one who clicks twice has enough to do."""
        for scene, pair in zip(SCENES, self._free(), strict=False):
            self.actors[scene] = self.hands.cast.draw(scene).choice(sorted(pair.names))
            self._partners[scene] = pair.partner(self.actors[scene])
            act = self._acts(pair).get(scene)
            if act:
                self._at(SCENES[scene], self.actors[scene], act)

    def players(self) -> set[str]:
        """Everybody who has a scene, and their partners."""
        return {*self.actors.values(), *self._partners.values()}

    def _free(self) -> list[Pair]:
        """Pairs in an order of their own, of which nobody is in two."""
        pairs = sorted(self.pairs, key=lambda pair: pair.names)
        self.hands.cast.draw("scenes").shuffle(pairs)
        taken, found = {self.hands.cast.double}, []
        for pair in pairs:
            if taken.isdisjoint(pair.names):
                found.append(pair)
                taken |= set(pair.names)
        return found

    def _acts(self, pair: Pair) -> dict[str, Callable[[str], None]]:
        return {
            "ends": lambda who: self._end(who, pair),
            "pauses": self._pause,
            "gone": lambda who: self._deactivate(who, pair),
            "leaves": lambda who: self._leave(who, pair),
            "moves": self._move,
        }

    def _at(self, week: int, who: str, act: Callable[[str], None]) -> None:
        """On a Wednesday, in their working hours; stories of one week have no such scenes."""
        if self.weeks > 1:
            wednesday = self.monday + timedelta(weeks=min(week, self.weeks) - 1, days=2)
            self.time.at(after(self.hands.cast, who, wednesday, 30), lambda: act(who))

    def _end(self, who: str, pair: Pair) -> None:
        mine = self.hands.command(who, "pair").messages[-1]
        partner = pair.partner(who)
        self.hands.click(who, mine, words.END, near=partner)
        pair.over = True
        self.hands.diary.did(who, "ended", partner)
        self.played.add("ends")

    def _pause(self, who: str) -> None:
        here = today(self.hands.cast.colleague(who), self.hands.diary.now)
        pause(self.hands, who, here + timedelta(days=PAUSE_DAYS))
        self.played.add("pauses")

    def _deactivate(self, who: str, pair: Pair) -> None:
        self.hands.people[who] = self.hands.people[who].deactivate()
        self._part(who)
        self.hands.diary.did(who, "was deactivated", pair.partner(who))
        self.played.add("gone")

    def _leave(self, who: str, pair: Pair) -> None:
        self.hands.submit(who, self.hands.modal(who, self.hands.command(who, "leave")), {})
        self._part(who)
        self.hands.diary.did(who, "left", pair.partner(who))
        self.played.add("leaves")

    def _part(self, who: str) -> None:
        for pair in self.pairs.of(who):
            pair.over = True

    def _move(self, who: str) -> None:
        self.hands.people[who] = self.hands.people[who].change(tz=NEW_HOME)
        self.hands.cast.moved[who] = NEW_HOME
        self.hands.diary.did(who, "moved", text=NEW_HOME)
        self.played.add("moves")

    # What the weeks ask

    def wants(self, who: str) -> bool:
        """Whether they have something to do with their next nudge, whatever their temper."""
        return any(self._to_play(scene, who) for scene in ("asks", "stops"))

    def asks_for_help(self, who: str) -> bool:
        return self._play("asks", who)

    def stops_nudges(self, who: str) -> bool:
        return self._play("stops", who)

    def may_dispute(self, who: str) -> bool:
        """Whichever of the two is asked first."""
        return (
            who in (self.actors.get("disputes"), self._partners.get("disputes")) and "disputes" not in self.played
        )

    def disputes(self, who: str) -> bool:
        if not self.may_dispute(who):
            return False
        self.played.add("disputes")
        return True

    def is_uneasy(self, who: str) -> bool:
        return self.actors.get("uneasy") == who

    def is_quiet(self, who: str) -> bool:
        """Somebody who answers nothing, for weeks."""
        return self.actors.get("quiet") == who

    def has_left(self, who: str) -> bool:
        return "leaves" in self.played and self.actors["leaves"] == who

    def _play(self, scene: str, who: str) -> bool:
        if self._to_play(scene, who):
            self.played.add(scene)
            return True
        return False

    def _to_play(self, scene: str, who: str) -> bool:
        week = (self.hands.diary.now - self.monday).days // 7 + 1
        return self.actors.get(scene) == who and scene not in self.played and week >= min(SCENES[scene], self.weeks)
