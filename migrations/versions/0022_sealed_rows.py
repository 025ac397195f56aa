"""What is encrypted is bound to its table, column, workspace and row.

It takes the key: every value is opened and sealed anew. All that this needs is written down here, as it was then; a
row is named as in the models of that day.
"""

import base64
import json
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import context, op
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.models.keyring import Unreadable

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TEXT, JSON = True, False  # what was encrypted: the text itself, or a value as JSON; from now on it is always JSON
SEALED = (
    ("workspaces", "bot_token", TEXT, ("enterprise_id", "team_id")),
    ("erasures", "mark", TEXT, ("workspace_id", "member_id")),
    ("handed_lists", "outcome", JSON, ("workspace_id", "id", "owner_id")),
    ("outbox", "params", JSON, ("workspace_id", "wire_key", "kind", "recipient")),
    ("programs", "aim", TEXT, ("workspace_id", "id")),
    ("enrollments", "interests", JSON, ("workspace_id", "program_id", "member_id")),
    ("enrollments", "avoid", JSON, ("workspace_id", "program_id", "member_id")),
    ("rounds", "inputs", JSON, ("workspace_id", "program_id", "number")),
    ("rounds", "wishes", JSON, ("workspace_id", "program_id", "number")),
    ("rounds", "worked_in", JSON, ("workspace_id", "program_id", "number")),
    ("pairings", "why", JSON, ("workspace_id", "round_id", "mentor_id", "mentee_id")),
    ("round_pairs", "why", JSON, ("workspace_id", "round_id", "mentor_id", "mentee_id")),
    ("help_requests", "note", TEXT, ("workspace_id", "id", "pairing_id", "member_id")),
    ("pulses", "note", TEXT, ("workspace_id", "meeting_id", "member_id")),
)
BATCH = 500


def upgrade() -> None:
    keys = _Keys()

    def sealed(token: str, is_text: bool, place: bytes) -> str:
        text = keys.before.decrypt(token.encode()).decode()
        return keys.seal(json.dumps(text) if is_text else text, place)

    _rewrite(sealed)


def downgrade() -> None:
    keys = _Keys()

    def encrypted(token: str, is_text: bool, place: bytes) -> str:
        text = keys.open(token, place)
        return keys.before.encrypt((json.loads(text) if is_text else text).encode()).decode()

    _rewrite(encrypted)


class _Keys:
    """Before: Fernet with these keys. Since: AES-256-GCM with what is derived of each."""

    def __init__(self) -> None:
        given = context.config.attributes.get("keys") or os.environ.get("ENCRYPTION_KEY", "").split(",")
        self._given = [each.strip() for each in given if each.strip()]
        secrets = [base64.urlsafe_b64decode(each) for each in self._given]
        self._new = {
            f"1.{_derived(secret, b'id', 6).hex()}.": AESGCM(_derived(secret, b"seal", 32)) for secret in secrets
        }

    @property
    def before(self) -> MultiFernet:
        if not self._given:
            raise Unreadable("ENCRYPTION_KEY is needed to upgrade this database")
        return MultiFernet([Fernet(each) for each in self._given])

    def seal(self, text: str, place: bytes) -> str:
        prefix, cipher = next(iter(self._new.items()))
        nonce = os.urandom(12)
        return prefix + base64.urlsafe_b64encode(nonce + cipher.encrypt(nonce, text.encode(), place)).decode()

    def open(self, token: str, place: bytes) -> str:
        if token[:15] not in self._new:
            raise InvalidToken
        sealed = base64.urlsafe_b64decode(token[15:])
        return self._new[token[:15]].decrypt(sealed[:12], sealed[12:], place).decode()


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"reverse-mentor 1 " + purpose).derive(secret)


def _rewrite(change: Callable[[str, bool, bytes], str]) -> None:
    for name, column, is_text, named_by in SEALED:
        table = sa.table(name, *(sa.column(each) for each in dict.fromkeys(("id", column, *named_by))))
        write = sa.update(table).where(table.c.id == sa.bindparam("row")).values({column: sa.bindparam("token")})
        for rows in _batches(table, column):
            tokens = [_changed(change, name, column, is_text, named_by, row) for row in rows]
            op.get_bind().execute(write, tokens)


def _batches(table: Any, column: str) -> Iterator[list[Mapping[str, Any]]]:
    last = 0
    while True:
        rest = sa.select(table).where(table.c.id > last, table.c[column].is_not(None))
        rows = [dict(row) for row in op.get_bind().execute(rest.order_by(table.c.id).limit(BATCH)).mappings()]
        if not rows:
            return
        yield rows
        last = rows[-1]["id"]


def _changed(
    change: Callable[[str, bool, bytes], str],
    table: str,
    column: str,
    is_text: bool,
    named_by: tuple[str, ...],
    row: Mapping[str, Any],
) -> dict[str, Any]:
    place = json.dumps([table, column, *(row[name] for name in named_by)]).encode()
    try:
        return {"row": row["id"], "token": change(row[column], is_text, place)}
    except (InvalidToken, InvalidTag, ValueError) as problem:
        raise Unreadable(f"ENCRYPTION_KEY can't read {table}.{column} of row {row['id']}") from problem
