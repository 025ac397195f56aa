// A short word at the bottom of the page, spoken by screen readers, too.

import { el } from "./dom.js";

const SECONDS = 6;

export class Toast {
  constructor() {
    this.calm = el("div", { role: "status", class: "toast" });
    this.alarm = el("div", { role: "alert", class: "toast wrong" });
    this.node = el("div", { class: "toasts" }, this.calm, this.alarm);
  }

  say(text, wrong = false) {
    const box = wrong ? this.alarm : this.calm;
    box.textContent = text;
    window.clearTimeout(box.timer);
    box.timer = window.setTimeout(() => { box.textContent = ""; }, SECONDS * 1000);
  }
}
