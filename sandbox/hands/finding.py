"""Finds an input or a button by what is written on or beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.blocks.elements import parts
from sandbox.blocks.mrkdwn import NameOf
from sandbox.blocks.plain import element_label, read_blocks, read_text
from sandbox.blocks.shapes import Block
from sandbox.blocks.state import HOLDS
from sandbox.errors import SandboxError

PRESSED = ("button", "workflow_button", "icon_button", "overflow", "feedback_buttons")


@dataclass(frozen=True)
class Spot:
    """An element and the block it is in. `option`: the entry of an overflow menu that is meant."""

    block: Block
    element: Block
    option: Block | None = None


def all_spots(blocks: list[Block]) -> list[Spot]:
    return [Spot(block, element) for block in blocks for _, element in parts(block)]


def spot_at(blocks: list[Block], block_id: str, action_id: str) -> Spot:
    """The element with these ids."""
    for spot in all_spots(blocks):
        if (spot.block["block_id"], spot.element["action_id"]) == (block_id, action_id):
            return spot
    raise SandboxError("This has changed meanwhile, and what you pressed isn't there any more")


def input_labels(spot: Spot, name_of: NameOf) -> list[str]:
    """What an input can be called, the most visible first."""
    block = spot.block
    texts = [block["label"]["text"]] if "label" in block else []
    if "text" in block:
        texts.append(read_text(block["text"], name_of))
    return [*texts, element_label(spot.element), block["block_id"], spot.element["action_id"]]


def find_input(blocks: list[Block], label: str, name_of: NameOf, near: str | None = None) -> Spot:
    """By label, or its beginning; else by the section's text, placeholder, block_id or action_id.

    `near`: below or beside this text.
    """
    inputs = [spot for spot in all_spots(blocks) if spot.element["type"] in HOLDS]
    inputs = [spot for spot in inputs if is_near(blocks, spot, near, name_of)]
    named = [(spot, input_labels(spot, name_of)) for spot in inputs]
    for fits in (_equal, _begins):
        found = [spot for spot, labels in named if any(fits(each, label) for each in labels)]
        if len(found) == 1:
            return found[0]
        if found:
            raise SandboxError(
                f"{len(found)} inputs are called {label!r}; say near=… some text above the one meant"
            )
    where = f" near {near!r}" if near else ""
    raise SandboxError(
        f"No input called {label!r}{where}; there are {[labels[0] or labels[-1] for _, labels in named]}"
    )


def pressed_texts(spot: Spot) -> list[tuple[str, Block | None]]:
    """What can be pressed on an element: its text, or the options of its menu."""
    element = spot.element
    if element["type"] == "overflow":
        return [(option["text"]["text"], option) for option in element["options"]]
    if element["type"] == "feedback_buttons":
        return [(element[name]["text"]["text"], element[name]) for name in ("positive_button", "negative_button")]
    return [(element_label(element), None)]


def button_texts(blocks: list[Block]) -> list[str]:
    pressed = [spot for spot in all_spots(blocks) if spot.element["type"] in PRESSED]
    return [text for spot in pressed for text, _ in pressed_texts(spot)]


def find_button(blocks: list[Block], label: str, near: str | None, name_of: NameOf) -> Spot:
    """The button or menu entry with this text, or that begins with it; `near`: below or beside this text."""
    options = [
        (text, Spot(spot.block, spot.element, option))
        for spot in all_spots(blocks)
        if spot.element["type"] in PRESSED
        for text, option in pressed_texts(spot)
    ]
    for fits in (_equal, _begins):
        found = [spot for text, spot in options if fits(text, label) and is_near(blocks, spot, near, name_of)]
        if len(found) == 1:
            return found[0]
        if found:
            raise SandboxError(
                f"{len(found)} buttons say {label!r}; say near=… some text above the one that is meant"
            )
    where = f" near {near!r}" if near else ""
    raise SandboxError(f"No button {label!r}{where}; there are {[text for text, _ in options]}")


def is_near(blocks: list[Block], spot: Spot, near: str | None, name_of: NameOf) -> bool:
    return near is None or near.lower() in surroundings(blocks, spot.block, name_of).lower()


def surroundings(blocks: list[Block], block: Block, name_of: NameOf) -> str:
    """The text of a block and of what stands above it, up to the last block with buttons before it."""
    index = next(number for number, each in enumerate(blocks) if each is block)
    first = index
    while first > 0 and not parts(blocks[first - 1]):
        first -= 1
    return read_blocks(blocks[first : index + 1], name_of)


def find_option(options: Iterable[Block], text: str, name_of: NameOf) -> Block | None:
    """By its text, a beginning that only one has, or a part in quotation marks (Add “my own words”)."""
    offered = list(options)
    for fits in (_equal, _begins, _quotes):
        found = [option for option in offered if fits(read_text(option["text"], name_of), text)]
        if len(found) == 1 or (found and fits is _equal):
            return found[0]
    return None


def _equal(text: str, wanted: str) -> bool:
    return text.strip() == wanted.strip()


def _quotes(text: str, wanted: str) -> bool:
    return f"“{wanted.strip()}”" in text


def _begins(text: str, wanted: str) -> bool:
    return bool(wanted.strip()) and text.strip().lower().startswith(wanted.strip().lower())
