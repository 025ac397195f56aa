"""`match`: the matcher for owners who want to try it, and for whoever wants to check it. No Slack, no database."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_time
from bot.commands.match_input import Inputs, Unusable, read
from bot.commands.match_output import Outputs
from bot.matching import bounds
from bot.matching.answer import Answer
from bot.matching.errors import PinBreaksRule, Refused
from bot.worktime import monday_of

WEEKS = 26
UNUSABLE = 2
"""Exit code where what was given can't be used: stderr says why, and nothing was written."""
PHASES = {
    "prepare": "Reading who is who …",
    "possible_pairs": "Finding who could be paired with whom …",
    "choose": "Choosing the best pairs, and proving it …",
    "recheck": "Proving it again, couple by couple …",
    "explain": "Writing down why …",
}


def _given(about: str) -> typer.models.OptionInfo:
    return typer.Option(exists=True, dir_okay=False, readable=True, help=about)


def _written(about: str) -> typer.models.OptionInfo:
    return typer.Option(dir_okay=False, writable=True, help=about)


def match(
    people: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Who takes part, as CSV.")],
    out: Annotated[Path, _written("The pairs with their scores, and why they are pairs.")],
    scores: Annotated[Path | None, _written("Every possible pair and its score.")] = None,
    report: Annotated[Path | None, _written("Numbers, and who is left and why, as JSON.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Breaks ties: the same seed gives the same pairs.")] = 0,
    history: Annotated[Path | None, _given("Pairs that were: mentor_email,mentee_email.")] = None,
    pins: Annotated[Path | None, _given("Pairs to make or forbid: mentor_email,mentee_email,what.")] = None,
    rules: Annotated[Path | None, _given("The program's settings, as TOML.")] = None,
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first Monday; else the next one.")
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How many weeks pairs meet.")] = WEEKS,
    unknown_levels: Annotated[
        bool, typer.Option("--unknown-levels", help="Also pair people whose level isn't known.")
    ] = False,
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Prove it again, of every couple by the rules and the score alone.")
    ] = False,
) -> None:
    """Find the best pairs among the people of a file, prove that none are better, and say why."""
    outputs = Outputs(out, scores, report)
    try:
        outputs.check([path for path in (people, history, pins, rules) if path])
        first_monday = start.date() if start else next_monday(system_time().date())
        inputs = read(people, history, pins, rules, first_monday, weeks, seed, unknown_levels)
        for note in inputs.notes:
            typer.echo(note, err=True)
        answer = solved(inputs, recheck)
        outputs.write(inputs, answer)
    except (Unusable, Refused) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(UNUSABLE) from refused
    typer.echo(summary(answer))


def next_monday(today: date) -> date:
    """Today where it is one."""
    return monday_of(today + timedelta(days=6))


def solved(inputs: Inputs, recheck: bool = False) -> Answer:
    """Raises Refused, or Unusable with a line for each pin that may not be."""
    bounds.one_thread()
    from bot.matching.solve import solve  # numpy and ortools only once all files are sound

    try:
        with _progress() as progress:
            return solve(inputs.problem, progress=progress, again=recheck)
    except PinBreaksRule as refused:
        raise Unusable("\n".join(_broken_pins(inputs))) from refused


def _broken_pins(inputs: Inputs) -> Iterator[str]:
    from bot.matching.solve import refused_pins  # see solved

    broken = {(pin.mentor, pin.mentee): pin for pin in refused_pins(inputs.problem)}
    for where, pin in zip(inputs.pinned_in, inputs.problem.pins, strict=True):
        if refused := broken.get((pin.mentor, pin.mentee)):
            yield f"{where}: {refused}"


@contextmanager
def _progress() -> Generator[Callable[[str], None]]:
    """Says which phase it is in while somebody watches: nothing where stderr is no terminal."""
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield lambda phase: status.update(PHASES[phase])


def summary(answer: Answer) -> str:
    """One line for whoever ran it."""
    proof = "proven to be the best there are" if answer.proven_optimal else "not proven to be the best"
    waited = f" ({answer.waiting_matched} of those who learn had waited)" if answer.waiting_matched else ""
    return f"Pairs: {len(answer.pairs)}{waited}. Left: {len(answer.unmatched)}. Score: {answer.score}, {proof}."
