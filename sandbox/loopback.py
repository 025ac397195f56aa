"""Who may ask: this machine, and pages that came from this very server."""

from starlette.requests import Request

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def from_here(request: Request) -> bool:
    """Refuses names that resolve to this machine but are a stranger's page's (DNS rebinding)."""
    host = request.headers.get("host", "").rpartition(":")
    origin = request.headers.get("origin")
    return (host[0] or host[2]) in LOOPBACK and origin in (None, f"http://{request.headers['host']}")
