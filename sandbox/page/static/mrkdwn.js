// Slack's mrkdwn as elements. https://docs.slack.dev/messaging/formatting-message-text

import { slackDate } from "./dates.js";
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { channelName, nameOf } from "./people.js";

const FENCE = /```\n?([\s\S]+?)```/;
const STYLES = { "*": "strong", _: "em", "~": "s" };
const INLINE = /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}*_~])([*_~])(?=\S)((?:(?!\3).|\3(?=[\p{L}\p{N}]))+?)(?<=\S)\3(?![\p{L}\p{N}])/u;
const ADDRESS = /\bhttps?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"]/;

/** A text object, plain or not. `reader` has the time zone and the id that mentions are compared with. */
export function textNodes(object, reader) {
  if (!object) return [];
  return object.type === "plain_text" ? plainNodes(object) : mrkdwnNodes(object.text, reader, object.verbatim);
}

function plainNodes(object) {
  return [object.emoji === false ? object.text : withEmoji(object.text)];
}

/** Paragraphs, quotes, lists and code. */
export function mrkdwnNodes(text, reader, verbatim = false) {
  const fence = FENCE.exec(text);
  if (!fence) return lines(text, reader, verbatim);
  const before = text.slice(0, fence.index).replace(/\n$/, "");
  const after = text.slice(fence.index + fence[0].length).replace(/^\n/, "");
  return [
    ...(before ? lines(before, reader, verbatim) : []),
    el("pre", {}, el("code", {}, unescaped(fence[1]).replace(/\n$/, ""))),
    ...(after ? mrkdwnNodes(after, reader, verbatim) : []),
  ];
}

function lines(text, reader, verbatim) {
  const parts = [];
  for (const line of text.split("\n")) {
    const [kind, said] = kindOf(line);
    const last = parts[parts.length - 1];
    if (last && last.kind === kind) last.said.push(said);
    else parts.push({ kind, said: [said] });
  }
  return parts.map((part) => paragraph(part, reader, verbatim));
}

function kindOf(line) {
  const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
  if (quote) return ["quote", quote[1]];
  const bullet = /^[•◦] (.*)$/.exec(line);
  return bullet ? ["list", bullet[1]] : ["text", line];
}

function paragraph({ kind, said }, reader, verbatim) {
  const each = said.map((line) => inline(line, reader, verbatim));
  if (kind === "list") return el("ul", {}, ...each.map((nodes) => el("li", {}, ...nodes)));
  return el(kind === "quote" ? "blockquote" : "p", {}, ...each.flatMap((nodes, index) => (index ? [el("br"), ...nodes] : nodes)));
}

function inline(text, reader, verbatim) {
  const found = INLINE.exec(text);
  if (!found) return words(text, verbatim);
  const [whole, markup, code, mark, inside] = found;
  const rest = text.slice(found.index + whole.length);
  return [
    ...words(text.slice(0, found.index), verbatim),
    markup ? marked(markup, reader) : code ? el("code", {}, unescaped(code)) : el(STYLES[mark], {}, ...inline(inside, reader, verbatim)),
    ...inline(rest, reader, verbatim),
  ];
}

function words(text, verbatim) {
  const address = verbatim ? null : ADDRESS.exec(text);
  if (!address) return text ? [withEmoji(unescaped(text))] : [];
  const after = text.slice(address.index + address[0].length);
  return [...words(text.slice(0, address.index), true), link(unescaped(address[0])), ...words(after, false)];
}

function marked(inside, reader) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : unescaped(inside.slice(bar + 1));
  if (target[0] === "@") return mention(target.slice(1), reader);
  if (target[0] === "#") return el("span", { class: "mention" }, `#${label || channelName(target.slice(1))}`);
  if (target.startsWith("!date^")) return dated(target, label, reader);
  if (target[0] === "!") return el("span", { class: "mention call" }, label || `@${target.slice(1)}`);
  return link(unescaped(target), label);
}

/** @Name; stronger where it is the reader. */
export function mention(id, reader) {
  return el("span", { class: id === reader.id ? "mention me" : "mention" }, `@${nameOf(id)}`);
}

function dated(target, fallback, reader) {
  const [, seconds, pattern, address] = target.split("^");
  const text = Number.isFinite(Number(seconds)) ? slackDate(seconds, pattern, reader.tz) : fallback;
  return address ? link(address, text) : el("time", { title: fallback }, text);
}

/** Opens beside this page; what isn't an address of the web or of mail stays text. */
export function link(address, label = "") {
  const shown = label || address.replace(/^mailto:/, "");
  if (!/^(https?|mailto):/i.test(address)) return el("span", {}, shown);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, shown);
}

export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** What somebody typed, so that it stays what they typed. */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
