// Line drawings, 20 by 20, in the color of the text around them.

import { svg } from "./dom.js";

const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  back: "M12.5 4l-6 6 6 6",
  down: "M5 8l5 5 5-5",
  hash: "M8 3L6 17M14 3l-2 14M3.5 7.5h13.5M3 12.5h13.5",
  send: "M3 10l14-6-5 13-3-5.5z",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.2a2.2 2.2 0 100-4.4 2.2 2.2 0 000 4.4z",
  swap: "M4 7h11l-3-3M16 13H5l3 3",
  clock: "M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15zM10 6v4l3 2",
  play: "M6 4l10 6-10 6z",
  stop: "M5 5h10v10H5z",
  sides: "M3 4h14v12H3zM10 4v12",
  inspect: "M3 5h14M3 10h9M3 15h6M14 12.5a2.2 2.2 0 100 .1M15.8 14.8L18 17",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  warning: "M10 3l8 14H2zM10 8v4M10 14.4v.1",
  file: "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5",
  download: "M10 3v9M6 8.5L10 12.5 14 8.5M4 16.5h12",
  search: "M9 3.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM13 13l4 4",
  bell: "M5 14V9a5 5 0 0110 0v5l1.5 1.5h-13zM8.5 17.5h3",
  check: "M4 10.5l4 4 8-9",
  people: "M7.5 9.5a3 3 0 100-6 3 3 0 000 6zM2 17c0-3.5 2.5-5 5.5-5s5.5 1.5 5.5 5M13.5 9a2.5 2.5 0 100-5M15 12.2c1.9.5 3 2 3 4.8",
  restart: "M4 10a6 6 0 106-6H6M8.5 1.5L6 4l2.5 2.5",
  upload: "M10 13V4M6 7.5L10 3.5l4 4M4 16.5h12",
};

export function icon(name) {
  const attributes = { viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" };
  return svg("svg", attributes, svg("path", { d: PATHS[name] }));
}
