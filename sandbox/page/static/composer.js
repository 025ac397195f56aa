// Where one writes; a / shows the app's commands.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { escaped } from "./mrkdwn.js";
import { hidePopup, showPopup } from "./popup.js";
import { placeName } from "./rail.js";

const TALLEST = 160;

export class Composer {
  constructor(side) {
    this.side = side;
    this.active = 0;
    this.offered = [];
    this.list = el("div", { role: "listbox", id: freshId("commands"), class: "choices commands", popover: "manual", "aria-label": "Commands" });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.field = el("textarea", {
      rows: "1", "aria-controls": this.list.id, "aria-autocomplete": "list", "data-role": "composer",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onblur: () => this.hide(),
    });
    this.note = el("p", { class: "note", role: "alert" });
    this.send = el("button", { type: "submit", class: "sends", "aria-label": "Send", disabled: true }, icon("send"));
    this.form = el("form", { class: "composer", onsubmit: (event) => this.submit(event) }, this.note, el("div", { class: "line" }, this.field, this.send), this.list);
  }

  draw() {
    const { here, screen, tab } = this.side;
    this.form.hidden = !here || (here.kind === "app" && tab === "home");
    if (!here) return;
    const label = `Message ${here.kind === "channel" ? "#" : ""}${placeName(here, screen.me)}`;
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
    this.note.textContent = "";
    this.send.disabled = this.field.value.trim() === "";
    this.offer();
  }

  offer() {
    const [word, ...rest] = this.field.value.split(" ");
    this.offered = word.startsWith("/") && rest.length === 0 ? this.commands().filter((each) => each.name.startsWith(word)) : [];
    if (!this.offered.length) return this.hide();
    this.list.replaceChildren(el("div", { class: "group", role: "presentation" }, this.side.screen.app.name), ...this.offered.map((each, index) => this.row(each, index)));
    showPopup(this.list, this.field.parentElement);
    return this.light(0);
  }

  commands() {
    return this.side.screen.commands.map((each) => (typeof each === "string" ? { name: each } : each));
  }

  row(command, index) {
    return el("div", { role: "option", id: freshId("command"), class: "choice", "aria-selected": "false", onclick: () => this.take(index) },
      el("span", { class: "said" }, el("strong", {}, command.name), command.hint ? ` ${command.hint}` : null, command.description ? el("small", {}, command.description) : null));
  }

  light(index) {
    this.active = index;
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, at) => {
      row.classList.toggle("active", at === index);
      row.setAttribute("aria-selected", String(at === index));
    });
    this.field.setAttribute("aria-activedescendant", rows[index].id);
  }

  take(index) {
    this.field.value = `${this.offered[index].name} `;
    this.typed();
    this.field.focus();
  }

  hide() {
    hidePopup(this.list);
    this.offered = [];
    this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.offered.length;
    const exact = count === 1 && this.offered[0].name === this.field.value;
    if (count && step) this.light((this.active + step + count) % count);
    else if (count && (event.key === "Tab" || (event.key === "Enter" && !exact))) this.take(this.active);
    else if (count && event.key === "Escape") this.hide();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.form.requestSubmit();
    else return;
    event.preventDefault();
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    const channel = this.side.place;
    if (!text) return;
    this.field.value = "";
    this.typed();
    const outcome = text.startsWith("/") ? await this.side.act("command", { line: text, channel }) : await this.side.act("say", { channel, text: escaped(text) });
    if (!outcome.failed || this.field.value) return;
    this.field.value = text;
    this.typed();
    this.note.textContent = outcome.failed;
  }
}
