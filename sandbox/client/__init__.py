"""The synchronous Python client: people, what they do, and what they see.

    slack = Workspace("http://127.0.0.1:8484")        # or Sandbox().workspace
    ana = slack.add_user("Ana Costa", tz="Europe/Lisbon")
    answer = ana.command("/hello")                    # → Answer: text, messages, modal, failed
    result = answer.modal.submit({"Your name": "Ana"})   # → Answer: errors, closed, modal
    ana.dm().last.click("Yes")
    ana.dm().last.choose({"How often?": "Weekly"})    # selects and dates in messages and home tabs; near=…
    ana.open_home().click("Pause", near="Marketing")  # → Home: plain, buttons, fields, publishes
    ana.snooze(until=…), ana.dnd(time(22), time(8)), ana.change(status_text="Away", status_expiration=…)

Whatever can't be done (no such label, a button that is gone) raises SandboxError, which says what there is.
"""

from sandbox.client.clock import Clock, Faults
from sandbox.client.messages import Answer, Conversation, File, Mentions, Message
from sandbox.client.people import News, Person
from sandbox.client.views import Home, Modal
from sandbox.client.workspace import Workspace

__all__ = [
    "Answer",
    "Clock",
    "Conversation",
    "Faults",
    "File",
    "Home",
    "Mentions",
    "Message",
    "Modal",
    "News",
    "Person",
    "Workspace",
]
