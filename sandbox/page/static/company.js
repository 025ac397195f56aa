// One's own company: a people.csv, dropped on the page or chosen.

import { el, freshId, trapTab } from "./dom.js";
import { icon } from "./icons.js";
import { ask } from "./wire.js";

const MOST_BYTES = 5_000_000;

export class CompanyFile {
  constructor(app) {
    this.app = app;
    this.deep = 0;
    this.input = el("input", { type: "file", accept: ".csv,text/csv", hidden: true, "aria-label": "A people.csv", "data-role": "people-csv", onchange: () => this.take(this.input.files[0]) });
    this.veil = el("div", { class: "veil", hidden: true }, el("div", {}, icon("people"), el("strong", {}, "Drop your people.csv"), el("p", {}, "and this workspace becomes your company. It stays on this machine.")));
    this.node = el("div", {}, this.input, this.veil);
    this.watch();
  }

  watch() {
    const carries = (event) => this.app.demo && [...(event.dataTransfer?.types ?? [])].includes("Files");
    window.addEventListener("dragenter", (event) => { if (carries(event)) this.over(1); });
    window.addEventListener("dragleave", (event) => { if (carries(event)) this.over(-1); });
    window.addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
    window.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      this.over(-this.deep);
      this.take(event.dataTransfer.files[0]);
    });
  }

  over(step) {
    this.deep = Math.max(0, this.deep + step);
    this.veil.hidden = this.deep === 0;
  }

  choose() {
    this.input.value = "";
    this.input.click();
  }

  async take(file) {
    if (!file) return;
    if (this.app.demo?.playing) return void this.app.complain(new Error("The story is playing: stop it first, then bring your people."));
    if (file.size > MOST_BYTES) return void this.refuse([{ line: null, text: "That file is larger than 5 MB." }]);
    const csv = await file.text();
    if (!(await this.app.ask("Bring these people?", `Everything begins anew with the people of ${file.name}. It stays on this machine.`, "Bring them"))) return;
    await this.app.time.move(() => this.bring(csv));
  }

  async bring(csv) {
    let told;
    try {
      told = await ask("bring_people", { csv });
    } catch (problem) {
      told = { errors: [{ line: null, text: problem.message }] };
    }
    if (told.errors?.length) return this.refuse(told.errors);
    await this.app.anew();
    return this.app.say(`Welcome: ${told.people} people of your own.`);
  }

  /** Says by line what is wrong; nothing has changed. */
  refuse(errors) {
    const title = freshId("title");
    const back = document.activeElement;
    const close = () => {
      layer.remove();
      back?.focus?.();
    };
    const key = (event) => {
      trapTab(box, event);
      if (event.key === "Escape") close();
    };
    const rows = errors.map(({ line, text }) => el("li", {}, line ? el("strong", {}, `Line ${line}: `) : null, text));
    const ok = el("button", { type: "button", class: "button primary", onclick: close }, "I'll mend it");
    const box = el("div", { class: "modal", role: "alertdialog", "aria-modal": "true", "aria-labelledby": title, onkeydown: key }, el("header", {}, el("h2", { id: title }, "This file can't be taken yet")),
      el("div", { class: "inside" }, el("p", {}, "Nothing has changed. Please mend these and drop it again:"), el("ul", { class: "refusals" }, ...rows)), el("footer", {}, ok));
    const layer = el("div", { class: "layer asking" }, box);
    this.app.root.append(layer);
    ok.focus();
  }
}
