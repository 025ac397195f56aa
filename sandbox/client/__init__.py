"""The synchronous Python client: people, what they do, and what they see.

    slack = Workspace("http://127.0.0.1:8484")        # or Sandbox().workspace
    ana = slack.add_user("Ana Costa", tz="Europe/Lisbon")
    answer = ana.command("/hello")                    # → Answer: text, messages, modal, failed
    result = answer.modal.submit({"Your name": "Ana"})   # → Answer: errors, closed, modal
    ana.dm().last.click("Yes")

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
