"""Blocks as text: what a person sees, in order, buttons and inputs among it."""

from collections.abc import Callable
from typing import Any

from sandbox.blocks.elements import parts
from sandbox.blocks.mrkdwn import Mentions, NameOf, as_read, mentions
from sandbox.blocks.shapes import Block
from sandbox.blocks.state import HOLDS, Values


def read_blocks(blocks: list[Block], name_of: NameOf, values: Values | None = None) -> str:
    """One line or more a block. With `values`, inputs show what they hold."""
    lines = [_READERS[block["type"]](block, name_of, values or {}) for block in blocks]
    return "\n".join(line for line in lines if line)


def read_text(text: Block, name_of: NameOf) -> str:
    return text["text"] if text["type"] == "plain_text" else as_read(text["text"], name_of)


def block_mentions(blocks: list[Block]) -> list[Mentions]:
    """Of every mrkdwn text and rich text in the blocks; plain_text calls nobody."""
    found: list[Mentions] = []

    def look(value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                look(each)
        elif isinstance(value, dict):
            kind = value.get("type")
            if kind in ("mrkdwn", "markdown"):
                found.append(mentions(value["text"]))
            elif kind == "user":
                found.append(Mentions(users=(value["user_id"],)))
            elif kind == "broadcast":
                found.append(Mentions(broadcasts=(value["range"],)))
            elif kind == "usergroup":
                found.append(Mentions(groups=(value["usergroup_id"],)))
            for each in value.values():
                look(each)

    look(blocks)
    return found


def element_label(element: Block) -> str:
    """What is written on an element."""
    text = element.get("text") or element.get("placeholder")
    return text["text"] if text else ""


def _section(block: Block, name_of: NameOf, values: Values) -> str:
    lines = [read_text(block["text"], name_of)] if "text" in block else []
    lines += [read_text(each, name_of) for each in block.get("fields", [])]
    return "\n".join([*lines, *_elements(block, name_of, values)])


def _elements(block: Block, name_of: NameOf, values: Values) -> list[str]:
    held = values.get(block["block_id"], {})
    lines = [_element(element, held.get(element["action_id"]), name_of) for _, element in parts(block)]
    image = block.get("accessory")
    if image and image["type"] == "image":
        lines.append(f"[image: {image['alt_text']}]")
    return lines


def _element(element: Block, held: dict[str, Any] | None, name_of: NameOf) -> str:
    kind = element["type"]
    if kind in ("button", "workflow_button", "icon_button"):
        return f"[{element['text']['text']}]"
    if kind == "overflow":
        return "[… " + " | ".join(option["text"]["text"] for option in element["options"]) + "]"
    if kind == "feedback_buttons":
        return f"[{element['positive_button']['text']['text']}] [{element['negative_button']['text']['text']}]"
    if kind in ("checkboxes", "radio_buttons"):
        return _options(element, held, name_of)
    shown = read_value(held, name_of) if held else ""
    return f"[{shown or element_label(element) or ' '}]"


def _options(element: Block, held: dict[str, Any] | None, name_of: NameOf) -> str:
    chosen = (held or {}).get("selected_options") or [(held or {}).get("selected_option")]
    values = {option["value"] for option in chosen if option}
    marks = "☑☐" if element["type"] == "checkboxes" else "◉○"
    return "\n".join(
        f"{marks[0] if option['value'] in values else marks[1]} {_option(option, name_of)}"
        for option in element["options"]
    )


def _option(option: Block, name_of: NameOf) -> str:
    description = option.get("description")
    more = f" – {read_text(description, name_of)}" if description else ""
    return read_text(option["text"], name_of) + more


def read_value(held: dict[str, Any], name_of: NameOf) -> str:
    """What an input holds, as its owner sees it."""
    value = held[HOLDS[held["type"]][0]]
    each = value if isinstance(value, list) else [value]
    return ", ".join(_shown(one, name_of) for one in each if one is not None)


def _shown(value: Any, name_of: NameOf) -> str:
    return read_text(value["text"], name_of) if isinstance(value, dict) and "text" in value else name_of(str(value))


def _input(block: Block, name_of: NameOf, values: Values) -> str:
    optional = " (optional)" if block.get("optional") else ""
    hint = [block["hint"]["text"]] if "hint" in block else []
    return "\n".join([f"{block['label']['text']}{optional}", *_elements(block, name_of, values), *hint])


def _context(block: Block, name_of: NameOf, _values: Values) -> str:
    return "  ".join(
        f"[image: {each['alt_text']}]" if each["type"] == "image" else read_text(each, name_of)
        for each in block["elements"]
    )


def _image(block: Block, _name_of: NameOf, _values: Values) -> str:
    title = f"{block['title']['text']} " if "title" in block else ""
    return f"{title}[image: {block['alt_text']}]"


def _rich(block: Block, name_of: NameOf, _values: Values) -> str:
    return "\n".join(_rich_part(part, name_of) for part in block["elements"])


def _rich_part(part: Block, name_of: NameOf) -> str:
    if part["type"] == "rich_text_list":
        numbered = part["style"] == "ordered"
        return "\n".join(
            f"{f'{number}.' if numbered else '•'} {_rich_part(each, name_of)}"
            for number, each in enumerate(part["elements"], start=part.get("offset", 0) + 1)
        )
    return "".join(_piece(piece, name_of) for piece in part["elements"])


def _piece(piece: Block, name_of: NameOf) -> str:
    match piece["type"]:
        case "text":
            return piece["text"]
        case "link":
            return f"{piece['text']} ({piece['url']})" if "text" in piece else piece["url"]
        case "user" | "usergroup":
            return f"@{name_of(piece.get('user_id') or piece['usergroup_id'])}"
        case "channel":
            return f"#{name_of(piece['channel_id'])}"
        case "emoji":
            return f":{piece['name']}:"
        case "broadcast":
            return f"@{piece['range']}"
        case "date":
            return piece.get("fallback", "")
    return piece.get("value", "")


def _table(block: Block, name_of: NameOf, _values: Values) -> str:
    rows = ([_cell(cell, name_of) for cell in row] for row in block["rows"])
    return "\n".join(" | ".join(row) for row in rows)


def _cell(cell: Block, name_of: NameOf) -> str:
    return _rich(cell, name_of, {}) if cell["type"] == "rich_text" else str(cell.get("text", ""))


_READERS: dict[str, Callable[[Block, NameOf, Values], str]] = {
    "section": _section,
    "header": lambda block, _names, _values: block["text"]["text"],
    "divider": lambda _block, _names, _values: "———",
    "context": _context,
    "actions": lambda block, names, values: " ".join(_elements(block, names, values)),
    "context_actions": lambda block, names, values: " ".join(_elements(block, names, values)),
    "input": _input,
    "image": _image,
    "rich_text": _rich,
    "video": lambda block, _names, _values: f"[video: {block['title']['text']}]",
    "markdown": lambda block, names, _values: as_read(block["text"], names),
    "table": _table,
}
