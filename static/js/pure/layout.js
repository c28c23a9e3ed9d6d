/**
 * Where everything stands: columns of one step each, and one column's inside.
 *
 * The pitch of the columns alone decides how much is shown. Heights are those of a stage of 344 px, stretched;
 * sizes are those of a pitch of 62 px.
 */

import { bend } from "./geometry.js";
import { clamp } from "./vectors.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./graph.js").Graph} Graph
 *
 * @typedef {object} Place  of a node, from the centre of its column
 * @property {number} x
 * @property {number} y
 * @property {number} r
 *
 * @typedef {object} Layout
 * @property {"blocks" | "dots"} level
 * @property {boolean} lens  a few steps of a run that is seen whole in the river
 * @property {number} width  of the view
 * @property {number} height
 * @property {number} content  width of all columns
 * @property {number} gutter  of the view, where the lanes' letters stand
 * @property {number} pitch
 * @property {number} first  centre of the first column
 * @property {number} focus  the place of a column that the view follows, from its centre
 * @property {number} steps
 * @property {number} k  the factor of all widths of ribbons
 * @property {number} unit  the factor of all other sizes
 * @property {{half: number, top: number, bottom: number, cap: number, radius: number}} block
 * @property {Place} loss
 * @property {Place} input
 * @property {Record<string, Place>} nodes
 * @property {Record<string, Point[]>} lines  of each arrow, the way the error goes, from the centre of its column
 * @property {number[]} bands  heights of the highways
 * @property {number} bandHalf
 * @property {Record<string, number>} lanes  heights, J and x too
 */

const DESIGN_HEIGHT = 344;
const FULL_PITCH = 62;
const [WIDEST, ON_NARROW] = [96, 72];
/** Below this pitch the columns become a river, and a lens shows so many of them. */
const RIVER = 20;
const IN_LENS = 12;
/** A narrow page shows few columns anyway; a longer run has its river there too. */
const LONG = 60;
/** Below this pitch letters no longer fit. So many steps have them everywhere, and are panned where they need more room. */
const [LETTERS, LETTERED] = [41, 16];
/** The least pitch of a lens. */
const LENS = 48;
/** A stage less wide than this has small margins. */
const CLOSE = 600;
const [LANE_TOP, LANE_BOTTOM, LANE_ALONE] = [138, 220, 178];

/**
 * @param {Graph} graph
 * @param {{steps: number, width: number, height: number, narrow?: boolean, whole?: boolean, zoom?: number}} view  whole: all steps, however small; zoom: of the pitch that it would have
 * @returns {Layout}
 */
export function layOut(graph, { steps, width, height, narrow = false, whole = false, zoom = 1 }) {
  const [gutter, margin] = width < CLOSE ? [36, 14] : [52, 20];
  const tall = height / DESIGN_HEIGHT;
  const room = width - gutter - margin;
  const lens = !whole && (narrow ? steps > LONG : room / steps < RIVER);
  const least = whole ? 0 : narrow ? ON_NARROW : lens ? LENS : steps <= LETTERED ? LETTERS : RIVER;
  const most = WIDEST * clamp(tall, 1, 1.3);
  const fit = clamp(room / (lens ? IN_LENS : steps), least, most);
  const pitch = clamp(fit * zoom, Math.min(fit, Math.max(room / steps, RIVER)), most);
  const unit = Math.min(pitch / FULL_PITCH, clamp(tall, 0.8, 1.25));
  const content = Math.max(width, gutter + margin + steps * pitch);
  const level = pitch >= LETTERS ? "blocks" : "dots";
  const k = level === "blocks" ? clamp(pitch / 54.4, 1, 1.25) : clamp(pitch / LETTERS, 0.4, 1);
  const nodes = placeNodes(graph, tall, unit, level === "blocks" ? 9 * unit : 5 * clamp(pitch / 25, 0.55, 1));
  const block = {
    half: 20 * unit,
    top: 92 * tall,
    bottom: 270 * tall,
    cap: Math.min(20 * Math.max(unit, 0.4), 24),
    radius: 10 * unit,
  };
  const loss = { x: graph.lanes.length > 1 ? 9 * unit : 0, y: 46 * tall, r: Math.max(3, 14 * unit) };
  const input = { x: 0, y: 308 * tall, r: Math.max(3, 12 * unit) };
  const focus = loss.x / 2;
  const base = { level, lens, focus, width, height, content, gutter, pitch, steps, k, unit, block, loss, input, nodes };
  const lanes = Object.fromEntries(graph.lanes.map(({ name }) => [name, nodes[name].y]));
  return {
    .../** @type {typeof base & {level: Layout["level"]}} */ (base),
    first: gutter + pitch / 2 + Math.max(0, (room - steps * pitch) / 2),
    lines: placeLines(graph, base),
    bands: graph.lanes.filter(({ highway }) => highway).map(({ name }) => nodes[name].y),
    bandHalf: 9.5 * Math.max(unit, 0.45),
    lanes: { J: loss.y, ...lanes, x: input.y },
  };
}

/** @param {Layout} layout @param {number} t */
export const columnX = ({ first, pitch }, t) => first + (t - 1) * pitch;

/** The step under a place of the content. @param {Layout} layout @param {number} x */
export const stepAt = ({ first, pitch, steps }, x) => clamp(Math.round((x - first) / pitch) + 1, 1, steps);

/** Memory stands left of the column's centre and the output right of it, so that the wire to J passes between. */
/** @param {Graph} graph @param {number} tall @param {number} unit @param {number} radius @returns {Record<string, Place>} */
function placeNodes({ lanes }, tall, unit, radius) {
  const count = lanes.length;
  const spread = Math.max(0, count - 2) * 11;
  const [top, bottom] = [Math.max(112, LANE_TOP - spread), Math.min(232, LANE_BOTTOM + spread)];
  const gap = (bottom - top) / Math.max(1, count - 1);
  const r = Math.min(count === 1 ? radius * 1.1 : radius, count > 1 ? gap * tall * 0.42 : Infinity);
  return Object.fromEntries(
    lanes.map(({ name, output }, i) => [
      name,
      count === 1 ? { x: 0, y: LANE_ALONE * tall, r } : { x: (output ? 9 : -8) * unit, y: (top + i * gap) * tall, r },
    ]),
  );
}

/**
 * @param {Graph} graph
 * @param {Pick<Layout, "pitch" | "unit" | "block" | "loss" | "nodes">} layout
 * @returns {Record<string, Point[]>}
 */
function placeLines({ arrows, lanes }, { pitch, unit, block, loss, nodes }) {
  const row = (/** @type {string} */ name) => lanes.findIndex((lane) => lane.name === name);
  return Object.fromEntries(
    arrows.map(({ id, into, from, lag }) => {
      const end = nodes[into];
      if (lag === 1) {
        const start = from === null ? -block.half : end.x - end.r;
        return [id, [[pitch + start, end.y], [end.x + end.r, end.y]]];
      }
      if (from === "J") return [id, [[end.x, loss.y + loss.r], [end.x, end.y - end.r]]];
      const start = nodes[from ?? into];
      const down = Math.sign(end.y - start.y);
      /** @type {Point} */
      const a = [start.x - 5 * unit, start.y + down * 0.9 * start.r];
      /** @type {Point} */
      const b = [end.x + 3 * unit, end.y - down * end.r];
      const passed = Math.abs(row(from ?? into) - row(into)) - 1;
      return [id, passed > 0 ? bend(a, [-38 * unit, (a[1] + b[1]) / 2], b) : [a, b]];
    }),
  );
}
