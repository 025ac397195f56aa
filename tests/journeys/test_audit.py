"""Owners read what owners did: who, when and what; and nobody else does."""

from sandbox.client.people import Person
from tests.journeys.conftest import World


def log(owner: Person) -> str:
    listed = owner.command("/reverse-mentor program")
    opened = listed.messages[0].click("What was done")
    assert opened.modal, opened
    return opened.modal.plain


def test_the_log_tells_what_owners_did_and_nothing_of_members(world: World) -> None:
    world.introduced()
    olive = world.people["Olive Owner"]
    told = log(olive)
    for deed in ("created the program.", "announced the program", "had round 1 worked out.", "approved round 1."):
        assert told.count(deed) == 1, told
    assert told.index("approved") < told.index("worked out") < told.index("announced") < told.index("created")
    assert "Olive Owner" in told and "The log is as it was written" in told
    assert "Ana" not in told and "Ben" not in told


def test_a_former_owner_reads_it_no_more(world: World) -> None:
    olive, otto = world.hire("Olive Owner", is_admin=True), world.hire("Otto Owner", is_admin=True)
    world.open_program(olive, **{"Who runs it with you?": [otto.name]})
    (listed,) = otto.command("/reverse-mentor program").messages
    (own,) = olive.command("/reverse-mentor program").messages
    edited = own.click("Edit").modal.submit({"Who runs it with you?": []})
    assert not edited.errors, edited
    refused = listed.click("What was done")
    assert refused.modal is None and refused.text, refused
