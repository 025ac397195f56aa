"""Modals and home tabs."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

STACK_LIMIT = 3
SENT_BACK = (
    "type",
    "callback_id",
    "private_metadata",
    "title",
    "submit",
    "close",
    "blocks",
    "clear_on_close",
    "notify_on_close",
    "external_id",
)


@dataclass
class View:
    """`body` is what the app sent, normalized; `values` what its inputs hold, by block_id and action_id.

    `publishes`: how often the app published it, if it is a home tab.
    """

    id: str
    user: str
    body: dict[str, Any]
    values: dict[str, dict[str, Any]]
    root: str
    previous: str | None = None
    hash: str = field(default_factory=lambda: new_hash())
    publishes: int = 0

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.body["blocks"]

    def as_json(self, team_id: str, app_id: str, bot_id: str) -> dict[str, Any]:
        modal = self.body["type"] == "modal"
        defaults = {"callback_id": "", "private_metadata": "", "external_id": "", "clear_on_close": False}
        defaults |= {"notify_on_close": False, "title": None, "submit": None, "close": None}
        view = {"id": self.id, "team_id": team_id}
        view |= {key: self.body.get(key, defaults.get(key)) for key in SENT_BACK}
        return view | {
            "state": {"values": {block: dict(actions) for block, actions in self.values.items()}},
            "hash": self.hash,
            "root_view_id": self.root if modal else self.id,
            "previous_view_id": self.previous,
            "app_id": app_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }


def new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"
