// Block elements: what is pressed, typed or chosen. https://docs.slack.dev/reference/block-kit/block-elements
//
// `spot` says where an element is: {block, reader, held, hold(element, held), press(element, option, held), suggest(element, typed),
// labels (ARIA attributes), confirm(object)}.

import { Combobox, filtered } from "./combobox.js";
import { el, freshId } from "./dom.js";
import { menuButton } from "./menu.js";
import { textNodes } from "./mrkdwn.js";
import { avatar, colleagues, everyChannel, nameOf, channelName } from "./people.js";
import { image } from "./pictures.js";

const HOLDS = {
  static_select: "selected_option", external_select: "selected_option", users_select: "selected_user",
  conversations_select: "selected_conversation", channels_select: "selected_channel", multi_static_select: "selected_options",
  multi_external_select: "selected_options", multi_users_select: "selected_users", multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels", checkboxes: "selected_options", radio_buttons: "selected_option",
  datepicker: "selected_date", timepicker: "selected_time", datetimepicker: "selected_date_time", rich_text_input: "rich_text_value",
  file_input: "files",
};
const TYPED = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text" };

export function element(part, spot) {
  const node = made(part, spot);
  node.dataset.spot = `${spot.block.block_id}/${part.action_id ?? ""}`;
  return node;
}

function made(part, spot) {
  if (part.type === "button" || part.type === "workflow_button") return button(part, spot);
  if (part.type === "image") return image(part, "beside");
  if (part.type === "overflow") return overflow(part, spot);
  if (part.type in TYPED) return typed(part, spot);
  if (part.type.endsWith("_select")) return select(part, spot);
  switch (part.type) {
    case "file_input": return files(part, spot);
    case "checkboxes": return boxes(part, spot, "checkbox");
    case "radio_buttons": return boxes(part, spot, "radio");
    case "datepicker": return picker(part, spot, "date", (value) => value);
    case "timepicker": return picker(part, spot, "time", (value) => value);
    case "datetimepicker": return picker(part, spot, "datetime-local", (value) => Date.parse(value) / 1000);
    default: return el("span", { class: "quiet" }, `(${part.type} can't be shown here)`);
  }
}

/** Whether a screen reader can name the element by one label; radios and checkboxes are a group instead. */
export function isGroup(part) {
  return part.type === "checkboxes" || part.type === "radio_buttons";
}

function holding(part, value) {
  const held = { type: part.type, [HOLDS[part.type] ?? "value"]: value };
  return part.type === "timepicker" && part.timezone ? { ...held, timezone: part.timezone } : held;
}

function valueOf(part, spot) {
  return spot.held?.[HOLDS[part.type] ?? "value"] ?? null;
}

function button(part, spot) {
  const press = async (event) => {
    const pressed = event.currentTarget;
    if (part.confirm && !(await spot.confirm(part.confirm))) return;
    pressed.setAttribute("aria-busy", "true");
    await spot.press(part);
    pressed.removeAttribute("aria-busy");
  };
  const look = { class: `button ${part.style ?? ""}`, "aria-label": part.accessibility_label };
  if (part.url && /^https?:/i.test(part.url)) {
    return el("a", { ...look, href: part.url, target: "_blank", rel: "noopener noreferrer", onclick: press }, ...textNodes(part.text, spot.reader));
  }
  return el("button", { ...look, type: "button", onclick: press }, ...textNodes(part.text, spot.reader));
}

function overflow(part, spot) {
  const entries = part.options.map((option) => ({
    text: option.text.text,
    run: async () => {
      if (!part.confirm || (await spot.confirm(part.confirm))) await spot.press(part, option.value);
    },
  }));
  return menuButton({ label: "More actions", symbol: "more", entries, look: "button small" });
}

function typed(part, spot) {
  const attributes = {
    ...spot.labels, value: valueOf(part, spot) ?? "", placeholder: part.placeholder?.text, maxlength: part.max_length, autofocus: part.focus_on_load,
    inputmode: part.type === "number_input" ? (part.is_decimal_allowed ? "decimal" : "numeric") : null,
    oninput: (event) => {
      grow(event.target);
      spot.hold(part, holding(part, event.target.value || null));
    },
    onchange: (event) => spot.settled(part, holding(part, event.target.value || null)),
  };
  if (part.multiline) return el("textarea", { ...attributes, rows: "3" });
  return el("input", { ...attributes, type: TYPED[part.type], class: part.type === "number_input" ? "number" : "", autocomplete: "off" });
}

function grow(field) {
  if (field.localName !== "textarea") return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
}

function picker(part, spot, type, read) {
  const value = valueOf(part, spot) ?? "";
  const shown = type === "datetime-local" && value ? new Date(value * 1000).toISOString().slice(0, 16) : value;
  const change = (event) => spot.chosen(part, holding(part, event.target.value ? read(event.target.value) : null));
  return el("input", { ...spot.labels, type, class: "picker", value: shown, onchange: change });
}

/** Files are read as text: all that an app of ours takes. */
function files(part, spot) {
  const change = async (event) => {
    const chosen = [...event.target.files].map(async (file) => ({ name: file.name, content: await file.text() }));
    await spot.chosen(part, holding(part, await Promise.all(chosen)));
  };
  const accept = (part.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const field = el("input", { ...spot.labels, type: "file", class: "picker", accept, onchange: change });
  field.multiple = (part.max_files ?? 10) > 1;
  const there = (valueOf(part, spot) ?? []).map((file) => file.name).join(", ");
  return el("div", {}, field, there ? el("small", { class: "quiet" }, there) : null);
}

function boxes(part, spot, type) {
  const name = freshId("choice");
  const now = valueOf(part, spot);
  const chosen = new Set((Array.isArray(now) ? now : [now]).filter(Boolean).map((option) => option.value));
  const group = el("div", { class: "boxes" });
  const change = async () => {
    const marked = [...group.querySelectorAll("input")].flatMap((field, index) => (field.checked ? [part.options[index]] : []));
    await spot.chosen(part, holding(part, type === "radio" ? (marked[0] ?? null) : marked));
  };
  group.append(...part.options.map((option) => box(option, { type, name, checked: chosen.has(option.value), onchange: change }, spot.reader)));
  return group;
}

function box(option, attributes, reader) {
  const more = option.description ? el("small", {}, ...textNodes(option.description, reader)) : null;
  return el("label", { class: "box" }, el("input", { ...attributes, value: option.value }), el("span", {}, ...textNodes(option.text, reader), more));
}

function select(part, spot) {
  const multi = part.type.startsWith("multi_");
  const now = valueOf(part, spot);
  const chosen = (multi ? (now ?? []) : [now]).filter(Boolean).map((value) => asOption(part, value));
  const changed = (options) => {
    const values = options.map((option) => option.raw);
    return spot.chosen(part, holding(part, multi ? values : (values[0] ?? null)));
  };
  const combobox = new Combobox({
    search: searching(part, spot), changed, chosen, multi, most: part.max_selected_items, placeholder: part.placeholder?.text ?? "Choose …",
    clears: spot.block.optional === true, waits: part.type.endsWith("external_select"), labels: spot.labels,
  });
  return combobox.box;
}

function asOption(part, value) {
  if (part.type.endsWith("users_select")) return { value, text: nameOf(value), more: null, raw: value, face: () => avatar(value, "small") };
  if (part.type.endsWith("conversations_select") || part.type.endsWith("channels_select")) return { value, text: `#${channelName(value)}`, raw: value };
  return { value: value.value, text: value.text.text, more: value.description?.text, raw: value };
}

function searching(part, spot) {
  if (part.type.endsWith("external_select")) return (text) => suggested(part, spot, text);
  const all = () => {
    if (part.type.endsWith("users_select")) return colleagues().map((person) => ({ ...asOption(part, person.id), more: person.title }));
    if (part.type.endsWith("static_select")) return null;
    return everyChannel().map((channel) => asOption(part, channel.id));
  };
  return (text) => {
    const groups = all() ? [{ options: all() }] : groupsOf(part, part);
    return groups.map((group) => ({ ...group, options: filtered(group.options, text) }));
  };
}

async function suggested(part, spot, text) {
  const least = part.min_query_length ?? 3;
  if (text.length < least) return [{ options: [] }];
  return groupsOf(part, await spot.suggest(part, text));
}

function groupsOf(part, told) {
  if (told.option_groups) return told.option_groups.map((group) => ({ label: group.label.text, options: group.options.map((each) => asOption(part, each)) }));
  return [{ options: (told.options ?? []).map((each) => asOption(part, each)) }];
}

