"""A picture as PNG, drawn here and now. Heavy: only the process that draws and tests import this."""

from bot.pictures import report, skills
from bot.pictures.spec import Picture, ReportPicture


def png(picture: Picture) -> bytes:
    page = report.drawn(picture) if isinstance(picture, ReportPicture) else skills.drawn(picture)
    return page.png()
