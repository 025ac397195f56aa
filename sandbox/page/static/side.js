// One side: what one person sees, and what they can do there.

import { Composer } from "./composer.js";
import { confirmed } from "./confirm.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { Modals } from "./modal.js";
import { personOf } from "./people.js";
import { Rail } from "./rail.js";
import { ask, coalesced } from "./wire.js";

const LAST = 40; // messages
const MORE = 100;
const REOPENS = 20;
const REOPEN_MS = 1000;

export class Side {
  /** `at`: {who, place, tab}. `app` hears of what concerns the whole page. */
  constructor(app, at) {
    this.app = app;
    this.who = at.who;
    this.place = at.place ?? null;
    this.kind = at.kind ?? null;
    this.tab = at.tab ?? "messages";
    this.screen = null;
    this.last = LAST;
    this.refresh = coalesced(() => this.look(), () => app.pause);
    this.rail = new Rail(this);
    this.conversation = new Conversation(this);
    this.composer = new Composer(this);
    this.stage = el("div", { class: "stage" }, this.conversation.head, this.conversation.scroll, this.composer.form);
    this.modals = new Modals(this);
    this.node = el("section", { class: "side", onfocusin: () => app.attend(this), onmousedown: () => app.attend(this) }, this.rail.node, this.stage, this.modals.layer);
  }

  async look() {
    const wanted = { who: this.who, place: this.place, last: this.last };
    const screen = await ask("screen", wanted).catch((problem) => this.app.complain(problem));
    if (wanted.who !== this.who || screen === undefined) return;
    if (screen === null) return void this.app.missing(this);
    if (wanted.place !== this.place && this.place !== null) return;
    await this.app.know(screen);
    if (this.place !== null && screen.place === null) this.lose();
    const emptied = this.atHome && this.screen?.home && this.screen.me.id === screen.me.id && !screen.home;
    this.screen = screen;
    this.place = screen.place ?? this.place;
    this.draw();
    if (emptied) this.reopen(REOPENS);
    if (this.place === null) this.go(firstPlace(screen, this.kind));
  }

  /** The place is gone, as when everything began anew: on to one of its kind. */
  lose() {
    this.kind = this.here?.kind ?? this.kind;
    this.place = null;
    this.conversation.leave();
  }

  get atHome() {
    return this.tab === "home" && this.here?.kind === "app";
  }

  /** The home tab is empty since everything began anew: the app is told that it's open, until it has put something there. */
  reopen(tries) {
    window.setTimeout(async () => {
      if (tries === 0 || !this.atHome || this.screen.home || !this.app.sides.includes(this)) return;
      await this.quietly("open_home", { tab: this.tab });
      this.reopen(tries - 1);
    }, REOPEN_MS);
  }

  /** Looks further back in the place. */
  lookBack() {
    this.last += MORE;
    return this.refresh();
  }

  draw() {
    this.node.setAttribute("aria-label", `What ${this.screen.me.name} sees`);
    this.rail.node.setAttribute("aria-label", `People and places of ${this.screen.me.name}`);
    this.conversation.scroll.setAttribute("aria-label", `What ${this.screen.me.name} reads`);
    this.rail.draw();
    this.conversation.draw();
    this.composer.draw();
    this.modals.draw();
    this.app.drawn(this);
  }

  get here() {
    return this.screen?.places.find((place) => place.id === this.place) ?? null;
  }

  /** Goes to a place; the app's tab is the one named, else its messages where some are unread. */
  async go(place, tab = null) {
    const going = this.screen?.places.find((each) => each.id === place);
    this.place = place;
    this.last = LAST;
    this.conversation.leave();
    this.node.classList.remove("listing");
    if (going?.kind === "app") await this.open(tab ?? (going.unread ? "messages" : this.tab));
    else {
      this.tab = "messages";
      await this.refresh();
    }
    this.app.remember();
  }

  /** Opens a tab of the app, which the app is told of. */
  async open(tab) {
    this.tab = this.screen?.app.home_tab ? tab : "messages";
    await Promise.all([this.refresh(), this.act("open_home", { tab: this.tab })]);
    this.app.remember();
  }

  /** Acts as somebody else: in the place that is named, else in the same channel, or in the same kind of place. */
  async be(who, place = null, tab = null) {
    if (who === this.who || !personOf(who)) return;
    const was = this.here;
    this.who = who;
    if (was?.kind !== "channel") this.place = null;
    this.conversation.leave();
    this.modals.leave();
    const screen = await ask("screen", { who }).catch((problem) => this.app.complain(problem));
    if (screen === null) this.app.missing(this);
    if (!screen) return;
    const same = screen.places.find((each) => each.id === was?.id) ?? screen.places.find((each) => each.kind === was?.kind && each.kind === "app");
    this.screen = screen;
    if (place) return this.go(place, tab);
    return this.go(same?.id ?? firstPlace(screen), was?.kind === "app" ? this.tab : null);
  }

  ask(verb, given) {
    return ask(verb, { who: this.who, ...given });
  }

  /** Without a word to the person unless it fails. */
  async quietly(verb, given) {
    try {
      await this.ask(verb, given);
    } catch (problem) {
      this.app.complain(problem);
    }
  }

  /** Does something and shows what came of it; answers {failed, errors, closed}. */
  async act(verb, given) {
    try {
      const outcome = await this.ask(verb, given);
      if (outcome?.failed) this.app.complain(new Error(outcome.failed));
      await this.refresh();
      return outcome ?? {};
    } catch (problem) {
      this.app.complain(problem);
      return { failed: problem.message };
    }
  }

  confirm(question) {
    return confirmed(question, this.node, this.screen.me);
  }
}

function firstPlace(screen, kind = null) {
  const like = kind === "channel" ? null : screen.places.find((each) => each.kind === kind);
  const channel = screen.places.find((each) => each.name === "general") ?? screen.places.find((each) => each.kind === "channel");
  return (like ?? channel ?? screen.places[0])?.id ?? null;
}
