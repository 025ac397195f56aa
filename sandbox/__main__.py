"""`python -m sandbox serve`: a standing sandbox, to point an app at."""

from datetime import UTC, datetime

import typer

from sandbox.server import START, Sandbox

START_UTC = START.replace(tzinfo=None)
main = typer.Typer(add_completion=False, no_args_is_help=True, help="Any Slack workspace, on this machine.")


@main.callback()
def sandbox() -> None:
    """A stand-in for Slack."""


@main.command()
def serve(port: int = 8484, team: str = "Acme", now: datetime = START_UTC) -> None:
    """Serve one workspace on this machine's loopback until interrupted, and say how to point an app at it."""
    standing = Sandbox(port=port, team=team, now=now.replace(tzinfo=UTC))
    print(f"SLACK_API_URL={standing.api_url}")
    print(f"SLACK_BOT_TOKEN={standing.bot_token}")
    print(f"SLACK_APP_TOKEN={standing.app_token}")
    print(f"SLACK_SIGNING_SECRET={standing.signing_secret}")
    print(f"DEMO_CLOCK_URL={standing.clock_url}", flush=True)
    standing.run()


if __name__ == "__main__":
    main()
