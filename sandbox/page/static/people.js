// Everybody of the workspace by id, with their faces: initials on a color that stays theirs.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { ask } from "./wire.js";

const HUES = 8;
const people = new Map();
const channels = new Map();

export async function loadPeople() {
  const told = await ask("people");
  people.clear();
  channels.clear();
  for (const person of told.people) people.set(person.id, person);
  for (const channel of told.channels) channels.set(channel.id, channel);
}

export function everybody() {
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}

/** Those who can be acted as: neither bots nor deactivated. */
export function colleagues() {
  return everybody().filter((person) => !person.is_bot && !person.deleted);
}

export function everyChannel() {
  return [...channels.values()];
}

export function personOf(id) {
  return people.get(id) ?? null;
}

export function nameOf(id) {
  return people.get(id)?.name ?? "Somebody";
}

export function channelName(id) {
  return channels.get(id)?.name ?? id;
}

/** A square with their initials; the name stands beside it, so that it says nothing itself. */
export function avatar(id, size = "") {
  const person = people.get(id);
  if (person?.is_bot) return el("span", { class: `avatar app ${size}`, "aria-hidden": "true" }, icon("swap"));
  const shade = [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % HUES;
  return el("span", { class: `avatar hue-${shade} ${size}`, "aria-hidden": "true" }, initials(person?.name ?? "?"));
}

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words.slice(0, 1);
  return picked.map((word) => [...word][0].toUpperCase()).join("") || "?";
}
