"""`doctor`: looks at everything that a running bot needs, and says how to mend what is wrong."""

import os
from collections.abc import Iterator, Mapping

import typer
from dotenv import load_dotenv

from bot.commands.settings import how_to
from bot.config import Config, ConfigError, StoredAccess, database_url_from, revealed
from bot.doctor.finding import Finding
from bot.doctor.slack import look_at_slack
from bot.doctor.store import look_at_store


def doctor() -> None:
    """Check tokens, scopes, clock, database, key and channels. Exit code 1 if anything is wrong."""
    load_dotenv()
    well = True
    for finding in examine(os.environ):
        typer.echo(str(finding))
        well = well and finding.ok
    raise typer.Exit(0 if well else 1)


def examine(env: Mapping[str, str]) -> Iterator[Finding]:
    """One finding after the other, as they are made."""
    try:
        config = Config.from_env(env)
    except ConfigError as error:
        mend = how_to(env, error)
        yield from (Finding(f"{name} {wrong}.", mend[name]) for name, wrong in error.problems.items())
        if "DATABASE_URL" not in error.problems:
            yield from look_at_store(database_url_from(env), _keys(env, error))
        return
    yield Finding("The configuration is complete.")
    yield from look_at_slack(config)
    yield from look_at_store(config.database_url, revealed(config.encryption_keys))


def _keys(env: Mapping[str, str], error: ConfigError) -> list[str]:
    """None where they can't be used: what is stored can be looked at all the same."""
    if error.problems.keys() & {"ENCRYPTION_KEY", "SLACK_API_URL"}:
        return []
    return revealed(StoredAccess.from_env(env).encryption_keys)
