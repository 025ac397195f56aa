"""How often each client asks again."""

from bot.slack.clients import Clients
from sandbox import Sandbox
from sandbox import Workspace as Slack
from tests.conftest import MONDAY


def test_what_may_be_asked_again_is_where_the_connection_breaks() -> None:
    with Sandbox(now=MONDAY) as sandbox:
        slack = Slack(sandbox.url)
        slack.faults.add("drop_before", method="auth.test", times=1)
        assert Clients(sandbox.api_url).for_reading(sandbox.bot_token).auth_test()["ok"]
        slack.close()
