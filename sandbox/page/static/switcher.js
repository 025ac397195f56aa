// On a narrow screen two sides don't fit: this says which of them is seen.

import { arrowKeys, el, reconcile } from "./dom.js";
import { nameOf } from "./people.js";

export class Switcher {
  constructor(app) {
    this.app = app;
    this.node = el("nav", { class: "switcher", "aria-label": "Which side is seen", hidden: true, onkeydown: (event) => arrowKeys(event, [...this.node.children]) });
  }

  draw() {
    const { sides, active } = this.app;
    this.node.hidden = sides.length < 2;
    sides.forEach((side) => side.node.classList.toggle("behind", side !== active));
    reconcile(this.node, sides.map((side, index) => this.item(side, index, side === active)));
  }

  item(side, index, on) {
    const make = () => el("button", { type: "button", "aria-pressed": String(on), "data-spot": String(index), onclick: () => this.app.attend(side) }, nameOf(side.who));
    return { key: String(index), sign: `${nameOf(side.who)} ${on}`, make };
  }
}
