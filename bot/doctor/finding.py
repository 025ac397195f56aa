"""What one look found."""

from msgspec import Struct


class Finding(Struct, frozen=True):
    """`what` was found, in plain words; where it is wrong, `mend` says what to do."""

    what: str
    mend: str = ""

    @property
    def ok(self) -> bool:
        return not self.mend

    def __str__(self) -> str:
        return f"✓ {self.what}" if self.ok else f"✗ {self.what}\n    {self.mend}"
