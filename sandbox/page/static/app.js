// The page: one side or two, the time bar above, and beside them what a tester wants to see.

import { readAddress, writeAddress } from "./address.js";
import { asked } from "./confirm.js";
import { CompanyFile } from "./company.js";
import { Faults } from "./faults.js";
import { el } from "./dom.js";
import { Guide } from "./guide.js";
import { Inspector } from "./inspector.js";
import { colleagues, loadPeople, nameOf, personOf } from "./people.js";
import { Side } from "./side.js";
import { Switcher } from "./switcher.js";
import { TimeBar } from "./timebar.js";
import { Toast } from "./toast.js";
import { ask, coalesced, listen } from "./wire.js";

const BREATH_MS = 50;
const PLAYING_MS = 600;
const ROUND_MS = 400;
const GONE_MS = 1000;

export class App {
  constructor(root) {
    this.root = root;
    this.sides = [];
    this.active = null;
    this.demo = null;
    this.toast = new Toast();
    this.time = new TimeBar(this);
    this.faults = new Faults(this);
    this.guide = new Guide(this);
    this.inspector = new Inspector(this);
    this.company = new CompanyFile(this);
    this.switcher = new Switcher(this);
    this.offline = el("p", { class: "banner wrong", role: "alert", hidden: true }, "The workspace doesn't answer. Is it still running? This page goes on by itself once it is back.");
    this.pair = el("main", { class: "sides" });
    this.lookAtDemo = coalesced(() => this.readDemo());
  }

  async start() {
    this.root.append(this.time.node, this.offline, this.faults.banner, this.guide.node, this.switcher.node, el("div", { class: "middle" }, this.pair, this.inspector.node), this.toast.node, this.company.node);
    try {
      await loadPeople();
      await this.readDemo();
    } catch (problem) {
      this.complain(problem);
      return;
    }
    const remembered = readAddress().filter((each) => personOf(each.who));
    const first = remembered.length ? remembered : [{ who: this.demo?.guide?.find((step) => step.who)?.who ?? colleagues()[0]?.id }];
    if (first[0].who) for (const at of first) this.addSide(at);
    document.addEventListener("visibilitychange", () => this.listen());
    this.listen();
  }

  /** One stream a page, and only while it is seen: browsers allow few to one server. */
  listen() {
    this.stop?.();
    this.stop = document.visibilityState === "visible" ? listen(() => this.changed(), (on) => this.connected(on)) : null;
  }

  addSide(at) {
    const side = new Side(this, at);
    this.sides.push(side);
    this.pair.append(side.node);
    this.arranged();
    side.refresh();
    return side;
  }

  arranged() {
    this.pair.classList.toggle("two", this.sides.length > 1);
    if (!this.sides.includes(this.active)) this.active = this.sides[0];
    this.time.draw();
    this.switcher.draw();
    this.remember();
  }

  /** A second person beside the first: a partner where there is one. */
  toggleSecond() {
    if (this.sides.length > 1) this.sides.pop().node.remove();
    else this.addSide(this.beside());
    this.arranged();
    this.sides[this.sides.length - 1].rail.as.field.focus();
  }

  /** Beside somebody in a shared place: there; else in the same kind of place. */
  beside() {
    const { here } = this.sides[0];
    const who = this.companion();
    return { who, place: here?.members.includes(who) ? here.id : null, kind: here?.kind };
  }

  companion() {
    const { screen, who } = this.sides[0];
    const met = screen?.places.filter((place) => place.kind === "group" || place.kind === "dm").flatMap((place) => place.members) ?? [];
    const known = [...met, ...colleagues().map((person) => person.id)];
    return known.find((id) => id !== who && personOf(id) && !personOf(id).is_bot && !personOf(id).deleted);
  }

  attend(side) {
    if (this.active === side) return;
    this.active = side;
    this.time.draw();
    this.switcher.draw();
  }

  /** After a side was drawn. */
  drawn(side) {
    document.title = `${this.sides.map((each) => nameOf(each.who)).join(" and ")} · ${side.screen.team.name}`;
    this.time.draw();
    this.switcher.draw();
    this.remember();
  }

  /** Asks for people again when somebody is seen who isn't known yet, or is somebody else since everything began anew. */
  async know(screen) {
    const ids = [screen.me.id, ...screen.places.flatMap((place) => place.members), ...screen.messages.map((message) => message.user)];
    if (nameOf(screen.me.id) !== screen.me.name || ids.some((id) => id && !personOf(id))) await loadPeople();
  }

  /** Who acts there isn't in the workspace: while it begins anew, not yet. */
  missing(side) {
    window.clearTimeout(side.seeking);
    side.seeking = window.setTimeout(() => this.seek(side), GONE_MS);
  }

  async seek(side) {
    await Promise.all([loadPeople(), this.readDemo()]).catch((problem) => this.complain(problem));
    if (!this.sides.includes(side)) return;
    const settled = !this.demo || this.demo.guide.length > 0;
    if (personOf(side.who)) await side.refresh();
    else if (settled && colleagues().length) await side.be(colleagues()[0].id);
    else this.missing(side);
  }

  /** Between two looks in a row: while a story plays there is always something new. */
  get pause() {
    return this.demo?.playing ? PLAYING_MS : BREATH_MS;
  }

  changed() {
    this.sides.forEach((side) => side.refresh());
    if (this.soon) return;
    this.soon = window.setTimeout(() => this.lookAround(), ROUND_MS);
  }

  lookAround() {
    this.soon = null;
    this.inspector.look();
    this.faults.look();
    if (this.demo) this.lookAtDemo();
  }

  async readDemo() {
    this.demo = await ask("demo").catch((problem) => {
      if (problem.status) return null;
      throw problem;
    });
    this.guide.draw();
    this.time.draw();
    if (this.demo?.problem && this.demo.problem !== this.told) this.complain(new Error(this.demo.problem));
    this.told = this.demo?.problem;
  }

  remember() {
    if (this.sides.length) writeAddress(this.sides);
  }

  connected(on) {
    this.offline.hidden = on;
    if (on) this.sides.forEach((side) => side.refresh());
  }

  say(text) {
    this.toast.say(text);
  }

  complain(problem) {
    this.toast.say(problem.message, true);
  }

  ask(title, text, yes) {
    return asked(title, text, yes, this.root);
  }

  /** After everything began anew: other people, other places. */
  async anew() {
    await loadPeople();
    await this.readDemo();
    const person = this.demo?.guide?.find((step) => step.who)?.who ?? colleagues()[0]?.id;
    for (const side of this.sides.splice(0)) side.node.remove();
    this.addSide({ who: person });
    this.inspector.forget();
  }
}
