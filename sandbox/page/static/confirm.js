// A question before something is done; over everything of the side that asks.

import { el, freshId, trapTab } from "./dom.js";
import { textNodes } from "./mrkdwn.js";

/** `question`: Slack's confirm object. Resolves to true where the answer is yes. */
export function confirmed(question, over, reader) {
  const [title, text] = [freshId("title"), freshId("text")];
  const back = document.activeElement;
  const covered = [...over.children].filter((node) => !node.inert);
  return new Promise((resolve) => {
    const answer = (yes) => {
      layer.remove();
      covered.forEach((node) => { node.inert = false; });
      (back?.isConnected ? back : over.querySelector("[role=dialog]"))?.focus({ preventScroll: true });
      resolve(yes);
    };
    const key = (event) => {
      trapTab(box, event);
      event.stopPropagation();
      if (event.key === "Escape") answer(false);
    };
    const no = el("button", { type: "button", class: "button", onclick: () => answer(false) }, question.deny.text);
    const yes = el("button", { type: "button", class: `button ${question.style ?? "primary"}`, onclick: () => answer(true) }, question.confirm.text);
    const box = el("div", { class: "modal small", role: "alertdialog", "aria-modal": "true", "aria-labelledby": title, "aria-describedby": text, onkeydown: key },
      el("header", {}, el("h2", { id: title }, question.title.text)), el("div", { class: "inside", id: text }, ...textNodes(question.text, reader)), el("footer", {}, no, yes));
    const layer = el("div", { class: "layer asking" }, box);
    covered.forEach((node) => { node.inert = true; });
    over.append(layer);
    no.focus();
  });
}

/** A question of the page itself. */
export function asked(title, text, yes, over) {
  const plain = (words) => ({ type: "plain_text", text: words, emoji: false });
  return confirmed({ title: plain(title), text: plain(text), confirm: plain(yes), deny: plain("Cancel") }, over, { id: "", tz: "UTC" });
}
