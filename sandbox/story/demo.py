"""The workspace of `make demo`: the story's company in Slack, the real bot, and what only a demonstration has."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sandbox.control import travel
from sandbox.control.reading import after
from sandbox.control.verbs import Control, silent
from sandbox.errors import SandboxError
from sandbox.story import opening, words
from sandbox.story.brought import read
from sandbox.story.company import Company, company
from sandbox.story.guide import Guide
from sandbox.story.run import Play, Script
from sandbox.story.stage import MONDAY, TEAM, Stage

PEOPLE, SEED, WEEKS = 60, 1, 8
STORY = company(PEOPLE, SEED)
OWN = "Your company"
WEEK = timedelta(weeks=1)
NUDGE_WITHIN = 3 * WEEK


class Stopped(SandboxError):
    """Somebody who watched the story has seen enough."""


class Demo:
    """Verbs run in the sandbox's event loop; what takes long runs in a thread, as a client of it, one at a time."""

    def __init__(self, out: Path, port: int) -> None:
        moves = (self.next_nudge, self.travel, self.play_story, self.stop_story, self.start_over, self.bring_people)
        verbs = (silent(self.demo), *moves)
        self._out = out
        self._stage = Stage(out, "socket", port=port, verbs={run.__name__: run for run in verbs})
        self._company, self._guide = STORY, Guide(STORY)
        self._work = threading.Lock()
        self._stop = threading.Event()
        self._settled = False
        self._story: Script | None = None
        self._problem: str | None = None

    @property
    def url(self) -> str:
        return self._stage.slack.url

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            undo.enter_context(self._stage)
            self._settle_in()
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._stop.set()
        with self._work:
            self._undo.close()

    def _settle_in(self) -> None:
        """The company is there, and its owner has announced the program; nobody has joined yet."""
        slack, people = self._stage.slack, self._stage.hire(self._company)
        owner = people[self._company.owner.name]
        slack.invite(words.REPORTS, [owner])
        slack.configure(ticking=True)
        form = owner.command(f"{words.COMMAND} program").modal
        assert form
        saved = form.submit(opening.program_form(words.PROGRAM, opening.AIM, self._company.contact.name)).modal
        assert saved
        saved.click(words.ANNOUNCE)
        while form := owner.modal:
            form.close()
        slack.clock.settle()
        self._settled = True

    # What the page asks

    async def demo(self, control: Control) -> Any:
        """Where things stand."""
        self._guide.look(control)
        script, now = self._story, control.world.clock.now
        return {
            "company": control.team.name,
            "own": self._company is not STORY,
            "playing": script is not None,
            "week": min((now - MONDAY) // WEEK + 1, script.weeks) if script else 0,
            "weeks": script.weeks if script else WEEKS,
            "problem": self._problem or self._stage.trouble,
            "guide": self._guide.steps(control.team) if self._settled else [],
        }

    async def next_nudge(self, control: Control) -> Any:
        """On to the moment when somebody gets their weekly nudge, at most three weeks."""
        self._refuse_while_playing()
        since = control.world.clock.new_ts()
        async for at in travel.steps(control.world.clock, control.world.clock.now + NUDGE_WITHIN):
            if nudged := _nudged(control, since):
                return {"at": at.isoformat(), "to": nudged}
        return {"at": None, "to": []}

    async def travel(self, control: Control, to: str | None = None, days: float = 0, hours: float = 0) -> Any:
        self._refuse_while_playing()
        return await travel.travel(control, to, days, hours)

    async def play_story(self, _control: Control, weeks: int = WEEKS) -> None:
        """From the first Monday, in a fresh workspace."""
        if not 1 <= weeks <= 52:
            raise SandboxError("A story has 1 to 52 weeks")
        self._refuse_while_playing()
        script = Script(weeks=weeks, people=PEOPLE, seed=SEED, out=self._out, transport="socket")
        self._stop.clear()
        self._problem, self._story = None, script
        threading.Thread(target=self._alone, args=[lambda: self._play(script)], name="story").start()

    async def stop_story(self, _control: Control) -> None:
        """The workspace stays as it is by then."""
        self._stop.set()
        await asyncio.to_thread(self._alone, lambda: None)

    async def start_over(self, _control: Control) -> None:
        """A fresh Slack with the same people, and a bot that remembers nothing."""
        self._refuse_while_playing()
        await asyncio.to_thread(self._alone, lambda: self._restart(self._company))

    async def bring_people(self, _control: Control, csv: str) -> Any:
        """The workspace begins anew with these; unless a line is wrong."""
        self._refuse_while_playing()
        brought = read(csv)
        if brought.company is None:
            return {"people": 0, "errors": [asdict(error) for error in brought.errors]}
        company = brought.company
        await asyncio.to_thread(self._alone, lambda: self._restart(company))
        return {"people": len(company.everyone), "errors": []}

    def _restart(self, company: Company) -> None:
        self._begin(company)
        self._settle_in()

    def _begin(self, company: Company) -> None:
        """Nobody is there yet."""
        self._settled, self._problem = False, None
        self._stage.start_over(TEAM if company is STORY else OWN)
        self._company, self._guide = company, Guide(company)

    def _play(self, script: Script) -> None:
        slack = self._stage.slack
        try:
            slack.configure(ticking=False)
            self._begin(STORY)
            story = Play(script, self._stage, self._passed)
            slack.invite(words.REPORTS, [story.company.owner.name])
            self._settled = True
            story.play()
        except Stopped:
            pass
        except SandboxError as problem:
            self._problem = f"The story could not go on. {problem}"
        finally:
            self._story = None
            slack.configure(ticking=True)

    def _passed(self, _now: datetime) -> None:
        if self._stop.is_set():
            raise Stopped

    def _alone(self, work: Callable[[], None]) -> None:
        with self._work:
            work()

    def _refuse_while_playing(self) -> None:
        if self._story:
            raise SandboxError("The story is playing; stop it first")


def _nudged(control: Control, since: str) -> list[dict[str, str]]:
    """Who has got their weekly nudge after the ts `since`."""
    team = control.team
    dms = [place for place in team.conversations.values() if place.kind == "im"]
    people = [
        team.people[place.partner(team.bot.id)]
        for place in dms
        for message in after(place, since)
        if words.KINDS.get(message.text) == "nudge"
    ]
    return [{"id": one.id, "name": one.real_name} for one in people]
