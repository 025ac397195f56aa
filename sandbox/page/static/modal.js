// The modals of a side: the topmost one is seen. Fields keep what was entered through updates; errors stand at their fields.

import { blockItems } from "./blocks.js";
import { el, focusables, freshId, reconcile, trapTab } from "./dom.js";
import { icon } from "./icons.js";
import { Surface } from "./surface.js";

export class Modals {
  constructor(side) {
    this.side = side;
    this.layer = el("div", { class: "layer", hidden: true });
    this.open = null;
    this.back = null;
  }

  leave() {
    this.shut();
    this.back = null;
  }

  draw() {
    const stack = this.side.screen.modals;
    const view = stack[stack.length - 1] ?? null;
    if (!view) return this.open ? this.shut() : undefined;
    if (this.open?.id !== view.id) this.show(view);
    return this.open.draw(view, stack.length);
  }

  show(view) {
    this.back ??= document.activeElement;
    this.open = new Modal(this.side, view.id);
    this.layer.replaceChildren(this.open.node);
    this.layer.hidden = false;
    this.cover(true);
  }

  shut() {
    this.open = null;
    this.layer.replaceChildren();
    this.layer.hidden = true;
    this.cover(false);
    const back = this.back;
    this.back = null;
    if (back?.isConnected) back.focus({ preventScroll: true });
    else if (back) this.side.composer.field.focus({ preventScroll: true });
  }

  cover(on) {
    this.side.rail.node.inert = on;
    this.side.stage.inert = on;
  }
}

class Modal {
  constructor(side, id) {
    this.side = side;
    this.id = id;
    this.errors = {};
    this.surface = null;
    this.fresh = true;
    const title = freshId("title");
    this.title = el("h2", { id: title });
    this.blocks = el("div", { class: "blocks" });
    this.failed = el("p", { class: "failed", role: "alert", hidden: true });
    this.body = el("div", { class: "inside", tabindex: "-1" }, this.failed, this.blocks);
    this.backward = el("button", { type: "button", class: "bare", "aria-label": "Back", onclick: () => this.close() }, icon("back"));
    this.away = el("button", { type: "button", class: "button", onclick: () => this.close() });
    this.submit = el("button", { type: "submit", class: "button primary" });
    const closes = el("button", { type: "button", class: "bare", "aria-label": "Close", onclick: () => this.closeAll() }, icon("close"));
    this.node = el("form", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": title, novalidate: true, tabindex: "-1", onsubmit: (event) => this.send(event), onkeydown: (event) => this.key(event) },
      el("header", {}, this.backward, this.title, closes), this.body, el("footer", {}, this.away, this.submit));
  }

  draw(view, depth) {
    if (this.hash !== view.hash) this.errors = {};
    this.hash = view.hash;
    this.view = view;
    const within = this.node.contains(document.activeElement);
    this.title.textContent = view.title;
    this.backward.hidden = depth < 2;
    this.away.textContent = view.close || "Close";
    this.submit.textContent = view.submit || "";
    this.submit.hidden = !view.submit;
    this.surface ??= Object.assign(new Surface(this.side, { view: this.id }, {}), { heading: "h3" });
    this.surface.values = merged(view.values, this.surface.waiting);
    reconcile(this.blocks, blockItems(view.blocks, this.surface, this.errors));
    if (this.fresh) this.enter();
    else if (within) this.hold();
    this.fresh = false;
  }

  /** Keeps the focus where what had it is gone or hidden, so that Escape and Tab go on here. */
  hold() {
    const now = document.activeElement;
    if (!this.node.contains(now) || !now.getClientRects().length) this.node.focus({ preventScroll: true });
  }

  /** The first field, else the window itself. */
  enter() {
    const first = this.blocks.querySelector("[autofocus]") ?? focusables(this.blocks).find((node) => node.matches("input, textarea"));
    (first ?? this.node).focus({ preventScroll: true });
  }

  key(event) {
    trapTab(this.node, event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.close();
  }

  async close() {
    await this.surface.send("close", { view: this.id });
  }

  /** The cross puts away what lies beneath, too. */
  async closeAll() {
    for (const view of [...this.side.screen.modals].reverse()) await this.surface.send("close", { view: view.id });
  }

  async send(event) {
    event.preventDefault();
    if (!this.view.submit || this.submit.getAttribute("aria-busy")) return;
    this.submit.setAttribute("aria-busy", "true");
    const outcome = await this.surface.send("send", { view: this.id });
    this.submit.removeAttribute("aria-busy");
    if (this.side.modals.open !== this) return;
    this.tell(outcome);
  }

  tell(outcome) {
    this.failed.hidden = !outcome.failed;
    this.failed.textContent = outcome.failed ? `That didn't work: ${outcome.failed}` : "";
    this.errors = outcome.errors ?? {};
    reconcile(this.blocks, blockItems(this.view.blocks, this.surface, this.errors));
    const wrong = this.blocks.querySelector("[aria-invalid], .wrong input");
    wrong?.focus({ preventScroll: true });
    wrong?.closest(".block").scrollIntoView({ block: "center" });
    if (outcome.failed) this.body.scrollTop = 0;
  }
}

/** The server's values, and over them what it hasn't heard of yet. */
function merged(values, waiting) {
  const all = structuredClone(values ?? {});
  for (const { block_id: block, action_id: action, held } of waiting.values()) (all[block] ??= {})[action] = held;
  return all;
}
