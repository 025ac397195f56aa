// What is in a place: its head, its messages or the app's home tab.

import { blockItems } from "./blocks.js";
import { dayOf } from "./dates.js";
import { arrowKeys, el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { messageNode } from "./message.js";
import { avatar, nameOf } from "./people.js";
import { others, placeName, symbol } from "./rail.js";
import { Surface } from "./surface.js";

const NEAR = 80;
const TOGETHER_MS = 5 * 60 * 1000;

const everybody = new Intl.ListFormat("en-GB");

export class Conversation {
  constructor(side) {
    this.side = side;
    this.title = el("h2");
    this.crowd = el("span", { class: "crowd" });
    this.tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "The app", onkeydown: (event) => arrowKeys(event, [...this.tabs.children]) });
    const back = el("button", { type: "button", class: "bare back", "aria-label": "Back to the list", onclick: () => this.list() }, icon("back"));
    this.acting = el("button", { type: "button", class: "acting-as", onclick: () => this.chooseWho() });
    this.head = el("header", { class: "head" }, back, this.title, this.crowd, this.tabs, this.acting);
    this.messages = el("div", { class: "messages", role: "log", "aria-label": "Messages" });
    this.home = el("div", { class: "home", role: "tabpanel", "aria-label": "Home" });
    this.scroll = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Conversation" }, this.messages, this.home);
    this.newFrom = null;
    this.shown = null;
    this.atEnd = true;
    this.scroll.addEventListener("scroll", () => { this.atEnd = this.isAtEnd(); }, { passive: true });
    new ResizeObserver(() => { if (this.atEnd && !this.messages.hidden) this.toEnd(); }).observe(this.scroll);
  }

  isAtEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  list() {
    this.side.node.classList.add("listing");
    this.side.node.querySelector(".place[aria-current]")?.focus();
  }

  chooseWho() {
    this.side.node.classList.add("listing");
    this.side.rail.as.field.focus();
  }

  /** Forgets where the new messages begin and where one has scrolled to. */
  leave() {
    this.newFrom = null;
    this.shown = null;
  }

  draw() {
    const { here, screen, tab } = this.side;
    if (!here) return this.clear();
    const atHome = here.kind === "app" && tab === "home";
    this.drawHead(here, screen);
    this.messages.hidden = atHome;
    this.home.hidden = !atHome;
    if (atHome) this.drawHome(screen);
    else this.drawMessages(here, screen);
  }

  clear() {
    this.messages.replaceChildren();
    this.home.replaceChildren();
  }

  drawHead(here, { me, app }) {
    const name = placeName(here, me);
    if (this.title.dataset.name !== `${here.id} ${name}`) {
      this.title.replaceChildren(symbol(here, me), el("span", {}, name));
      this.title.dataset.name = `${here.id} ${name}`;
    }
    if (this.acting.title !== me.name) {
      this.acting.title = me.name;
      this.acting.setAttribute("aria-label", `Acting as ${me.name}: choose somebody else`);
      this.acting.replaceChildren(avatar(me.id, "small"), el("span", { "aria-hidden": "true" }, me.name.split(" ")[0]));
    }
    this.crowd.textContent = here.kind === "channel" ? `${here.members.length} members` : "";
    this.crowd.hidden = here.kind !== "channel";
    this.tabs.hidden = here.kind !== "app" || !app.home_tab;
    if (!this.tabs.hidden) reconcile(this.tabs, ["home", "messages"].map((tab) => this.tabItem(tab)));
  }

  tabItem(tab) {
    const on = this.side.tab === tab;
    const make = () => el("button", { type: "button", role: "tab", "aria-selected": String(on), tabindex: on ? "0" : "-1", "data-spot": tab, onclick: () => this.side.open(tab) }, tab === "home" ? "Home" : "Messages");
    return { key: tab, sign: String(on), make };
  }

  drawHome(screen) {
    const view = screen.home;
    if (this.shown !== `home ${screen.me.id}`) this.scroll.scrollTop = 0;
    this.shown = `home ${screen.me.id}`;
    if (!view) return reconcile(this.home, [{ key: "none", sign: "", make: () => el("p", { class: "empty" }, `${screen.app.name} has put nothing here yet.`) }]);
    const surface = new Surface(this.side, { view: view.id }, view.values, `${view.id} ${screen.me.id}`);
    return reconcile(this.home, blockItems(view.blocks, surface));
  }

  drawMessages(here, screen) {
    const where = `${here.id} ${screen.me.id}`;
    const arrived = this.shown !== where;
    const atEnd = this.isAtEnd();
    if (arrived && here.unread) this.newFrom = firstUnread(screen.messages, here, screen.me);
    reconcile(this.messages, this.items(here, screen));
    this.shown = where;
    if (arrived || atEnd) this.toEnd();
    this.read(here, screen.messages);
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.atEnd = true;
    for (const picture of this.messages.querySelectorAll("img")) {
      if (!picture.complete) picture.addEventListener("load", () => { this.scroll.scrollTop = this.scroll.scrollHeight; }, { once: true });
    }
  }

  items(here, { messages, me, older }) {
    const items = [older ? this.earlierItem() : { key: "beginning", sign: here.id, make: () => beginning(here, me) }];
    let before = null;
    for (const message of messages) {
      const day = dayOf(message.at, me.tz);
      if (!before || dayOf(before.at, me.tz) !== day) items.push({ key: `day ${day}`, sign: day, make: () => el("div", { class: "day", role: "separator" }, el("span", {}, day)) });
      const isNew = message.ts === this.newFrom;
      if (isNew) items.push({ key: "new", sign: "", make: () => el("div", { class: "new", role: "separator" }, el("span", {}, "New")) });
      const follows = !isNew && continues(before, message, me);
      items.push({ key: message.ts, sign: JSON.stringify([message, me.id, me.tz, follows]), make: () => messageNode(message, this.side, follows) });
      before = message;
    }
    return items;
  }

  earlierItem() {
    const make = () => el("button", { type: "button", class: "button small earlier", onclick: () => this.earlier() }, "Earlier messages");
    return { key: "earlier", sign: "", make };
  }

  /** Shows more of the past; what one was reading stays where it is. */
  async earlier() {
    const below = this.scroll.scrollHeight - this.scroll.scrollTop;
    await this.side.lookBack();
    this.scroll.scrollTop = this.scroll.scrollHeight - below;
    this.scroll.focus({ preventScroll: true });
  }

  /** Tells the server how far this person has read, if they can see it. */
  read(here, messages) {
    const last = messages[messages.length - 1];
    const visible = document.visibilityState === "visible" && this.scroll.getClientRects().length > 0;
    if (last && here.unread && visible) this.side.quietly("read", { place: here.id, ts: last.ts });
  }
}

function firstUnread(messages, here, me) {
  const fromOthers = messages.filter((message) => message.user !== me.id && !message.ephemeral);
  return fromOthers[Math.max(0, fromOthers.length - here.unread)]?.ts ?? null;
}

function continues(before, message, me) {
  return before && before.user === message.user && !before.ephemeral && !message.ephemeral && dayOf(before.at, me.tz) === dayOf(message.at, me.tz)
    && new Date(message.at) - new Date(before.at) < TOGETHER_MS && !message.blocks?.length;
}

function beginning(here, me) {
  const name = placeName(here, me);
  const words = {
    channel: `This is the beginning of #${name}. Everybody here sees what is written.`,
    app: `This is between ${me.name} and ${name}. Nobody else sees it. Write a / for its commands.`,
    dm: `This is between ${me.name} and ${name}.`,
    group: `This is between ${everybody.format([me.name, ...others(here, me).map(nameOf)])}.`,
  };
  return el("div", { class: "beginning" }, el("span", { class: "mark" }, symbol(here, me)), el("strong", {}, name), el("p", {}, words[here.kind]));
}
