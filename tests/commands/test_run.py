"""What `run` puts together by the database that it is for."""

from bot import app
from bot.commands import run
from bot.config import Config
from bot.db import Database
from bot.workers import PATIENCE_S, PATIENCE_WITH_A_NETWORK_S
from tests.conftest import KEY


def test_where_each_statement_waits_for_the_network_the_next_request_waits_less(database: Database) -> None:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ENCRYPTION_KEY": KEY}
    server = run._http(app.create(Config.from_env(env), database=database), {})
    server.close()
    is_sqlite = database.engine.dialect.name == "sqlite"
    assert server._workers._patience_s == (PATIENCE_S if is_sqlite else PATIENCE_WITH_A_NETWORK_S)
