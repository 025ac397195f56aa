"""Where the page is."""

from starlette.routing import Route

from sandbox.page.events import events
from sandbox.page.files import file, index, missing, static
from sandbox.page.guard import guarded

ROUTES = [
    Route("/", guarded(index)),
    Route("/static/{name}", guarded(static)),
    Route("/page/events", guarded(events)),
    Route("/page/file/{id}", guarded(file)),
    Route("/{elsewhere:path}", guarded(missing)),
]
