/** The one selection that stage, card and ledger share: what is pointed at, and what is pinned. */

import { extentOf } from "../pure/routes/cuts.js";
import { pin, same } from "../pure/selection.js";
import { createCard } from "./card.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/routes/cuts.js").Extent} Extent
 * @typedef {{flow: Flow, seen: Flow, view: import("./views.js").View, layout: Layout, shown: Frame | null}} Scene
 */

/**
 * @param {HTMLElement} root  the stage
 * @param {HTMLElement} place  of the card
 * @param {Hit[]} pinned  in the address
 * @param {() => Scene | null} scene
 * @param {{changed: () => void, choose: (name: string, t: number) => void, cut: (edges: string[], t: number, extent: Extent) => void, tell: (text: string) => void}} does
 */
export function createSelection(root, place, pinned, scene, does) {
  const card = createCard(place);
  /** What is pointed at. @type {Hit | null} */
  let marked = null;
  /** What is pinned. */
  let pins = pinned;
  /** The row of the ledger that is pointed at. @type {{edges: string[], t: number} | null} */
  let row = null;

  /** @param {Hit | null} hit */
  function point(hit) {
    root.classList.toggle("pointing", hit !== null && hit.kind !== "loss" && hit.kind !== "input");
    if (same(hit, marked)) return;
    marked = hit;
    does.changed();
  }

  function pinMarked() {
    if (!marked) return;
    pins = pin(pins, marked);
    does.changed();
  }

  /** A node leads to where it gathers, and a single unit is selected by it. @param {Hit} hit */
  function choose(hit) {
    const { kind, id, t, unit } = hit;
    if (kind === "loss" || kind === "input") return;
    if (kind !== "node") return pinMarked();
    if (unit) pins = [hit];
    does.choose(id, t);
  }

  /** Of what is pointed at, else of what was pinned last; it keeps its place while the view moves. A pinned unit has its table. */
  function showCard() {
    const hit = marked ?? pins.findLast(({ kind, unit }) => !unit || kind !== "node");
    const now = scene();
    if (!hit || !now?.shown) return card.hide();
    const { seen, view, layout, shown } = now;
    const { x, y } = view.placeOf(layout, hit);
    card.show(() => view.cardOf(seen, hit, pins[0]), { x: x - shown.camera, y, width: layout.width, height: layout.height }, [seen, hit, pins[0]]);
  }

  /** A row of the ledger lights its arrow, if it is one that is drawn. @param {string | null} edge @param {number} t */
  function pointAtEdge(edge, t) {
    row = edge ? { edges: [edge], t } : null;
    const arrow = edge && scene()?.seen.graph.arrows.find(({ edges }) => edges.includes(edge));
    point(arrow ? { kind: "arrow", id: arrow.id, t } : null);
    does.changed();
  }

  /** The messages that are selected, of a row or of an arrow. */
  function messages() {
    const now = scene();
    const hit = marked ?? pins.findLast(({ t }) => t === now?.shown?.event.t);
    return row ?? (hit && now ? now.view.messagesAt(now.seen, now.layout, hit) : null);
  }

  /** What a key can cut: a row, else an arrow that is pointed at or was pinned, of any step. */
  function cuttable() {
    const now = scene();
    if (row || !now) return row;
    const found = [...pins, ...(marked ? [marked] : [])].map((hit) => now.view.messagesAt(now.seen, now.layout, hit));
    return found.findLast((one) => one?.edges.length);
  }

  return {
    get marked() {
      return marked;
    },
    get pins() {
      return pins;
    },
    /** What is pointed at is drawn over what is pinned. */
    get all() {
      return marked ? [...pins, marked] : pins;
    },
    point,
    pinMarked,
    choose,
    chooseMarked: () => marked && choose(marked),
    showCard,
    messages,
    /** What rows of a ledger do. @type {import("./rows.js").Does} */
    rows: { point: pointAtEdge, pin: pinMarked, cut: (edge, t, extent) => does.cut([edge], t, extent) },
    /** What is selected is cut at its step; what is cut there is mended. */
    cut() {
      const found = cuttable();
      const cuts = scene()?.flow.cuts ?? [];
      if (!found) return does.tell("Choose a route first: its row or its arrow.");
      does.cut(found.edges, found.t, found.edges.every((edge) => extentOf(cuts, edge, found.t)) ? "" : "here");
    },
    /** Another run or view: only such pins stay as it has. @param {(hit: Hit) => boolean} has */
    keep(has) {
      marked = null;
      pins = pins.filter(has);
    },
    /** @param {Hit[]} next  the pins of another address */
    repin: (next) => (pins = next),
    letGo() {
      [pins, marked] = [[], null];
      does.changed();
    },
  };
}
