// Elements without markup: every text becomes a text node, so that what a person wrote can't become a tag.

const SVG = "http://www.w3.org/2000/svg";
const made = new WeakMap();

/** el("button", {class: "quiet", onclick: press}, icon("close"), "Close"); null and false are left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) set(node, key, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "value" || key === "checked" || key === "disabled") node[key] = value;
  else node.setAttribute(key, value === true ? "" : value);
}

let counted = 0;

/** An id that no other element has; ARIA ties elements together by them. */
export function freshId(prefix = "id") {
  counted += 1;
  return `${prefix}-${counted}`;
}

/**
 * Makes the children of `parent` those of `items` ({key, sign, make}). A child whose key and sign are as before stays
 * as it is, with what was typed into it and the focus; the focus goes on to the successor of a child that is made anew.
 */
export function reconcile(parent, items) {
  const focused = focusIn(parent);
  const before = new Map([...parent.children].map((node) => [made.get(node)?.key, node]));
  const after = items.map((item) => standing(before.get(item.key), item) ?? fresh(item));
  const stays = new Set(after);
  for (const node of [...parent.childNodes]) if (!stays.has(node)) node.remove();
  after.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
  if (focused && !parent.contains(document.activeElement)) refocus(parent, focused);
}

function standing(node, item) {
  return node && made.get(node).sign === item.sign ? node : null;
}

function fresh(item) {
  const node = item.make();
  made.set(node, { key: item.key, sign: item.sign });
  return node;
}

function focusIn(parent) {
  const active = document.activeElement;
  if (!active || !parent.contains(active)) return null;
  const child = [...parent.children].find((node) => node.contains(active));
  return { key: made.get(child)?.key, spot: active.closest("[data-spot]")?.dataset.spot };
}

function refocus(parent, { key, spot }) {
  const child = [...parent.children].find((node) => made.get(node)?.key === key);
  const found = spot && [...(child?.querySelectorAll("[data-spot]") ?? [])].find((node) => node.dataset.spot === spot);
  const next = found || child;
  (next?.matches(FOCUSABLE) ? next : next?.querySelector(FOCUSABLE))?.focus({ preventScroll: true });
}

export const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** What Tab reaches inside `root`, in order. */
export function focusables(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((node) => node.tabIndex >= 0 && node.getClientRects().length > 0);
}

/** Tab goes round inside `root`. */
export function trapTab(root, event) {
  if (event.key !== "Tab") return;
  const stops = focusables(root);
  const last = stops[stops.length - 1];
  const leaving = event.shiftKey ? document.activeElement === stops[0] || document.activeElement === root : document.activeElement === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : stops[0])?.focus();
}

/** Up and Down (or Left and Right), Home and End go through `items`. */
export function arrowKeys(event, items) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const at = items.indexOf(document.activeElement);
  let next = null;
  if (step) next = items[(at + step + items.length) % items.length];
  if (event.key === "Home") next = items[0];
  if (event.key === "End") next = items[items.length - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
