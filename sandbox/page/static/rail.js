// The left side: who one acts as, and the places that this person has.

import { Combobox, filtered } from "./combobox.js";
import { cityOf, wall } from "./dates.js";
import { arrowKeys, el, freshId, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, colleagues, nameOf, personOf } from "./people.js";

const PARTS = [["Channels", ["channel"]], ["Direct messages", ["group", "dm"]], ["Apps", ["app"]]];

export class Rail {
  constructor(side) {
    this.side = side;
    this.team = el("p", { class: "team" });
    const id = freshId("as");
    this.as = new Combobox({
      search: (typed) => [{ options: filtered(colleagues().map(asOption), typed) }],
      changed: (chosen) => this.side.be(chosen[0].value),
      placeholder: "Search people",
      labels: { id, "data-role": "act-as" },
    });
    this.face = el("span", { class: "face" });
    this.about = el("p", { class: "about" });
    this.places = el("div", { class: "places", onkeydown: (event) => arrowKeys(event, [...this.places.querySelectorAll("button")]) });
    this.node = el("nav", { class: "rail", "aria-label": "People and places" }, this.team,
      el("div", { class: "as" }, el("label", { for: id }, "Act as"), el("div", { class: "acting" }, this.face, this.as.box), this.about), this.places);
  }

  draw() {
    const { me, team, places } = this.side.screen;
    this.team.textContent = team.name;
    if (this.as.chosen[0]?.value !== me.id || this.as.chosen[0].text !== me.name) {
      this.as.chosen = [asOption(me)];
      this.as.show();
    }
    this.face.replaceChildren(avatar(me.id, "medium"));
    this.about.textContent = [me.title, `${wall(me.local).time} in ${cityOf(me.tz)}`].filter(Boolean).join(" · ");
    const parts = PARTS.map(([title, kinds]) => [title, places.filter((place) => kinds.includes(place.kind))]);
    reconcile(this.places, parts.filter(([, within]) => within.length).flatMap(([title, within]) => this.part(title, within)));
  }

  part(title, within) {
    const heading = { key: title, sign: title, make: () => el("h2", {}, title) };
    return [heading, ...within.map((place) => this.row(place))];
  }

  row(place) {
    const { side } = this;
    const here = place.id === side.place;
    const name = placeName(place, side.screen.me, true);
    const make = () => el("button", { type: "button", class: place.unread ? "place unread" : "place", "aria-current": here ? "page" : null, "data-spot": place.id, onclick: () => side.go(place.id) },
      symbol(place, side.screen.me), el("span", { class: "said" }, name),
      place.unread ? el("span", { class: "count" }, String(place.unread), el("span", { class: "unseen" }, " unread")) : null);
    return { key: place.id, sign: JSON.stringify([name, here, place.unread, place.members.length]), make };
  }
}

function asOption(person) {
  const about = [person.title, cityOf(person.tz)].filter(Boolean).join(" · ");
  return { value: person.id, text: person.name, more: about, face: () => avatar(person.id, "small") };
}

export function symbol(place, me) {
  if (place.kind === "channel") return icon("hash");
  if (place.kind === "group") return el("span", { class: "several", "aria-hidden": "true" }, String(place.members.length - 1));
  return avatar(others(place, me)[0] ?? me.id, "small");
}

export function others(place, me) {
  return place.members.filter((id) => id !== me.id);
}

/** A channel by its name, a conversation by who else is in it; `short`: without the app, if people are. */
export function placeName(place, me, short = false) {
  if (place.kind === "channel" || place.kind === "app") return place.name;
  const all = others(place, me);
  const people = all.filter((id) => !personOf(id)?.is_bot);
  return (short && people.length ? people : all).map(nameOf).join(", ") || `${me.name} (you)`;
}
