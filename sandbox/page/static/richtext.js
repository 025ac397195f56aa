// rich_text blocks. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { slackDate } from "./dates.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";
import { channelName } from "./people.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u", highlight: "mark" };

export function richText(block, reader) {
  return block.elements.map((part) => richPart(part, reader));
}

function richPart(part, reader) {
  if (part.type === "rich_text_list") return richList(part, reader);
  const pieces = part.elements.flatMap((piece) => richPiece(piece, reader));
  if (part.type === "rich_text_preformatted") return el("pre", {}, el("code", {}, ...pieces));
  return el(part.type === "rich_text_quote" ? "blockquote" : "p", {}, ...pieces);
}

function richList(part, reader) {
  const items = part.elements.map((each) => el("li", {}, ...each.elements.flatMap((piece) => richPiece(piece, reader))));
  const indent = `indent-${part.indent ?? 0}`;
  if (part.style !== "ordered") return el("ul", { class: indent }, ...items);
  return el("ol", { class: indent, start: (part.offset ?? 0) + 1 }, ...items);
}

function richPiece(piece, reader) {
  const wanted = Object.keys(piece.style ?? {}).filter((name) => piece.style[name] && name in STYLES);
  return wanted.reduce((nodes, name) => [el(STYLES[name], {}, ...nodes)], said(piece, reader));
}

function said(piece, reader) {
  switch (piece.type) {
    case "text": return broken(piece.text);
    case "link": return [link(piece.url, piece.text)];
    case "user": return [mention(piece.user_id, reader)];
    case "usergroup": return [el("span", { class: "mention" }, `@${piece.usergroup_id}`)];
    case "channel": return [el("span", { class: "mention" }, `#${channelName(piece.channel_id)}`)];
    case "emoji": return [emoji(piece.name)];
    case "broadcast": return [el("span", { class: "mention call" }, `@${piece.range}`)];
    case "date": return [slackDate(piece.timestamp, piece.format, reader.tz)];
    default: return [piece.value ?? ""];
  }
}

function broken(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}
