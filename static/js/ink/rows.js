/** The rows of a ledger: they are pointed at, pinned and cut, and light up while their messages arrive. */

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/routes/cuts.js").Extent} Extent
 *
 * @typedef {object} Does  with the edge of a row at the step of its source
 * @property {(edge: string | null, t: number) => void} point
 * @property {() => void} pin  what is pointed at
 * @property {(edge: string, t: number, extent: Extent) => void} cut
 */

/** @param {HTMLElement} place @returns {HTMLElement[]} the rows of its routes */
export const rowsOf = (place) => [.../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(".entry[data-edge]"))];

/** Rows are pointed at and pinned as their arrows are, and cut. @param {HTMLElement} place @param {Does} does */
export function listenToRows(place, { point, pin, cut }) {
  const rowAt = (/** @type {EventTarget | null} */ target) => {
    const row = target instanceof Element ? target.closest(".entry[data-edge]") : null;
    return row instanceof HTMLElement ? { edge: row.dataset.edge ?? "", t: Number(row.dataset.t) } : null;
  };
  const over = (/** @type {globalThis.Event} */ { target }) => {
    const row = rowAt(target);
    point(row?.edge ?? null, row?.t ?? 0);
  };
  for (const type of ["pointerover", "focusin"]) place.addEventListener(type, over);
  for (const type of ["pointerleave", "focusout"]) place.addEventListener(type, () => point(null, 0));
  place.addEventListener("click", ({ target }) => {
    const row = rowAt(target);
    const act = target instanceof Element ? target.closest("button")?.dataset.act : undefined;
    if (row && act !== undefined && act !== "pin") cut(row.edge, row.t, /** @type {Extent} */ (act));
    else if (row) pin();
  });
}

/** Writes a place anew; who has the focus in a row keeps it there. @param {HTMLElement} place @param {Node[]} contents */
export function rewrite(place, contents) {
  const row = place.contains(document.activeElement) ? document.activeElement?.closest(".entry[data-edge]") : null;
  const act = row && document.activeElement instanceof HTMLElement ? document.activeElement.dataset.act : "";
  place.replaceChildren(...contents);
  if (!(row instanceof HTMLElement)) return;
  const same = rowsOf(place).find(({ dataset }) => dataset.edge === row.dataset.edge && dataset.t === row.dataset.t);
  const next = same?.querySelector(act === "pin" ? ".name" : ".at-cut button:last-child");
  if (next instanceof HTMLElement) next.focus();
}

/** @param {HTMLElement} place @param {Flow} flow @param {Frame} frame @param {{edges: string[], t: number} | null} selected */
export function markRows(place, flow, frame, selected) {
  for (const row of rowsOf(place)) {
    const state = stateOf(flow, frame, row.dataset.edge ?? "");
    if (row.dataset.state !== state) row.dataset.state = state;
    row.classList.toggle("selected", selected?.t === Number(row.dataset.t) && selected.edges.includes(row.dataset.edge ?? ""));
  }
}

/** Where the message of an edge is; one that travels inside the box is on its way as long as its event lasts. */
/** @param {Flow} flow @param {Frame} frame @param {string} edge @returns {"" | "moving" | "arrived"} */
function stateOf({ graph }, { fraction, live }, edge) {
  const arrow = graph.arrows.find(({ edges }) => edges.includes(edge));
  const drawn = live.messages.find(({ edges }) => edges.includes(edge));
  if (drawn) return drawn.progress < 1 ? "moving" : "arrived";
  if (fraction === 1) return "arrived";
  return arrow ? "" : "moving";
}
