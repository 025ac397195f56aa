// A button with a menu: arrows go through it, Escape goes back to the button.

import { arrowKeys, el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { hidePopup, showPopup } from "./popup.js";

/** `entries`: [{text, run, more?, checked?, disabled?, symbol?}], or a function that makes them when the menu opens. */
export function menuButton({ label, symbol, entries, look = "button", shown = null }) {
  const id = freshId("menu");
  const list = el("div", { role: "menu", id, class: "menu", popover: "manual", "aria-label": label });
  const opener = el("button", { type: "button", class: look, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": shown ? null : label, title: shown ? null : label }, icon(symbol), shown ? el("span", {}, shown) : null);
  const close = (back) => {
    hidePopup(list);
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("mousedown", outside, true);
    if (back) opener.focus();
  };
  const outside = (event) => {
    if (!list.contains(event.target) && !opener.contains(event.target)) close(false);
  };
  const open = () => {
    const offered = typeof entries === "function" ? entries() : entries;
    list.replaceChildren(...offered.map((entry) => item(entry, () => close(true))));
    opener.setAttribute("aria-expanded", "true");
    showPopup(list, opener, { wide: false, end: true });
    document.addEventListener("mousedown", outside, true);
    list.querySelector("button:enabled")?.focus();
  };
  opener.addEventListener("click", () => (list.matches(":popover-open") ? close(true) : open()));
  list.addEventListener("keydown", (event) => {
    arrowKeys(event, [...list.querySelectorAll("button:enabled")]);
    if (event.key === "Escape" || event.key === "Tab") close(true);
    if (event.key === "Escape") event.stopPropagation();
  });
  return el("span", { class: "menued" }, opener, list);
}

function item(entry, close) {
  const role = entry.checked === undefined ? "menuitem" : "menuitemcheckbox";
  const run = () => {
    close();
    entry.run();
  };
  const checked = entry.checked === undefined ? null : String(entry.checked);
  return el("button", { type: "button", role, "aria-checked": checked, tabindex: "-1", disabled: entry.disabled, onclick: run }, entry.symbol ? icon(entry.symbol) : null,
    el("span", { class: "said" }, entry.text, entry.more ? el("small", {}, entry.more) : null), checked ? el("span", { class: "switch", "aria-hidden": "true" }) : null);
}
