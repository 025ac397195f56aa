// What can be made to go wrong, and the banner that says that it does.

import { el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { ask, coalesced } from "./wire.js";

const FAULTS = {
  down: ["Slack is down", "Slack is down: what the app sends to Slack is refused; only what it answers to a command at once still comes. It should try again by itself once this is switched off."],
  rate_limited: ["Slack limits the rate", "Slack limits the rate: the app is told to wait before it goes on."],
  slow: ["Slack is slow", "Slack is slow: each call of the app takes longer than it should."],
};

export class Faults {
  constructor(app) {
    this.app = app;
    this.on = [];
    this.banner = el("div", { class: "faults", role: "status" });
    this.look = coalesced(() => this.read());
  }

  async read() {
    const active = await ask("faults").catch((problem) => this.app.complain(problem));
    if (!active) return;
    this.on = active.map((fault) => fault.switch).filter(Boolean);
    reconcile(this.banner, this.on.map((name) => ({ key: name, sign: "", make: () => this.row(name) })));
  }

  row(name) {
    const text = FAULTS[name]?.[1] ?? name;
    return el("p", { class: "banner" }, icon("warning"), el("span", {}, text), el("button", { type: "button", class: "button small", onclick: () => this.turn(name, false) }, "Switch off"));
  }

  entries() {
    return Object.entries(FAULTS).map(([name, [text]]) => ({ text, checked: this.on.includes(name), run: () => this.turn(name, !this.on.includes(name)) }));
  }

  async turn(name, on) {
    try {
      await ask("switch_fault", { name, on });
    } catch (problem) {
      this.app.complain(problem);
    }
    await this.look();
  }
}
