// One of several, or several: a text field with a list below it. Arrows, Enter, Escape; Backspace takes the last chip.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { hidePopup, showPopup } from "./popup.js";

const PATIENCE_MS = 120;

/**
 * `search(typed)` answers [{label, options: [{value, text, more, face}]}], at once or later. `changed(options)` hears
 * what is chosen. `labels` are ARIA attributes of the field.
 */
export class Combobox {
  constructor({ search, changed, chosen = [], multi = false, most = Infinity, placeholder = "", clears = false, waits = false, labels = {} }) {
    Object.assign(this, { search, changed, chosen, multi, most, clears, waits });
    this.options = [];
    this.active = -1;
    this.asked = 0;
    this.field = el("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": freshId("list"), placeholder, ...labels,
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onclick: () => this.openFor(""), onblur: () => this.left(),
    });
    this.list = el("div", { role: "listbox", id: this.field.getAttribute("aria-controls"), "aria-label": "Choices", class: "choices", popover: "manual", "aria-multiselectable": multi ? "true" : null });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.chips = el("span", { class: "chips" });
    this.clear = el("button", { type: "button", class: "bare clear", "aria-label": "Clear", onclick: () => this.set([]) }, icon("close"));
    this.box = el("div", { class: multi ? "pick multi" : "pick", onmousedown: (event) => this.reach(event) }, this.chips, this.field, this.clear, el("span", { class: "chevron" }, icon("down")), this.list);
    this.show();
  }

  reach(event) {
    if (event.target.closest("button, input, [role=listbox]")) return;
    event.preventDefault();
    this.field.focus();
    this.openFor("");
  }

  show() {
    const first = this.chosen[0];
    this.field.value = this.multi ? "" : (first?.text ?? "");
    this.clear.hidden = this.multi || !this.clears || !first;
    this.chips.replaceChildren(...(this.multi ? this.chosen.map((option) => this.chip(option)) : []));
    this.box.classList.toggle("filled", this.chosen.length > 0);
  }

  chip(option) {
    const remove = () => {
      this.set(this.chosen.filter((each) => each.value !== option.value));
      this.field.focus();
    };
    return el("span", { class: "chip" }, option.text, el("button", { type: "button", class: "bare", "aria-label": `Remove ${option.text}`, onclick: remove }, icon("close")));
  }

  set(chosen) {
    this.chosen = chosen;
    this.show();
    this.changed(chosen);
  }

  typed() {
    this.openFor(this.field.value);
  }

  openFor(text) {
    if (text === "" && !this.multi && document.activeElement === this.field) this.field.select();
    this.field.setAttribute("aria-expanded", "true");
    const number = ++this.asked;
    window.clearTimeout(this.timer);
    const look = async () => {
      try {
        const groups = await this.search(text);
        if (number === this.asked) this.offer(groups);
      } catch (problem) {
        if (number === this.asked) this.offer([], problem.message);
      }
    };
    if (!this.waits) return void look();
    if (this.list.childElementCount === 0 || !this.isOpen()) this.offer([], "Looking …");
    this.timer = window.setTimeout(look, text ? PATIENCE_MS : 0);
  }

  isOpen() {
    return this.list.matches(":popover-open");
  }

  offer(groups, note = "Nothing found") {
    const taken = new Set(this.multi ? this.chosen.map((each) => each.value) : []);
    this.options = [];
    const parts = groups.map((group) => this.group(group, group.options.filter((each) => !taken.has(each.value))));
    this.list.replaceChildren(...parts.filter(Boolean));
    if (this.options.length === 0) this.list.append(el("div", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "note" }, note));
    showPopup(this.list, this.box);
    this.light(this.startAt());
  }

  startAt() {
    const held = this.multi ? -1 : this.options.findIndex(({ option }) => option.value === this.chosen[0]?.value);
    return held >= 0 ? held : this.options.length ? 0 : -1;
  }

  group(group, offered) {
    if (!offered.length) return null;
    const rows = offered.map((option) => this.row(option));
    if (!group.label) return rows.length === 1 ? rows[0] : el("div", { role: "presentation" }, ...rows);
    const id = freshId("group");
    return el("div", { role: "group", "aria-labelledby": id }, el("div", { class: "group", id }, group.label), ...rows);
  }

  row(option) {
    const index = this.options.length;
    const selected = this.chosen.some((each) => each.value === option.value);
    const node = el("div", { role: "option", id: freshId("option"), class: "choice", "aria-selected": selected ? "true" : "false", onclick: () => this.take(index), onmousemove: () => this.light(index) },
      option.face?.() ?? null, el("span", { class: "said" }, el("span", {}, option.text), option.more ? el("small", {}, option.more) : null));
    this.options.push({ option, node });
    return node;
  }

  light(index) {
    this.options[this.active]?.node.classList.remove("active");
    this.active = index;
    const lit = this.options[index];
    lit?.node.classList.add("active");
    lit?.node.scrollIntoView({ block: "nearest" });
    if (lit) this.field.setAttribute("aria-activedescendant", lit.node.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  take(index) {
    const { option } = this.options[index];
    if (this.multi && this.chosen.length >= this.most) return this.offer([], `At most ${this.most} can be picked`);
    this.close();
    this.set(this.multi ? [...this.chosen, option] : [option]);
    this.field.focus();
    return undefined;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const open = this.isOpen();
    if (step && !open) this.openFor(this.multi ? this.field.value : "");
    else if (step && this.options.length) this.light((this.active + step + this.options.length) % this.options.length);
    else if (event.key === "Enter" && open && this.active >= 0) this.take(this.active);
    else if (event.key === "Escape" && open) this.left();
    else if (event.key === "Backspace" && this.multi && !this.field.value && this.chosen.length) return this.set(this.chosen.slice(0, -1));
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  }

  close() {
    this.asked += 1;
    window.clearTimeout(this.timer);
    this.active = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    hidePopup(this.list);
  }

  /** What was typed and not chosen is forgotten; an emptied field is emptied where that is allowed. */
  left() {
    this.close();
    if (!this.multi && this.clears && this.chosen.length && this.field.value === "") this.set([]);
    else this.show();
  }
}

/** Options whose text has what was typed, ignoring accents. */
export function filtered(options, typed) {
  const wanted = bare(typed);
  return options.filter((option) => bare(`${option.text} ${option.more ?? ""}`).includes(wanted));
}

function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
