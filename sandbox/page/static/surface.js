// What lies between blocks and the app: a message, a modal or the home tab, seen by one person.

const QUIET_MS = 250;

/** `at`: {channel, ts} or {view}. Values that were entered stay here until the server has them. */
export class Surface {
  constructor(side, at, values, sign = "") {
    this.side = side;
    this.at = at;
    this.values = values;
    this.sign = sign;
    this.heading = "h3";
    this.waiting = new Map();
  }

  get reader() {
    return this.side.screen.me;
  }

  spot(block, part, labels) {
    const where = { at: this.at, block_id: block.block_id, action_id: part.action_id };
    const acts = block.type !== "input" || block.dispatch_action === true;
    return {
      block, labels, reader: this.reader, held: this.values?.[block.block_id]?.[part.action_id],
      confirm: (question) => this.side.confirm(question),
      suggest: (_part, typed) => this.side.ask("suggest", { ...where, typed }),
      press: (_part, option) => this.send("press", option === undefined ? where : { ...where, option }),
      hold: (_part, held) => this.later({ ...where, held }),
      settled: (_part, held) => (acts ? this.act({ ...where, held }) : this.flush()),
      chosen: (chosen, held) => this.choose({ ...where, held }, chosen, acts),
    };
  }

  async choose(given, part, acts) {
    this.remember(given);
    if (!acts) return this.side.quietly("keep", given);
    if (part.confirm && !(await this.side.confirm(part.confirm))) return undefined;
    return this.send("press", given);
  }

  async act(given) {
    this.waiting.delete(`${given.block_id}/${given.action_id}`);
    await this.send("press", given);
  }

  /** Told to the server a moment after the last key, and always before anything else is done here. */
  later(given) {
    this.remember(given);
    this.waiting.set(`${given.block_id}/${given.action_id}`, given);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), QUIET_MS);
  }

  remember({ block_id: block, action_id: action, held }) {
    this.values ??= {};
    this.values[block] = { ...this.values[block], [action]: held };
  }

  async flush() {
    window.clearTimeout(this.timer);
    const kept = [...this.waiting.values()];
    this.waiting.clear();
    for (const given of kept) await this.side.quietly("keep", given);
  }

  async send(verb, given) {
    await this.flush();
    return this.side.act(verb, given);
  }
}
