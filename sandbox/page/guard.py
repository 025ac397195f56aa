"""What every answer to a browser has in common."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.loopback import from_here

Endpoint = Callable[[Request], Awaitable[Response]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def guarded(endpoint: Endpoint) -> Endpoint:
    """Answers only this machine, and tells the browser to take nothing from elsewhere."""

    async def answer(request: Request) -> Response:
        response = (
            await endpoint(request) if from_here(request) else PlainTextResponse("Only for this machine", 403)
        )
        response.headers.update(HEADERS)
        return response

    return answer
