// Pictures of this machine only, and files.

import { el } from "./dom.js";
import { icon } from "./icons.js";

/** An image block or element; an address elsewhere isn't asked for: its words stand in its place. */
export function image(part, look = "") {
  const own = part.slack_file?.id ? `/page/file/${encodeURIComponent(part.slack_file.id)}` : null;
  if (!own) return el("span", { class: `picture away ${look}`, role: "img", "aria-label": part.alt_text }, part.alt_text);
  return el("img", { class: `picture ${look}`, src: own, alt: part.alt_text });
}

export function file(one) {
  return one.mimetype.startsWith("image/") ? pictureFile(one) : card(one);
}

function pictureFile(one) {
  const address = `/page/file/${encodeURIComponent(one.id)}`;
  const title = one.title || one.name;
  return el("figure", { class: "file" }, el("figcaption", {}, title),
    el("a", { href: address, target: "_blank", rel: "noopener", "aria-label": `Open ${title} in full` }, el("img", { src: address, alt: one.alt || title })));
}

function card(one) {
  const kind = one.name.includes(".") ? one.name.split(".").pop().toUpperCase() : "File";
  return el("a", { class: "file card", href: `/page/file/${encodeURIComponent(one.id)}`, download: one.name }, el("span", { class: "sort" }, icon("file")),
    el("span", { class: "said" }, el("strong", {}, one.title || one.name), el("small", {}, `${kind} · ${one.name}`)), icon("download"));
}
