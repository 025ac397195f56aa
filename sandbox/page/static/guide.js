// The first minute, step by step; whoever doesn't want it puts it away.

import { el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { nameOf, personOf } from "./people.js";

const KEY = "guide-put-away";

export class Guide {
  constructor(app) {
    this.app = app;
    this.dismissed = window.localStorage.getItem(KEY) === "yes";
    this.dots = el("ol", { class: "dots" });
    this.step = el("div", { class: "step", "aria-live": "polite" });
    this.there = el("button", { type: "button", class: "button primary", onclick: () => this.go() });
    const away = el("button", { type: "button", class: "bare", "aria-label": "Put the first minute away", onclick: () => this.dismiss() }, icon("close"));
    this.node = el("section", { class: "guide", "aria-label": "The first minute", hidden: true }, this.dots, this.step, this.there, away);
  }

  get current() {
    return this.app.demo?.guide?.find((step) => !step.done) ?? null;
  }

  draw() {
    const steps = this.app.demo?.guide ?? [];
    this.node.hidden = this.dismissed || !steps.length || Boolean(this.app.demo?.playing);
    if (this.node.hidden) return;
    const now = this.current;
    reconcile(this.dots, steps.map((step, index) => dot(step, index, step === now)));
    reconcile(this.step, [told(now, steps)]);
    this.there.hidden = !now?.who;
    this.there.textContent = now?.who ? `Go to ${nameOf(now.who)}` : "";
  }

  async go() {
    const { who, place, tab } = this.current ?? {};
    const side = this.app.active;
    if (!personOf(who)) return;
    if (side.who !== who) await side.be(who, place ?? null, tab ?? null);
    else if (place) await side.go(place, tab ?? null);
    const here = document.activeElement;
    if (here === this.there || here === document.body) side.conversation.scroll.focus({ preventScroll: true });
  }

  dismiss() {
    this.dismissed = true;
    window.localStorage.setItem(KEY, "yes");
    this.draw();
  }

  bring() {
    this.dismissed = false;
    window.localStorage.removeItem(KEY);
    this.draw();
  }
}

function dot(step, index, now) {
  const look = step.done ? "done" : now ? "now" : "";
  const make = () => el("li", { class: look, "aria-current": now ? "step" : null, title: step.title }, step.done ? icon("check") : el("span", { "aria-hidden": "true" }, String(index + 1)), el("span", { class: "unseen" }, `${step.title}${step.done ? ", done" : ""}`));
  return { key: step.id, sign: `${look} ${step.title}`, make };
}

function told(step, steps) {
  const title = step ? step.title : "That was it";
  const text = step ? step.text : "You have seen the whole path: joining, a round, a swap, a weekly hello, a report. Go on as anybody you like, or play the story.";
  return { key: "step", sign: `${title} ${text} ${steps.length}`, make: () => el("div", {}, el("strong", {}, title), el("p", {}, text)) };
}
