// A box in the browser's top layer that hangs on an element and fits into the window.

const GAP = 4;
const EDGE = 8;
const open = new Set();

/** Shows `box` (popover="manual") below or above `anchor`; `wide`: at least as wide as the anchor. */
export function showPopup(box, anchor, { wide = true, end = false } = {}) {
  if (!box.isConnected) anchor.after(box);
  if (!box.matches(":popover-open")) box.showPopover();
  place(box, anchor, wide, end);
  const again = () => place(box, anchor, wide, end);
  box.replace = again;
  open.add(box);
}

export function hidePopup(box) {
  open.delete(box);
  if (box.isConnected && box.matches(":popover-open")) box.hidePopover();
}

function place(box, anchor, wide, end) {
  const at = anchor.getBoundingClientRect();
  if (wide) box.style.minWidth = `${at.width}px`;
  box.style.maxWidth = `${window.innerWidth - 2 * EDGE}px`;
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = below < Math.min(box.scrollHeight, 240) && above > below;
  box.style.maxHeight = `${Math.max(120, Math.min(360, up ? above : below))}px`;
  const { width, height } = box.getBoundingClientRect();
  const left = end ? at.right - width : at.left;
  box.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  box.style.top = up ? `${at.top - GAP - height}px` : `${at.bottom + GAP}px`;
}

function follow() {
  for (const box of open) {
    if (!box.isConnected) open.delete(box);
    else box.replace();
  }
}

window.addEventListener("resize", follow);
document.addEventListener("scroll", (event) => { if (!open.has(event.target)) follow(); }, true);
