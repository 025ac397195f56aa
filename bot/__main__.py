"""The command line: `python -m bot …`. Each command asks only for the configuration that it uses."""

import sys

import typer
from cryptography.fernet import Fernet

from bot import keys as stored_keys
from bot import migrate
from bot.commands import doctor, keys, match, outbox, people, restoring, run, settings

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
cli.command("run")(run.run)
cli.command("doctor")(doctor.doctor)
cli.command("match")(match.match)
cli.command("backup")(restoring.backup)
cli.command("quarantine")(restoring.enter)
cli.command("release")(restoring.release)
cli.add_typer(keys.cli, name="keys")
cli.add_typer(outbox.cli, name="outbox")
cli.add_typer(people.cli, name="people")


@cli.command("migrate")
def migrate_database() -> None:
    """Bring the database to the newest schema."""
    url, given = settings.database_url(), settings.keys_if_any()
    migrate.upgrade(url, given)
    typer.echo("The database is up to date.")
    if given and (lacking := stored_keys.lacking_at(url, given)):
        raise SystemExit(f"But the bot won't start on it. {stored_keys.refusal(lacking)}")
    if not given and stored_keys.are_needed(url):
        typer.echo(f"ENCRYPTION_KEY isn't set, and what is stored needs one. {stored_keys.FIND_IT}", err=True)


@cli.command()
def new_key() -> None:
    """Print a new ENCRYPTION_KEY. Keep it safe: without it, what is stored encrypted is lost."""
    typer.echo(Fernet.generate_key().decode())


if __name__ == "__main__":
    sys.exit(cli())
