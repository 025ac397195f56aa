"""The first minute in the workspace, step by step; which steps are done is seen in Slack itself."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.control.reading import after
from sandbox.control.verbs import Control
from sandbox.hands.finding import button_texts
from sandbox.story import words
from sandbox.story.company import Colleague, Company
from sandbox.story.holidays import HOLIDAYS
from sandbox.story.stage import MONDAY
from sandbox.world.messages import Message
from sandbox.world.team import Team

LOOKED_AT = 100
TUESDAY = (MONDAY + timedelta(days=8)).date()


class Guide:
    """Two of the company, who could swap, and the owner. `look` first, then `steps`."""

    def __init__(self, company: Company) -> None:
        self._owner = company.owner
        self._two = two_to_swap(company)
        self._seen: dict[str, list[tuple[str, Message]]] = defaultdict(list)
        self._read_to = ""
        self._payloads = 0
        self._answered = False

    def look(self, control: Control) -> None:
        """Takes in what has come since it looked last."""
        team, told = control.team, control.world.deliveries
        new = [(place, one) for place in team.conversations.values() for one in after(place, self._read_to)]
        for place, one in new:
            reader = place.partner(team.bot.id) if place.kind == "im" else ""
            if one.user == team.bot.id:
                self._seen[words.kind_of(one.text, "", place.name)].append((reader, one))
        self._read_to = max((one.ts for _, one in new), default=self._read_to)
        self._answered = self._answered or any(map(_answers, told[self._payloads :]))
        self._payloads = len(told)

    def steps(self, team: Team) -> list[dict[str, Any]]:

        def dm(who: str) -> str:
            return team.direct([who, team.bot.id])[0].id

        general, owner = team.channel(words.GENERAL).id, team.person(self._owner.name).id
        joined = {reader for reader, _ in self._seen["joined"]}
        ids = [team.person(one.name).id for one in self._two]
        asked = [reader for reader, one in self._seen["offer"] if words.YES in button_texts(one.blocks)]
        nudged = [reader for reader, _ in self._seen["nudge"]]

        (first, one), (second, other) = zip(self._two, ids, strict=True)
        accepting, answering = (next(iter(each), one) for each in (asked, nudged))
        proposed, introduced, reported = (bool(self._seen[kind]) for kind in ("offer", "introduction", "report"))
        steps = (
            ("join", f"Join as {first.name}", _joining(first), _joined(joined, one, 1), one, general),
            ("too", f"Join as {second.name}", _joining(second), _joined(joined, other, 2), other, general),
            ("round", "Propose a round", ROUND, proposed, owner, dm(owner)),
            ("accept", "Say yes, both", ACCEPT, introduced, accepting, dm(accepting)),
            ("tuesday", "Go forward to Tuesday", FORWARD, bool(nudged), None, None),
            ("answer", "Answer", ANSWER, self._answered, answering, dm(answering)),
            ("report", "Pull the report", REPORT, reported, owner, dm(owner)),
        )
        names = ("id", "title", "text", "done", "who", "place")
        return [dict(zip(names, step, strict=True)) | {"tab": "messages"} for step in steps]


ROUND = (
    f"As the owner of “{words.PROGRAM}”, type {words.COMMAND} round and send the form. "
    f"Then press “{words.LOOK}” in the message that comes, and “{words.APPROVE}”."
)
ACCEPT = (
    f"Each of the two is asked in private: press “{words.YES}” as one, then as the other. "
    "Nothing there yet? It waits for their working hours, so let an hour pass."
)
FORWARD = (
    "Press “Next nudge”: time goes on to the hour at which somebody's weekly hello comes, while they are at work."
)
ANSWER = f"Press “{words.MET}” and say how it was, or one of the other buttons. What you think of it stays private."
REPORT = (
    f"As the owner, type {words.COMMAND} report, and look into #{words.REPORTS}. "
    "What too few people have answered isn't told."
)


def _joining(one: Colleague) -> str:
    said = [f"Press “{words.JOIN}” below the announcement in #{words.GENERAL}."]
    said += [f"They could show somebody “{one.teaches[0]}”."] if one.teaches else []
    said += [f"They'd like to learn “{one.learns[0]}”."] if one.learns else []
    said += [f"Their level is {words.LEVELS[one.level - 1]}."] if one.level else []
    return " ".join(said)


def _joined(joined: set[str], who: str, count: int) -> bool:
    """They have, or as many others."""
    return who in joined or len(joined) >= count


def _answers(delivery: dict[str, Any]) -> bool:
    """Whether a weekly hello was answered: by one of its buttons, or by the form of the first, once it is sent."""
    payload = delivery["payload"]
    if payload.get("type") == "view_submission":
        labels = {block.get("label", {}).get("text") for block in payload["view"]["blocks"]}
        return words.MET_ON in labels and "errors" not in (delivery["answer"] or {})
    pressed = [action.get("text", {}).get("text") for action in payload.get("actions", [])]
    return words.KINDS.get(payload.get("message", {}).get("text")) == "nudge" and pressed != [words.MET]


def two_to_swap(company: Company) -> tuple[Colleague, Colleague]:
    """A junior and a senior of whom the matcher would make a pair, at best at work on the first morning."""
    people = company.people[:LOOKED_AT]
    couples = [(one, other) for one in people for other in people if one.level < other.level]
    return max(couples, key=_fit, default=(people[0], people[-1]))


def _fit(couple: tuple[Colleague, Colleague]) -> tuple[bool, ...]:
    one, other = couple
    line = one.manager == other.manager or one.manager in (other.name, other.email)
    skills, back = bool({*one.teaches} & {*other.learns}), bool({*other.teaches} & {*one.learns})
    plain = not (one.profile or other.profile)
    return one.team != other.team, not line, _works(one) and _works(other), skills, plain, one.tz == other.tz, back


def _works(one: Colleague) -> bool:
    """On the first morning, and on the Tuesday of the first weekly hellos."""
    return 9 <= MONDAY.astimezone(ZoneInfo(one.tz)).hour < 16 and TUESDAY not in HOLIDAYS.get(one.tz, ())
