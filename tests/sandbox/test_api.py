"""The Web API through the real slack_sdk: tokens, scopes, arguments, conversations, messages."""

import json
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox, SandboxError, Workspace
from tests.sandbox.conftest import refusal
from tests.sandbox.views import section


def with_token(sandbox: Sandbox, token: str | None) -> WebClient:
    return WebClient(token=token, base_url=sandbox.api_url)


def test_the_app_knows_who_it_is(client: WebClient, slack: Workspace):
    me = client.auth_test()
    assert (me["team_id"], me["user_id"], me["team"]) == (slack.team_id, slack.about()["bot_user"], "Acme")
    assert me["is_enterprise_install"] is False
    assert me.headers["x-oauth-scopes"].split(",") == slack.about()["scopes"]
    assert client.team_info()["team"]["domain"] == "acme"


def test_tokens_are_checked(sandbox: Sandbox, slack: Workspace):
    assert refusal(with_token(sandbox, None).auth_test) == "not_authed"
    assert refusal(with_token(sandbox, "xoxb-somebody-elses").auth_test) == "invalid_auth"
    assert refusal(with_token(sandbox, sandbox.app_token).auth_test) == "not_allowed_token_type"
    assert refusal(with_token(sandbox, sandbox.bot_token).apps_connections_open, app_token=sandbox.bot_token) == (
        "not_allowed_token_type"
    )
    slack.revoke_token()
    assert refusal(with_token(sandbox, sandbox.bot_token).auth_test) == "token_revoked"


def test_an_uninstalled_app_has_no_account_until_it_is_installed_again(sandbox: Sandbox, slack: Workspace):
    old = sandbox.bot_token
    slack.uninstall()
    assert refusal(with_token(sandbox, old).auth_test) == "account_inactive"
    new = slack.reinstall()
    assert with_token(sandbox, new).auth_test()["ok"]
    assert refusal(with_token(sandbox, old).auth_test) == "token_revoked"


def test_the_token_may_stand_in_the_body(sandbox: Sandbox):
    body = f"token={sandbox.bot_token}".encode()
    with urllib.request.urlopen(f"{sandbox.api_url}auth.test", body) as response:
        assert json.load(response)["ok"]


def test_an_unknown_method_is_named(client: WebClient):
    with pytest.raises(SlackApiError) as raised:
        client.api_call("chat.shout")
    assert raised.value.response.data == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}


def test_a_missing_scope_is_named(client: WebClient, slack: Workspace):
    slack.configure(scopes=["users:read"])
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel="C1", text="hi")
    answer = raised.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "users:read")


def test_users_are_told_as_scopes_allow(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa", tz="Europe/Lisbon", locale="pt-PT", is_admin=True)
    user = client.users_info(user=ana.id, include_locale=True)["user"]
    assert (user["tz"], user["tz_offset"], user["locale"], user["is_admin"]) == ("Europe/Lisbon", 0, "pt-PT", True)
    assert user["profile"]["email"] == "ana.costa@example.com"
    assert "locale" not in client.users_info(user=ana.id)["user"]
    assert refusal(client.users_info, user="U404") == "user_not_found"
    slack.configure(scopes=["users:read"])
    assert "email" not in client.users_info(user=ana.id)["user"]["profile"]
    assert refusal(client.users_lookupByEmail, email="ana.costa@example.com") == "missing_scope"


def test_users_are_found_by_email_but_not_the_deactivated(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    assert client.users_lookupByEmail(email="Ana.Costa@example.com")["user"]["id"] == ana.id
    ana.deactivate()
    assert refusal(client.users_lookupByEmail, email="ana.costa@example.com") == "users_not_found"
    gone = client.users_info(user=ana.id)["user"]
    assert gone["deleted"] and "tz" not in gone and "is_admin" not in gone


def test_users_come_in_pages(client: WebClient, slack: Workspace):
    slack.add_users([{"real_name": f"Person {number}"} for number in range(7)])
    pages = [page["members"] for page in client.users_list(limit=3)]
    assert [len(page) for page in pages] == [3, 3, 2]
    assert len({user["id"] for page in pages for user in page}) == 8
    assert refusal(client.users_list, cursor="bogus") == "invalid_cursor"
    assert refusal(client.users_list, limit=0) == "invalid_limit"


def test_opening_a_dm_again_finds_the_same(client: WebClient, slack: Workspace):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    first = client.conversations_open(users=ana.id)
    again = client.conversations_open(users=[ana.id], return_im=True)
    assert again["channel"]["id"] == first["channel"]["id"] and again["already_open"]
    assert again["channel"]["user"] == ana.id
    group = client.conversations_open(users=[ana.id, luis.id])["channel"]["id"]
    assert group == client.conversations_open(users=f"{luis.id},{ana.id}")["channel"]["id"]
    assert client.conversations_info(channel=group)["channel"]["is_mpim"]
    assert set(client.conversations_members(channel=group)["members"]) == {
        ana.id,
        luis.id,
        slack.about()["bot_user"],
    }
    assert [one.id for one in ana.groups] == [group]


def test_who_cannot_be_written_to(client: WebClient, slack: Workspace):
    people = slack.add_users([{"real_name": f"Person {number}"} for number in range(9)])
    everyone = [person.id for person in people]
    assert refusal(client.conversations_open, users=everyone) == "too_many_users"
    assert refusal(client.conversations_open, users="U404") == "user_not_found"
    assert refusal(client.conversations_open, users="") == "users_list_not_supplied"
    assert refusal(client.conversations_open, users=slack.about()["bot_user"]) == "cannot_dm_bot"
    assert refusal(client.conversations_open, users=slack.add_user("A Robot", is_bot=True).id) == "cannot_dm_bot"
    assert refusal(client.conversations_open, users=slack.add_user("A Stranger", is_stranger=True).id) == (
        "user_not_visible"
    )
    people[0].deactivate()
    assert refusal(client.conversations_open, users=everyone[:2]) == "user_disabled"


def test_opening_takes_the_scope_of_its_kind(client: WebClient, slack: Workspace):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    slack.configure(scopes=["im:write"])
    client.conversations_open(users=ana.id)
    assert refusal(client.conversations_open, users=[ana.id, luis.id]) == "missing_scope"


def test_history_takes_the_scope_of_its_kind(client: WebClient, slack: Workspace):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    dm = client.conversations_open(users=ana.id)["channel"]["id"]
    group = client.conversations_open(users=[ana.id, luis.id])["channel"]["id"]
    client.chat_postMessage(channel=group, text="private to two")
    assert client.conversations_history(channel=dm)["messages"] == []
    assert refusal(client.conversations_history, channel=group) == "missing_scope"
    assert refusal(client.conversations_history, channel=slack.channel("general").id) == "missing_scope"


def test_history_is_newest_first_within_bounds_and_in_pages(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    dm = client.conversations_open(users=ana.id)["channel"]["id"]
    metadata = {"event_type": "sent", "event_payload": {"key": "k1"}}
    stamps = [client.chat_postMessage(channel=dm, text=f"n{n}", metadata=metadata)["ts"] for n in range(5)]
    assert stamps == sorted(stamps) and len(set(stamps)) == 5

    def texts(**bounds: object) -> list[str]:
        return [message["text"] for message in client.conversations_history(channel=dm, **bounds)["messages"]]

    assert texts() == ["n4", "n3", "n2", "n1", "n0"]
    assert texts(oldest=stamps[1]) == ["n4", "n3", "n2"]
    assert texts(oldest=stamps[1], latest=stamps[3], inclusive=True) == ["n3", "n2", "n1"]
    pages = [[m["text"] for m in page["messages"]] for page in client.conversations_history(channel=dm, limit=2)]
    assert pages == [["n4", "n3"], ["n2", "n1"], ["n0"]]
    assert "metadata" not in client.conversations_history(channel=dm)["messages"][0]
    with_metadata = client.conversations_history(channel=dm, include_all_metadata=True)["messages"][0]
    assert with_metadata["metadata"] == metadata


def test_posting_needs_a_place_and_something_to_say(client: WebClient, slack: Workspace):
    closed = slack.add_channel("closed", with_app=False).id
    secret = slack.add_channel("secret", private=True, with_app=False).id
    general = slack.channel("general").id
    assert refusal(client.chat_postMessage, channel="C404", text="hi") == "channel_not_found"
    assert refusal(client.chat_postMessage, channel=secret, text="hi") == "channel_not_found"
    assert refusal(client.chat_postMessage, channel=closed, text="hi") == "not_in_channel"
    assert refusal(client.api_call, api_method="chat.postMessage", json={"channel": general}) == "no_text"
    assert refusal(client.chat_postMessage, channel=general, text="x" * 40_001) == "msg_too_long"
    assert client.chat_postMessage(channel=general, text="x" * 40_000)["ok"]


def test_posting_to_a_person_reaches_their_dm(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    assert client.chat_postMessage(channel=ana.id, text="hi")["channel"] == ana.dm().id
    slack.configure(messages_tab=False)
    assert refusal(client.chat_postMessage, channel=ana.id, text="hi") == "messages_tab_disabled"


def test_only_own_messages_are_changed_and_deleted(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    dm = ana.dm()
    dm.say("mine")
    theirs = dm.last.ts
    assert refusal(client.chat_update, channel=dm.id, ts=theirs, text="no") == "cant_update_message"
    assert refusal(client.chat_delete, channel=dm.id, ts=theirs) == "cant_delete_message"
    ts = client.chat_postMessage(channel=dm.id, text="one", blocks=[section("one")])["ts"]
    client.chat_update(channel=dm.id, ts=ts, text="two", blocks=[])
    assert dm.last.plain == "two" and dm.last.edited
    client.chat_update(channel=dm.id, ts=ts, text="two", blocks=[section("blocks")])
    client.chat_update(channel=dm.id, ts=ts, text="unseen")
    assert dm.last.plain == "blocks"
    assert refusal(client.chat_update, channel=dm.id, ts=ts, text="x" * 4001) == "msg_too_long"
    client.chat_delete(channel=dm.id, ts=ts)
    assert refusal(client.chat_update, channel=dm.id, ts=ts, text="three") == "message_not_found"
    assert dm.last.plain == "mine"


def test_an_ephemeral_message_is_for_one_member(client: WebClient, slack: Workspace):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    general = slack.channel("general")
    client.chat_postEphemeral(channel=general.id, user=ana.id, text="psst")
    assert [message.plain for message in ana.ephemeral] == ["psst"]
    assert luis.ephemeral == [] and general.messages == []
    outside = slack.add_channel("other", members=[luis]).id
    assert refusal(client.chat_postEphemeral, channel=outside, user=ana.id, text="psst") == "user_not_in_channel"


def test_metadata_must_be_of_slacks_form(client: WebClient, slack: Workspace):
    general = slack.channel("general").id
    assert refusal(client.chat_postMessage, channel=general, text="hi", metadata={"event_type": "x"}) == (
        "invalid_metadata_schema"
    )


def test_two_workspaces_may_have_the_same_user_ids(sandbox: Sandbox, slack: Workspace, client: WebClient):
    other = sandbox.add_workspace("Globex")
    ana, otto = slack.add_user("Ana Costa"), other.add_user("Otto Maier")
    assert ana.id == otto.id and slack.team_id != other.team_id
    theirs = with_token(sandbox, other.bot_token)
    assert theirs.users_info(user=otto.id)["user"]["real_name"] == "Otto Maier"
    assert client.users_info(user=ana.id)["user"]["real_name"] == "Ana Costa"
    assert refusal(client.chat_postMessage, channel=otto.dm().id, text="wrong house") == "channel_not_found"


def test_mentions_are_live_only_unescaped(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    client.chat_postMessage(channel=ana.id, text=f"<!channel> <@{ana.id}> &lt;!here&gt; @everyone A&amp;B")
    message = ana.dm().last
    assert (message.mentions.broadcasts, message.mentions.users) == (("channel",), (ana.id,))
    assert message.plain == "@channel @Ana Costa <!here> @everyone A&B"
    client.chat_postMessage(channel=ana.id, text="*hi* @here", link_names=True)
    assert ana.dm().last.mentions.broadcasts == ("here",)
    client.chat_postMessage(channel=ana.id, text="x", blocks=[section("see <!everyone>")])
    assert ana.dm().last.mentions.broadcasts == ("everyone",)
    client.chat_postMessage(channel=ana.id, text="&lt;!channel&gt;")
    assert not ana.dm().last.mentions


def test_what_is_seen_is_searched_by_name(slack: Workspace):
    slack.add_user("Ana Costa")
    slack.add_user("Anatol Braun")
    assert slack.user("Ana").real_name == "Ana Costa"
    with pytest.raises(SandboxError, match="Ana Costa"):
        slack.user("An")
    with pytest.raises(SandboxError, match="Nobody"):
        slack.user("Zed")


def test_strangers_on_the_web_are_kept_out(sandbox: Sandbox):
    request = urllib.request.Request(f"{sandbox.url}/sandbox/about", b"{}", {"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request)
