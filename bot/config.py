"""Configuration from the environment or `.env`: read once, checked as a whole, frozen."""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from typing import cast
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from msgspec import Struct
from msgspec.structs import fields

from bot.retention import Retention

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///reverse-mentor.db"
METRICS_ADDRESS = "127.0.0.1"
COMMANDS_A_MINUTE, MOST_COMMANDS = 20, 1_000
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

HOW_TO = {
    "SLACK_BOT_TOKEN": "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)",
    "SLACK_APP_TOKEN": "api.slack.com/apps → your app → Basic Information → App-Level Tokens, "
    "scope connections:write (xapp-…); or set SLACK_SIGNING_SECRET and PORT for HTTP",
    "SLACK_SIGNING_SECRET": "api.slack.com/apps → your app → Basic Information → Signing Secret",
    "PORT": "the port to listen on for Slack's requests, 1 to 65535",
    "METRICS_PORT": "the port for /healthz, /readyz and /metrics, 1 to 65535; leave it out for none",
    "METRICS_ADDRESS": "the IP address to listen on for METRICS_PORT; by default 127.0.0.1, this machine only",
    "ENCRYPTION_KEY": "make one with `make key` and keep it safe: "
    "without it, what is stored encrypted can't be read again",
    "DEMO_CLOCK_URL": "only for the sandbox: it and SLACK_API_URL must both be loopback addresses",
    "DATABASE_URL": "sqlite:///file.db or postgresql+psycopg://user:password@host/name",
    "COMMANDS_A_MINUTE": f"leave it out for {COMMANDS_A_MINUTE} commands a person; 0: as many as anybody likes",
    "LOG_LEVEL": "one of " + ", ".join(LOG_LEVELS),
    **{
        f"KEEP_{part.name.upper()}_DAYS": f"leave it out for {part.default} days; see docs/privacy.md"
        for part in fields(Retention)
    },
    "SLACK_API_URL": "leave it out for real Slack; otherwise an http(s) address that ends in /api/",
}


class ConfigError(Exception):
    """The configuration can't be used; `problems` maps each variable to what is wrong with it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(self.told(HOW_TO))

    def told(self, how_to: Mapping[str, str]) -> str:
        """All of them, each with how to mend it."""
        lines = [f"  {name}: {wrong}\n      {how_to[name]}" for name, wrong in self.problems.items()]
        return "The configuration isn't complete:\n" + "\n".join(lines)


class Config(Struct, frozen=True):
    """All settings of a running bot. Secrets are kept out of `repr`, so that no log can show them."""

    bot_token: "Secret"
    app_token: "Secret | None"
    signing_secret: "Secret | None"
    port: int | None
    encryption_keys: tuple["Secret", ...]
    owners: tuple[str, ...]
    database_url: str
    slack_api_url: str
    demo_clock_url: str | None
    log_level: str
    metrics_port: int | None
    metrics_address: str
    retention: Retention
    commands_a_minute: int

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """Read every setting of `run`; raises ConfigError that names all that is missing or wrong."""
        reader = _Reader(env)
        config = cls(
            bot_token=Secret(reader.token("SLACK_BOT_TOKEN", "xoxb-")),
            app_token=reader.optional_secret("SLACK_APP_TOKEN", "xapp-"),
            signing_secret=reader.optional_secret("SLACK_SIGNING_SECRET", ""),
            port=reader.port("PORT"),
            encryption_keys=encryption_keys(reader),
            owners=tuple(word for word in reader.get("OWNERS").replace(",", " ").split() if word),
            database_url=database_url(reader),
            slack_api_url=reader.url("SLACK_API_URL", SLACK_API_URL),
            demo_clock_url=reader.get("DEMO_CLOCK_URL") or None,
            log_level=reader.log_level(),
            metrics_port=reader.port("METRICS_PORT"),
            metrics_address=reader.address("METRICS_ADDRESS", METRICS_ADDRESS),
            retention=reader.retention(),
            commands_a_minute=reader.commands_a_minute(),
        )
        reader.check_transport(config)
        reader.check_demo_clock(config)
        reader.finish()
        return config


class Secret:
    """A string that doesn't show itself when printed; `reveal()` says it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "Secret(…)"

    def reveal(self) -> str:
        return self._value


def revealed(secrets: Iterable[Secret]) -> list[str]:
    """All of them, said."""
    return [secret.reveal() for secret in secrets]


class _Reader:
    """Reads variables and collects every problem, so that all are named at once."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: dict[str, str] = {}

    def get(self, name: str) -> str:
        return self._env.get(name, "").strip()

    def token(self, name: str, prefix: str) -> str:
        value = self.get(name)
        if not value:
            self.problems[name] = "is missing"
        elif not value.startswith(prefix):
            self.problems[name] = f"should start with {prefix}"
        return value

    def optional_secret(self, name: str, prefix: str) -> Secret | None:
        return Secret(self.token(name, prefix)) if self.get(name) else None

    def port(self, name: str) -> int | None:
        value = self.get(name)
        if not value:
            return None
        if not value.isdecimal() or not 1 <= int(value) <= 65535:
            self.problems[name] = "is not a port number"
            return None
        return int(value)

    def address(self, name: str, default: str) -> str:
        value = self.get(name) or default
        try:
            ip_address(value)
        except ValueError:
            self.problems[name] = "is not an IP address"
        return value

    def retention(self) -> Retention:
        """KEEP_…_DAYS, for each class of data."""
        days = {part.name: self._days(part.name, cast(int, part.default)) for part in fields(Retention)}
        return Retention(**days)

    def _days(self, kind: str, default: int) -> int:
        name = f"KEEP_{kind.upper()}_DAYS"
        value, most = self.get(name) or str(default), 30 if kind == "uninstalled" else 3650
        if not value.isdecimal() or not 1 <= int(value) <= most:
            self.problems[name] = f"is not a number of days from 1 to {most}"
            return default
        return int(value)

    def commands_a_minute(self) -> int:
        value = self.get("COMMANDS_A_MINUTE") or str(COMMANDS_A_MINUTE)
        if not value.isascii() or not value.isdecimal() or int(value[:5]) > MOST_COMMANDS:
            self.problems["COMMANDS_A_MINUTE"] = f"is not a number from 0 to {MOST_COMMANDS}"
            return COMMANDS_A_MINUTE
        return int(value)

    def log_level(self) -> str:
        value = (self.get("LOG_LEVEL") or "INFO").upper()
        if value not in LOG_LEVELS:
            self.problems["LOG_LEVEL"] = "is not a level"
        return value

    def url(self, name: str, default: str) -> str:
        value = self.get(name) or default
        if urlsplit(value).scheme not in ("http", "https") or not value.endswith("/"):
            self.problems[name] = "should be an http(s) address that ends in a slash"
        return value

    def check_transport(self, config: Config) -> None:
        """Socket Mode needs the app token; HTTP needs the signing secret and a port."""
        if config.app_token or "SLACK_APP_TOKEN" in self.problems:
            return
        if not config.signing_secret and not config.port:
            self.problems["SLACK_APP_TOKEN"] = "is missing"
        elif not config.signing_secret:
            self.problems["SLACK_SIGNING_SECRET"] = "is missing (PORT is set, so this is HTTP)"
        elif not config.port:
            self.problems.setdefault("PORT", "is missing (SLACK_SIGNING_SECRET is set, so this is HTTP)")

    def check_demo_clock(self, config: Config) -> None:
        """A clock that somebody else moves is never allowed near real people."""
        if (
            config.demo_clock_url
            and not {
                urlsplit(config.demo_clock_url).hostname,
                urlsplit(config.slack_api_url).hostname,
            }
            <= LOOPBACK
        ):
            self.problems["DEMO_CLOCK_URL"] = "is refused"

    def finish(self) -> None:
        if self.problems:
            raise ConfigError(self.problems)


def encryption_keys(reader: _Reader) -> tuple[Secret, ...]:
    """`ENCRYPTION_KEY`: one key or several with commas, the newest first (old ones still read)."""
    value = reader.get("ENCRYPTION_KEY")
    if not value:
        reader.problems["ENCRYPTION_KEY"] = "is missing"
        return ()
    keys = tuple(key.strip() for key in value.split(","))
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        reader.problems["ENCRYPTION_KEY"] = "is not a key"
    return tuple(Secret(key) for key in keys)


def database_url_from(env: Mapping[str, str]) -> str:
    """`DATABASE_URL` alone, for commands that need nothing else; raises ConfigError."""
    reader = _Reader(env)
    url = database_url(reader)
    reader.finish()
    return url


class StoredAccess(Struct, frozen=True):
    """What it takes to speak to Slack as the workspaces do whose tokens are stored."""

    encryption_keys: tuple[Secret, ...]
    slack_api_url: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "StoredAccess":
        """Raises ConfigError."""
        reader = _Reader(env)
        access = cls(encryption_keys(reader), reader.url("SLACK_API_URL", SLACK_API_URL))
        reader.finish()
        return access


def database_url(reader: _Reader) -> str:
    """SQLite or PostgreSQL; a plain `postgresql://` address is read with the driver that we ship."""
    value = reader.get("DATABASE_URL") or DATABASE_URL
    if value.startswith(("postgresql://", "postgres://")):
        value = "postgresql+psycopg://" + value.split("://", 1)[1]
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        reader.problems["DATABASE_URL"] = "is neither SQLite nor PostgreSQL"
    return value
