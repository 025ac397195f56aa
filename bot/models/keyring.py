"""What makes stored text unreadable, and bound to its place: AES-256-GCM with the place as associated data."""

import base64
import os
import re
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

VERSION = "1"
NONCE_BYTES = 12
ID_BYTES = 6
PREFIX_LENGTH = len(VERSION) + 2 * ID_BYTES + 2
"""Of a token: the version and the key's id, each with a dot after it. The rest is the nonce and the ciphertext."""


GIVEN_UP = "given up"
"""In place of a token that nobody can open any more, where taking it for nothing would do harm."""
_PREFIX = re.compile(rf"\d+\.[0-9a-f]{{{2 * ID_BYTES}}}\.")


class Unreadable(Exception):
    """A stored secret can't be read. What this says may be shown: there is nothing of the secret in it."""


class UnknownKey(Unreadable):
    """It was written with a key that isn't given."""


class OutOfPlace(Unreadable):
    """It was written with a key that is given, but not like this, or not here."""


class GivenUp(Unreadable):
    """Nobody could open it any more, and who runs the bot said so (`keys give-up`)."""


def key_of(token: str) -> str | None:
    """The id of the key that it was sealed with; None where it is no token of ours."""
    return token[:PREFIX_LENGTH].split(".")[1] if _PREFIX.fullmatch(token[:PREFIX_LENGTH]) else None


class Key(Struct, frozen=True):
    """One ENCRYPTION_KEY. Its id tells nothing of it, and is written before all that it seals."""

    id: str
    cipher: AESGCM

    @classmethod
    def of(cls, given: str) -> "Key":
        """Of a Fernet key (base64); what seals is derived from it."""
        secret = base64.urlsafe_b64decode(given)
        return cls(_derived(secret, b"id", ID_BYTES).hex(), AESGCM(_derived(secret, b"seal", 32)))

    @property
    def prefix(self) -> str:
        """How each token begins that it sealed."""
        return f"{VERSION}.{self.id}."


def _derived(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"reverse-mentor 1 " + purpose).derive(secret)


class Keyring:
    """The keys that encrypt at rest. Set once by the composition root, before the first query."""

    def __init__(self, given: Sequence[str] = ()) -> None:
        self.use(given)

    def use(self, given: Sequence[str]) -> None:
        """Seal with the first key, open with any (Fernet keys, base64)."""
        self.keys = tuple(Key.of(each) for each in given)
        self._by_prefix = {key.prefix: key for key in self.keys}

    @property
    def newest(self) -> Key:
        """The one that seals; raises UnknownKey where none is given."""
        if not self.keys:
            raise UnknownKey("no ENCRYPTION_KEY was given")
        return self.keys[0]

    def seal(self, text: str, place: bytes) -> str:
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self.newest.cipher.encrypt(nonce, text.encode(), place)
        return self.newest.prefix + base64.urlsafe_b64encode(sealed).decode()

    def open(self, token: str, place: bytes) -> str:
        """What was sealed for this place; raises Unreadable."""
        key = self._by_prefix.get(token[:PREFIX_LENGTH])
        if token == GIVEN_UP:
            raise GivenUp("it was given up")
        if key is None and key_of(token) is None:
            raise OutOfPlace("it was changed")
        if key is None:
            raise UnknownKey("ENCRYPTION_KEY lacks the key that it was written with")
        try:
            sealed = base64.urlsafe_b64decode(token[PREFIX_LENGTH:])
            return key.cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place).decode()
        except (InvalidTag, ValueError) as error:
            raise OutOfPlace("it was changed, or it belongs to another place") from error


keyring = Keyring()
