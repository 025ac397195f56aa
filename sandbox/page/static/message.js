// A message: who, when, what; marked where only the reader sees it.

import { blockItems } from "./blocks.js";
import { timeOf } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwnNodes } from "./mrkdwn.js";
import { avatar, nameOf, personOf } from "./people.js";
import { file } from "./pictures.js";
import { Surface } from "./surface.js";

export function messageNode(message, side, follows) {
  const { me } = side.screen;
  const time = el("time", { datetime: message.at }, timeOf(message.at, me.tz));
  const look = ["message", follows ? "follows" : "", message.ephemeral ? "ephemeral" : ""].join(" ");
  const head = el("p", { class: follows ? "by unseen" : "by" }, el("strong", {}, nameOf(message.user)), personOf(message.user)?.is_bot ? el("span", { class: "badge" }, "App") : null, follows ? null : time);
  return el("article", { class: look, "data-ts": message.ts },
    message.ephemeral ? el("p", { class: "only" }, icon("eye"), "Only visible to you") : null,
    el("div", { class: "gutter" }, follows ? time : avatar(message.user)),
    el("div", { class: "body" }, head, ...said(message, side), message.edited ? el("span", { class: "edited" }, "(edited)") : null, ...(message.files ?? []).map(file)));
}

/** The blocks where there are any, else the text; attachments beneath. */
function said(message, side) {
  const { me } = side.screen;
  const surface = new Surface(side, { channel: message.channel, ts: message.ts }, message.state);
  const drawn = message.blocks?.length ? blockItems(message.blocks, surface).map((item) => item.make()) : [el("div", { class: "text" }, ...mrkdwnNodes(message.text, me))];
  const beneath = (message.attachments ?? []).map((each) => el("div", { class: "attachment" }, ...(each.blocks?.length ? blockItems(each.blocks, surface).map((item) => item.make()) : mrkdwnNodes(each.text || each.fallback || "", me))));
  return message.text || message.blocks?.length ? [...drawn, ...beneath] : beneath;
}
