// Blocks as Slack shows them. https://docs.slack.dev/reference/block-kit/blocks

import { el, freshId } from "./dom.js";
import { element, isGroup } from "./elements.js";
import { icon } from "./icons.js";
import { mrkdwnNodes, textNodes } from "./mrkdwn.js";
import { image } from "./pictures.js";
import { richText } from "./richtext.js";

/** What `reconcile` takes: a block is drawn anew only when it changed. `surface` makes the spots of its elements. */
export function blockItems(blocks, surface, errors = {}) {
  return blocks.map((block, index) => ({
    key: `${block.block_id ?? index}`,
    sign: JSON.stringify([block, errors[block.block_id] ?? null, surface.sign ?? ""]),
    make: () => drawn(block, surface, errors[block.block_id]),
  }));
}

function drawn(block, surface, error) {
  const draw = DRAWN[block.type];
  const node = draw ? draw(block, surface, error) : el("p", { class: "quiet" }, `(${block.type} can't be shown here)`);
  node.classList.add("block", `block-${block.type}`);
  return node;
}

const DRAWN = {
  section,
  input,
  header: (block, surface) => el(surface.heading, {}, ...textNodes(block.text, surface.reader)),
  divider: () => el("hr"),
  context: (block, surface) => el("div", {}, ...block.elements.map((part) => contextPart(part, surface))),
  actions: (block, surface) => el("div", {}, ...block.elements.map((part) => element(part, surface.spot(block, part, named(part))))),
  image: (block, surface) => el("figure", {}, block.title ? el("figcaption", {}, ...textNodes(block.title, surface.reader)) : null, image(block)),
  rich_text: (block, surface) => el("div", {}, ...richText(block, surface.reader)),
  markdown: (block, surface) => el("div", {}, ...mrkdwnNodes(block.text, surface.reader)),
};

function section(block, surface) {
  const id = freshId("text");
  const text = block.text ? el("div", { class: "text", id }, ...textNodes(block.text, surface.reader)) : null;
  const fields = block.fields ? el("div", { class: "fields" }, ...block.fields.map((each) => el("div", {}, ...textNodes(each, surface.reader)))) : null;
  const beside = block.accessory;
  const labels = beside && isGroup(beside) ? {} : named(beside, text ? id : null);
  const accessory = beside ? el("div", { class: "accessory" }, element(beside, surface.spot(block, beside, labels))) : null;
  if (accessory && isGroup(beside)) group(accessory, text ? { "aria-labelledby": id } : { "aria-label": "Choices" });
  return el("div", {}, el("div", { class: "words" }, text, fields), accessory);
}

/** How an element without a label of its own is called. */
function named(part, textId = null) {
  if (!part || part.type === "button") return {};
  const hint = part.placeholder?.text;
  return hint || !textId ? { "aria-label": hint ?? "Choose" } : { "aria-labelledby": textId };
}

function group(node, labels) {
  node.setAttribute("role", "group");
  for (const [key, value] of Object.entries(labels)) node.setAttribute(key, value);
}

function contextPart(part, surface) {
  return part.type === "image" ? image(part, "tiny") : el("div", {}, ...textNodes(part, surface.reader));
}

/** A field of a form: label, element, hint, and what is wrong with it. */
function input(block, surface, error) {
  const [label, field, hint, wrong] = ["label", "field", "hint", "error"].map(freshId);
  const described = [error ? wrong : null, block.hint ? hint : null].filter(Boolean).join(" ") || null;
  const state = { "aria-describedby": described, "aria-invalid": error ? "true" : null, "aria-required": block.optional ? null : "true" };
  const grouped = isGroup(block.element);
  const shown = element(block.element, surface.spot(block, block.element, grouped ? {} : { id: field, ...state }));
  const words = [block.label.text, block.optional ? el("span", { class: "optional" }, " (optional)") : null];
  if (grouped) {
    shown.setAttribute("role", block.element.type === "radio_buttons" ? "radiogroup" : "group");
    shown.setAttribute("aria-labelledby", label);
    if (described) shown.setAttribute("aria-describedby", described);
  }
  return el("div", { class: error ? "wrong" : "" },
    grouped ? el("div", { class: "label", id: label }, ...words) : el("label", { class: "label", id: label, for: field }, ...words),
    shown,
    error ? el("p", { class: "error", id: wrong }, icon("warning"), error) : null,
    block.hint ? el("p", { class: "hint", id: hint }, block.hint.text) : null);
}
