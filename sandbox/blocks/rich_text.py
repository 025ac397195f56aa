"""The rules of rich_text blocks. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from sandbox.blocks.shapes import Check, anything, boolean, listing, one_of, shape, string, typed, whole

_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
_STYLE = shape({}, dict.fromkeys(_STYLES, boolean))


def _piece(required: dict[str, Check], **optional: Check) -> Check:
    return shape({"type": anything, **required}, {"style": _STYLE, **optional})


_PIECES = typed(
    {
        "text": _piece({"text": string(3000, 1)}),
        "link": _piece({"url": string(3000)}, text=string(3000), unsafe=boolean),
        "user": _piece({"user_id": string(255)}),
        "usergroup": _piece({"usergroup_id": string(255)}),
        "channel": _piece({"channel_id": string(255)}),
        "emoji": _piece({"name": string(255)}, unicode=string(255), skin_tone=whole(1, 6)),
        "broadcast": _piece({"range": one_of("here", "channel", "everyone")}),
        "color": _piece({"value": string(255)}),
        "date": _piece(
            {"timestamp": whole(0, 99_999_999_999), "format": string(255)}, url=string(3000), fallback=string(255)
        ),
    },
    "rich text",
)
_SECTION = shape({"type": anything, "elements": listing(_PIECES, 1000, 0)}, {})
_BORDER = whole(0, 1)
_LIST = shape(
    {
        "type": anything,
        "style": one_of("bullet", "ordered"),
        "elements": listing(typed({"rich_text_section": _SECTION}, "a rich_text_list"), 1000),
    },
    {"indent": whole(0, 8), "offset": whole(0, 100_000), "border": _BORDER},
)
_PREFORMATTED = shape(
    {"type": anything, "elements": listing(_PIECES, 1000, 0)}, {"border": _BORDER, "language": string(50)}
)
_QUOTE = shape({"type": anything, "elements": listing(_PIECES, 1000, 0)}, {"border": _BORDER})

RICH_TEXT_ELEMENT = typed(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": _LIST,
        "rich_text_preformatted": _PREFORMATTED,
        "rich_text_quote": _QUOTE,
    },
    "a rich_text block",
)
