"""Files: uploaded in three calls, read as they were sent."""

from slack_sdk import WebClient

from sandbox import Workspace
from tests.sandbox.conftest import refusal

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) + b"\r\n\x00\xff"


def test_a_file_takes_three_calls_and_a_conversation_id(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    csv = "name,hours\nAna,3\n"
    assert refusal(client.files_upload_v2, channel=ana.id, content=csv, filename="r.csv") == "channel_not_found"
    client.files_upload_v2(
        channel=ana.dm().id, content=csv, filename="r.csv", title="Report", initial_comment="Here"
    )
    message = ana.dm().last
    assert message.plain == "Here\n[file: r.csv]"
    assert (message.files[0].title, message.files[0].content) == ("Report", csv.encode())
    assert refusal(client.files_completeUploadExternal, files=[{"id": "F404"}]) == "file_not_found"
    announced = client.files_getUploadURLExternal(filename="x", length=3)
    assert (
        refusal(client.files_completeUploadExternal, files=[{"id": announced["file_id"]}]) == "file_update_failed"
    )


def test_several_files_make_one_message(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    uploads = [
        {"filename": "report.png", "content": PNG, "title": "The report", "alt_txt": "12 meetings, 3 <pairs>"},
        {"filename": "answers.csv", "content": "name\nAna & Luis\n", "title": "Answers"},
        {"filename": "noend", "content": b"\x00"},
    ]
    told = client.files_upload_v2(file_uploads=uploads, channel=ana.dm().id, initial_comment="Your report")
    assert len(ana.dm().messages) == 1
    message = ana.dm().last
    assert message.plain == (
        "Your report\n[file: report.png – 12 meetings, 3 <pairs>]\n[file: answers.csv]\n[file: noend]"
    )
    picture, table, other = message.files
    assert (picture.title, picture.alt_text, picture.mimetype) == (
        "The report",
        "12 meetings, 3 <pairs>",
        "image/png",
    )
    assert picture.content == PNG
    assert (table.alt_text, table.mimetype, table.content) == ("", "text/csv", b"name\nAna & Luis\n")
    assert (other.mimetype, other.content) == ("application/octet-stream", b"\x00")
    assert [(file["filetype"], file.get("alt_txt")) for file in told["files"]] == [
        ("png", "12 meetings, 3 <pairs>"),
        ("csv", None),
        ("binary", None),
    ]
    shown = client.conversations_history(channel=ana.dm().id)["messages"][0]["files"]
    assert [file["name"] for file in shown] == ["report.png", "answers.csv", "noend"]
    assert "[file: report.png – 12 meetings, 3 <pairs>]" in slack.transcript(ana)


def test_an_alt_text_has_its_limit(client: WebClient):
    ask = client.files_getUploadURLExternal
    assert ask(filename="a.png", length=1, alt_txt="x" * 1000)["ok"]
    assert refusal(ask, filename="a.png", length=1, alt_txt="x" * 1001) == "alt_txt_too_large"
