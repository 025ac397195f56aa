"""`python -m sandbox serve`: a standing sandbox, to point an app at. `… workspace`: in the browser, with the bot.
`… story`: a program, played and checked.
"""

import signal
import sys
import threading
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from sandbox.errors import SandboxError
from sandbox.server import START, Sandbox
from sandbox.story.command import Transport, perform
from sandbox.story.company import FEWEST, MOST
from sandbox.story.demo import Demo

START_UTC = START.replace(tzinfo=None)
main = typer.Typer(add_completion=False, no_args_is_help=True, help="Any Slack workspace, on this machine.")


@main.callback()
def sandbox() -> None:
    """A stand-in for Slack."""


@main.command()
def serve(
    port: int = 8484,
    team: str = "Acme",
    now: datetime = START_UTC,
    limits: Annotated[bool, typer.Option(help="429 for who calls more often than Slack allows.")] = False,
) -> None:
    """Serve one workspace on this machine's loopback until interrupted, and say how to point an app at it."""
    standing = Sandbox(port=port, team=team, now=now.replace(tzinfo=UTC), limits=limits)
    print(f"SLACK_API_URL={standing.api_url}")
    print(f"SLACK_BOT_TOKEN={standing.bot_token}")
    print(f"SLACK_APP_TOKEN={standing.app_token}")
    print(f"SLACK_SIGNING_SECRET={standing.signing_secret}")
    print(f"DEMO_CLOCK_URL={standing.clock_url}", flush=True)
    standing.run()


@main.command()
def workspace(
    port: Annotated[int, typer.Option(help="Where the page is; 0: any free one.")] = 8484,
    out: Annotated[Path | None, typer.Option(help="A folder for the bot's database and log.")] = None,
) -> None:
    """Serve a company's Slack in the browser, with the real bot in it, until interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        with ExitStack() as stack:
            folder = out or Path(stack.enter_context(TemporaryDirectory()))
            demo = stack.enter_context(Demo(folder, port))
            print(f"Open {demo.url} – Ctrl-C ends it.", flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        print("Bye.")
    except SandboxError as problem:
        raise SystemExit(str(problem)) from problem


@main.command()
def story(
    weeks: Annotated[int, typer.Option(min=1, max=52, help="Calendar weeks to play.")] = 8,
    people: Annotated[int, typer.Option(min=FEWEST, max=MOST, help="How many take part.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed plays the same story.")] = 1,
    out: Annotated[Path, typer.Option(help="A folder for transcripts, report and numbers.")] = Path("story"),
    transport: Annotated[Transport, typer.Option(help="How the bot hears from Slack.")] = Transport.SOCKET,
) -> None:
    """Play a program with the real bot and invented people, check that all went as promised, and sum it up."""
    raise typer.Exit(perform(weeks=weeks, people=people, seed=seed, out=out, transport=transport))


if __name__ == "__main__":
    main()
