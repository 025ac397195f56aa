"""Configuration: everything missing or wrong is named at once, and secrets don't show themselves."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, database_url_from
from tests.conftest import KEY

ROOT = Path(__file__).parents[1]
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-canary", "SLACK_APP_TOKEN": "xapp-canary", "ENCRYPTION_KEY": KEY}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "PORT": "3000", "ENCRYPTION_KEY": KEY}


def problems(env: dict[str, str]) -> set[str]:
    with pytest.raises(ConfigError) as error:
        Config.from_env(env)
    return set(error.value.problems)


def test_three_lines_are_enough() -> None:
    config = Config.from_env(SOCKET)
    assert config.database_url == "sqlite:///reverse-mentor.db"
    assert config.slack_api_url == "https://slack.com/api/"
    assert Config.from_env(HTTP).port == 3000


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert problems({}) == {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "ENCRYPTION_KEY"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"ENCRYPTION_KEY": "short"}, "ENCRYPTION_KEY"),
        ({"ENCRYPTION_KEY": f"{KEY},short"}, "ENCRYPTION_KEY"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"METRICS_PORT": "0"}, "METRICS_PORT"),
        ({"METRICS_ADDRESS": "localhost"}, "METRICS_ADDRESS"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"LOG_LEVEL": "nonsense"}, "LOG_LEVEL"),
        ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL"),
        ({"DEMO_CLOCK_URL": "http://127.0.0.1:1/clock"}, "DEMO_CLOCK_URL"),
        (
            {"DEMO_CLOCK_URL": "http://clock.example/", "SLACK_API_URL": "http://127.0.0.1:1/api/"},
            "DEMO_CLOCK_URL",
        ),
    ],
)
def test_what_is_wrong_is_named_with_how_to_mend_it(change: dict[str, str], named: str) -> None:
    assert problems(SOCKET | change) == {named}


@pytest.mark.parametrize("missing", ["PORT", "SLACK_SIGNING_SECRET"])
def test_http_needs_its_port_and_its_secret(missing: str) -> None:
    assert problems({name: value for name, value in HTTP.items() if name != missing}) == {missing}


def test_the_demo_clock_is_for_loopback_only() -> None:
    env = {"DEMO_CLOCK_URL": "http://127.0.0.1:1/clock", "SLACK_API_URL": "http://localhost:1/api/"}
    assert Config.from_env(SOCKET | env).demo_clock_url


def test_secrets_do_not_show_themselves() -> None:
    shown = repr(Config.from_env(SOCKET))
    assert "canary" not in shown and KEY not in shown


def test_a_plain_postgresql_address_gets_our_driver() -> None:
    url = database_url_from({"DATABASE_URL": "postgresql://me@host/name"})
    assert url == "postgresql+psycopg://me@host/name"


def test_the_command_says_how_to_get_each(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "bot", "run"]
    done = subprocess.run(
        run, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    for words in ("SLACK_BOT_TOKEN: is missing", "api.slack.com/apps", "make key"):
        assert words in done.stderr


def test_a_new_key_is_a_key() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "bot", "new-key"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert Config.from_env(SOCKET | {"ENCRYPTION_KEY": made})


HEAVY = {
    *("numpy", "ortools", "pandas", "matplotlib", "alembic", "prometheus_client"),
    "sqlalchemy.dialects.postgresql",  # its engine loads it
}


def test_starting_the_bot_loads_nothing_heavy_and_looks_for_no_garbage() -> None:
    """In what is imported there is none; each look was a thirtieth of the start, and one more when it ends."""
    counted = "import bot, gc, sys; looks = []; gc.callbacks.append(lambda *look: looks.append(look))"
    shown = f"print({HEAVY} & set(sys.modules), looks, gc.get_freeze_count() > 100_000)"
    code = f"{counted}; import bot.__main__; {shown}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set() [] True"
