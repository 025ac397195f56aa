"""The environment as commands read it: what is missing or wrong ends the command, with how to mend it."""

import os
from collections.abc import Mapping

from dotenv import load_dotenv

from bot import keys
from bot.config import HOW_TO, Config, ConfigError, StoredAccess, database_url_from, revealed
from bot.logs import configure
from bot.models import keyring


def config() -> Config:
    """All settings of a running bot; its logs begin here."""
    load_dotenv()
    try:
        found = Config.from_env(os.environ)
    except ConfigError as error:
        raise SystemExit(error.told(how_to(os.environ, error))) from error
    configure(found.log_level)
    return found


def database_url() -> str:
    """`DATABASE_URL` alone."""
    load_dotenv()
    try:
        return database_url_from(os.environ)
    except ConfigError as error:
        raise SystemExit(str(error)) from error


def stored_access() -> StoredAccess:
    """`ENCRYPTION_KEY` and `SLACK_API_URL`: for commands that speak to Slack with a stored token."""
    load_dotenv()
    try:
        return StoredAccess.from_env(os.environ)
    except ConfigError as error:
        raise SystemExit(error.told(how_to(os.environ, error))) from error


def how_to(env: Mapping[str, str], error: ConfigError) -> Mapping[str, str]:
    """How to mend what is wrong. Where something is sealed already, a new key would be the wrong thing to make."""
    if "ENCRYPTION_KEY" not in error.problems or "DATABASE_URL" in error.problems:
        return HOW_TO
    if not keys.are_needed(database_url_from(env)):
        return HOW_TO
    return HOW_TO | {"ENCRYPTION_KEY": f"this database holds what was written with a key. {keys.FIND_IT}"}


def use_keys() -> None:
    """For commands that need ENCRYPTION_KEY only where something encrypted is there to be read."""
    keyring.use(keys_if_any())


def keys_if_any() -> list[str]:
    """`ENCRYPTION_KEY`, none where it isn't set."""
    load_dotenv()
    is_set = os.environ.get("ENCRYPTION_KEY", "").strip()
    return revealed(stored_access().encryption_keys) if is_set else []
