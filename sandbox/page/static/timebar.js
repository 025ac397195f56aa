// The calendar, and what moves it.

import { cityOf, wall } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { nameOf } from "./people.js";
import { ask } from "./wire.js";

const STEPS = [["+1 hour", { hours: 1 }], ["+1 day", { days: 1 }], ["+1 week", { days: 7 }]];
const WEEKS = 8;
const LATER = "stop the story first";

export class TimeBar {
  constructor(app) {
    this.app = app;
    this.moving = false;
    this.date = el("strong", { class: "date" });
    this.local = el("span", { class: "local" });
    this.nudge = el("button", { type: "button", class: "chip-button", title: "On to the next weekly hello of anybody", onclick: () => this.toNudge() }, icon("bell"), el("span", {}, "Next nudge"));
    const steps = STEPS.map(([text, by]) => el("button", { type: "button", class: "chip-button", onclick: () => this.move(() => ask("travel", by)) }, text));
    this.movers = [this.nudge, ...steps];
    this.play = el("button", { type: "button", class: "chip-button", onclick: () => this.playOrStop() });
    this.second = el("button", { type: "button", class: "chip-button two-sides", "aria-pressed": "false", onclick: () => app.toggleSecond() }, icon("sides"), el("span", {}, "Two sides"));
    this.look = el("button", { type: "button", class: "chip-button look", "aria-pressed": "false", onclick: () => app.inspector.toggle() }, icon("inspect"), el("span", {}, "Inspector"));
    const more = menuButton({ label: "More", symbol: "more", look: "chip-button", entries: () => this.entries() });
    this.node = el("header", { class: "timebar", "aria-label": "Time" },
      el("h1", { class: "unseen" }, "The workspace"),
      el("div", { class: "now" }, icon("clock"), el("p", {}, this.date, this.local)),
      el("div", { class: "movers", role: "group", "aria-label": "Move time" }, ...this.movers),
      el("div", { class: "tools", role: "group", "aria-label": "Tools" }, this.play, this.second, this.look, more),
      el("div", { class: "passing", "aria-hidden": "true" }));
  }

  draw() {
    const { active, demo, sides } = this.app;
    const screen = active?.screen;
    if (screen) {
      const { date, time } = wall(screen.me.local);
      this.date.textContent = date;
      this.local.replaceChildren(`${time} for ${nameOf(screen.me.id)}`, el("span", { class: "city" }, ` in ${cityOf(screen.me.tz)}`));
    }
    const playing = Boolean(demo?.playing);
    this.node.classList.toggle("moving", this.moving || playing);
    for (const button of this.movers) button.disabled = this.moving || playing;
    this.nudge.hidden = !demo;
    this.play.hidden = !demo;
    this.drawPlay(demo, playing);
    this.second.setAttribute("aria-pressed", String(sides.length > 1));
  }

  drawPlay(demo, playing) {
    const text = playing ? `Stop · week ${Math.max(1, demo.week)} of ${demo.weeks}` : "Play the story";
    if (this.play.textContent !== text) this.play.replaceChildren(icon(playing ? "stop" : "play"), el("span", {}, text));
  }

  entries() {
    const { app } = this;
    const disabled = Boolean(app.demo?.playing);
    const own = [
      { text: "Bring your own people …", more: disabled ? LATER : "a people.csv; or drop it on the page", symbol: "upload", disabled, run: () => app.company.choose() },
      { text: "Start over", more: disabled ? LATER : "everything as it was at first", symbol: "restart", disabled, run: () => this.startOver() },
      ...(app.guide.dismissed ? [{ text: "Show the first minute", symbol: "check", run: () => app.guide.bring() }] : []),
    ];
    return [...app.faults.entries(), ...(app.demo ? own : [])];
  }

  /** Time moves; the page shows it until it is there. */
  async move(work) {
    this.moving = true;
    this.draw();
    try {
      return await work();
    } catch (problem) {
      this.app.complain(problem);
      return null;
    } finally {
      this.moving = false;
      await Promise.all(this.app.sides.map((side) => side.refresh()));
      this.draw();
    }
  }

  async toNudge() {
    const told = await this.move(() => ask("next_nudge"));
    if (!told) return;
    const names = told.to.map((person) => person.name);
    const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
    this.app.say(names.length ? `A weekly hello went to ${shown}.` : "Nobody is nudged in the next three weeks: there is no pair yet.");
  }

  async playOrStop() {
    const { playing, own } = this.app.demo ?? {};
    if (!playing && !(await this.mayPlay(own))) return;
    try {
      await ask(playing ? "stop_story" : "play_story", playing ? {} : { weeks: WEEKS });
    } catch (problem) {
      this.app.complain(problem);
    }
    await this.app.readDemo();
  }

  /** The story is played in a fresh workspace, by people of its own. */
  mayPlay(own) {
    const gone = own ? "The people you brought make way for the story's, and everything that happened here is forgotten." : "Everything that happened here is forgotten.";
    return this.app.ask("Play the story?", `${gone} ${WEEKS} weeks pass from the first Monday on; you can stop at any time.`, "Play");
  }

  async startOver() {
    if (!(await this.app.ask("Start over?", "Everything that happened here is forgotten, and the first Monday begins again.", "Start over"))) return;
    await this.move(async () => {
      await ask("start_over");
      await this.app.anew();
      this.app.say("Here we are again, on the first Monday.");
    });
  }
}
