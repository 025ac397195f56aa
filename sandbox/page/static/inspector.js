// What goes to the app and what comes from it, the newest on top.

import { el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { channelName, nameOf, personOf } from "./people.js";
import { ask, coalesced } from "./wire.js";

const KEPT = 500;
const LATE_MS = 3000;
const SLOW_MS = 1000;

export class Inspector {
  constructor(app) {
    this.app = app;
    this.entries = [];
    this.next = 0;
    this.list = el("ol", { class: "traffic" });
    this.none = el("p", { class: "empty" }, "Nothing yet. Press a button or type a command, and see what the app is told and what it answers.");
    const closes = el("button", { type: "button", class: "bare", "aria-label": "Close the inspector", onclick: () => this.toggle() }, icon("close"));
    const empties = el("button", { type: "button", class: "button small", onclick: () => this.empty() }, "Clear");
    this.scroll = el("div", { class: "inside", tabindex: "0", role: "region", "aria-label": "Calls" }, this.none, this.list);
    this.node = el("aside", { class: "inspector", "aria-label": "Inspector", hidden: true, onkeydown: (event) => { if (event.key === "Escape") this.toggle(); } },
      el("header", {}, el("h2", {}, "Inspector"), empties, closes), el("p", { class: "legend" }, way("to_app"), "to the app", way("from_app"), "from the app"), this.scroll);
    this.look = coalesced(() => this.read());
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    this.app.time.look.setAttribute("aria-pressed", String(!this.node.hidden));
    if (this.node.hidden) this.app.time.look.focus();
    else this.scroll.focus({ preventScroll: true });
    return this.look();
  }

  empty() {
    this.entries = [];
    this.draw();
  }

  forget() {
    this.next = 0;
    this.empty();
    this.look();
  }

  async read() {
    if (this.node.hidden) return;
    try {
      const told = await ask("traffic", { since: this.next });
      this.next = told.next;
      this.entries = [...this.entries, ...told.entries].slice(-KEPT);
    } catch (problem) {
      this.app.complain(problem);
    }
    this.draw();
  }

  draw() {
    this.none.hidden = this.entries.length > 0;
    reconcile(this.list, [...this.entries].reverse().map((entry) => ({ key: String(entry.n), sign: `${entry.ms} ${entry.ok}`, make: () => row(entry) })));
  }
}

function way(name) {
  return el("span", { class: `way ${name}`, "aria-hidden": "true" }, name === "to_app" ? "→" : "←");
}

/** One call; what was said is drawn when it is opened. */
function row(entry) {
  const told = entry.way === "to_app" ? "to the app" : "from the app";
  const content = el("pre", { tabindex: "0" });
  const fill = (event) => { if (event.target.open && !content.textContent) content.textContent = JSON.stringify(entry.detail, null, 2); };
  const who = personOf(entry.who) ? nameOf(entry.who) : channelName(entry.who ?? "");
  return el("li", { class: entry.ok ? "" : "wrong" }, el("details", { ontoggle: fill },
    el("summary", {}, way(entry.way), el("span", { class: "unseen" }, `${told}: `), el("span", { class: "said" }, el("strong", {}, entry.what), who ? el("small", {}, who) : null),
      entry.ok ? null : el("span", { class: "badge wrong" }, "failed"), el("span", { class: `ms ${pace(entry.ms)}` }, entry.ms === null ? "" : `${Math.round(entry.ms)} ms`)), content));
}

function pace(ms) {
  return ms >= LATE_MS ? "late" : ms >= SLOW_MS ? "slow" : "";
}
