/**
 * A frame is a function: one run, its layout and timeline, a view and a moment give the plain data of the picture.
 *
 * What has settled is said column by column with a key, so that a scene redraws a column only when its key changes;
 * what moves is said apart.
 */

import { cameraAt } from "./camera.js";
import { settle, travel } from "./ease.js";
import { exists } from "./flow.js";
import { shift } from "./geometry.js";
import { insideAt } from "./inside.js";
import { columnX, stepAt } from "./layout.js";
import { readRing } from "./ledger.js";
import { countCutAt, cutMark } from "./routes/cuts.js";
import { inkWidth } from "./scales.js";
import { HOLD, HOP, SETTLE, STAGGER, beatOf, eventAt, forwardIndex, gatherIndex, lossIndex, sumIndex } from "./timeline.js";
import { clamp } from "./vectors.js";

/**
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./flow.js").Carried} Carried
 * @typedef {import("./layout.js").Layout} Layout
 * @typedef {import("./timeline.js").Timeline} Timeline
 * @typedef {import("./timeline.js").Position} Position
 * @typedef {import("./timeline.js").Event} Event
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./camera.js").Reader} Reader
 *
 * @typedef {object} ArrowInk
 * @property {string} id
 * @property {number} t
 * @property {Point[]} line  the way the error goes
 * @property {number} norm
 * @property {import("./scales.js").Look} look
 * @property {number} width
 * @property {"loss" | "plain" | "recurrent" | "highway" | import("./circuit/drawing.js").Kind} kind
 * @property {number} progress  of the head along the line, 1 has arrived
 * @property {boolean} live  belongs to the current event
 * @property {{cut: number, of: number, every?: boolean, wordless?: boolean}} [edges]  how many of its edges are cut here, if any is, and whether at every step; wordless where there is no room to say so
 * @property {boolean} [negative]  a single number under zero, whose head is hollow
 * @property {boolean} [head]  false where it joins another
 * @property {{x: number, y: number, w: number, h: number}[]} [gaps]  where it passes under another
 * @property {boolean} [dashed]  it goes into the step before, or stands for all later routes
 * @property {number[]} [lanes]  the gradients that collect it, where colour says which, not how much
 *
 * @typedef {object} NodeInk
 * @property {string} name
 * @property {number} t
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {"future" | "waiting" | "known" | "gathering" | "computing"} state
 * @property {number} filled  of a node that gathers or is computed, 0 to 1
 * @property {{share: number, arrived: boolean}[]} ring
 *
 * @typedef {object} Column
 * @property {number} t
 * @property {number} x
 * @property {string} key  equal keys, equal picture
 * @property {boolean} future  the forward pass has not come here
 * @property {"" | "forward" | "backward"} current
 * @property {"waiting" | "known" | "masked"} loss
 * @property {boolean} gathered  its gradient is in the sum
 * @property {number} [framed]  which of three gradients it gives
 * @property {NodeInk[]} nodes
 * @property {ArrowInk[]} arrows  that have arrived
 *
 * @typedef {object} Frame
 * @property {Event} event
 * @property {number} fraction
 * @property {number} camera  left edge of the view
 * @property {Column[]} columns  that can be seen
 * @property {import("./sum.js").SumInk | null} [sum]  of the gradients
 * @property {import("./frames.js").Frames | null} [frames]  of three gradients
 * @property {{arrows: ArrowInk[], messages: {edges: string[], progress: number}[], nodes: NodeInk[], beads: Point[], pulses: Point[], loss: {t: number, swell: number} | null}} live  beads go forward, pulses are errors inside a box
 * @property {import("./neurons/messages.js").Unit | null} [selected]  the unit whose messages are shown strongly
 */

/** @param {Flow} flow @param {Layout} layout @param {Timeline} timeline @param {Reader} reader @param {Position} position @returns {Frame} */
export function frame(flow, layout, timeline, reader, position) {
  const event = eventAt(timeline, position.event);
  const fraction = timeline.still ? 1 : position.fraction;
  const camera = cameraAt(layout, timeline, reader, event, fraction);
  const from = stepAt(layout, camera - layout.width / 2);
  const to = stepAt(layout, camera + 1.5 * layout.width);
  const columns = [];
  for (let t = from; t <= to; t++) columns.push(columnAt(flow, layout, timeline, event, t));
  return { event, fraction, camera, columns, live: liveAt(flow, layout, timeline, event, fraction) };
}

/** Columns made before, by run, layout and key: most stay as they are from one frame to the next. @type {WeakMap<Flow, WeakMap<Layout, Map<string, Column>>>} */
const made = new WeakMap();

/** @param {Flow} flow @param {Layout} layout @returns {Map<string, Column>} */
function madeFor(flow, layout) {
  const layouts = made.get(flow) ?? new WeakMap();
  const columns = layouts.get(layout) ?? new Map();
  made.set(flow, layouts.set(layout, columns));
  return columns;
}

/** @param {Flow} flow @param {Layout} layout @param {Timeline} timeline @param {Event} event @param {number} t @returns {Column} */
function columnAt(flow, layout, timeline, event, t) {
  const { index } = event;
  const known = flow.graph.lanes.map(({ name }) => gatherIndex(timeline, name, t) < index);
  const future = forwardIndex(timeline, timeline.stretches[0].groups[0][0], t) > index;
  /** @type {Column["loss"]} */
  const loss = flow.masked[t - 1] ? "masked" : lossIndex(timeline, t) < index ? "known" : "waiting";
  const gathered = sumIndex(timeline, t) <= index;
  /** @type {Column["current"]} */
  const current = event.t !== t ? "" : event.phase === "backward" || event.phase === "sum" ? "backward" : "forward";
  const wordy = flow.cuts.length ? flow.carried.filter(({ arrow }) => saysCut(flow, timeline, event, arrow, t)).map(({ arrow }) => arrow.id) : [];
  const key = `${t}|${future}|${loss}|${current}|${gathered}|${known}|${wordy}`;
  const columns = madeFor(flow, layout);
  const before = columns.get(key);
  if (before) return before;
  const gone = (/** @type {string} */ name) => known[flow.graph.lanes.findIndex((lane) => lane.name === name)];
  const nodes = flow.graph.lanes.map(({ name }) => nodeAt(layout, name, t, gone(name) ? "known" : "waiting"));
  const arrows = flow.carried.filter(({ arrow }) => carries(flow, arrow, t) && gone(arrow.into)).map((carried) => arrowAt(flow, layout, carried, t, 1, false, wordy.includes(carried.arrow.id)));
  const column = { t, x: columnX(layout, t), key, future, current, loss, gathered, nodes, arrows };
  columns.set(key, column);
  return column;
}

/** A loss that takes no part sends nothing, not even a message of size 0. @param {Flow} flow @param {import("./graph.js").Arrow} arrow @param {number} t */
const carries = ({ steps, masked }, arrow, t) => exists(arrow, t, steps) && !(arrow.kind === "loss" && masked[t - 1]);

/**
 * Neighbours that are cut alike say so once: where the error has just come to, else at the last of them.
 * @param {Flow} flow @param {Timeline} timeline @param {Event} event @param {import("./graph.js").Arrow} arrow @param {number} t
 */
function saysCut({ cuts, steps }, timeline, event, arrow, t) {
  const count = (/** @type {number} */ step) => (step >= 1 && exists(arrow, step, steps) ? countCutAt(cuts, arrow.edges, step) : 0);
  const own = count(t);
  if (!own) return false;
  const come = event.t && event.t + (gatherIndex(timeline, arrow.into, event.t) > event.index ? 1 : 0);
  if (come === t) return true;
  let [first, last] = [t, t];
  while (count(first - 1) === own) first--;
  while (count(last + 1) === own) last++;
  return t === last && !(first <= come && come <= last);
}

/** @param {Layout} layout @param {string} name @param {number} t @param {NodeInk["state"]} state @returns {NodeInk} */
function nodeAt(layout, name, t, state) {
  const { x, y, r } = layout.nodes[name];
  return { name, t, x: columnX(layout, t) + x, y, r, state, filled: 0, ring: [] };
}

/** @param {Flow} flow @param {Layout} layout @param {Carried} carried @param {number} t @param {number} progress @param {boolean} live @param {boolean} says  that it is cut @param {number} [swell] @returns {ArrowInk} */
function arrowAt({ cuts }, layout, { arrow, norms, looks }, t, progress, live, says, swell = 1) {
  const look = looks[t - 1];
  const line = shift(layout.lines[arrow.id], columnX(layout, t));
  const mark = cutMark(cuts, arrow.edges, t);
  const edges = mark && { ...mark, wordless: !says };
  return { id: arrow.id, t, line, norm: norms[t - 1], look, width: swell * inkWidth(look, layout.k), kind: arrow.kind, progress, live, edges };
}

/** What moves: in backward the messages of the gathering nodes, in forward beads on their way. */
/** @param {Flow} flow @param {Layout} layout @param {Timeline} timeline @param {Event} event @param {number} fraction @returns {Frame["live"]} */
function liveAt(flow, layout, timeline, event, fraction) {
  const { phase, t, variables } = event;
  const shown = flow.graph.lanes.map(({ name }) => name).filter((name) => variables.includes(name));
  const inside = insideAt(flow, layout, event, fraction);
  if (phase === "backward") {
    const parts = shown.map((name) => gatherAt(flow, layout, timeline, event, name, fraction));
    const nodes = [...parts.flatMap(({ nodes }) => nodes), ...inside.nodes];
    return { arrows: parts.flatMap(({ arrows }) => arrows), messages: parts.flatMap(({ messages }) => messages), nodes, beads: [], pulses: inside.pulses, loss: null };
  }
  if (phase === "loss") {
    const beads = flow.masked[t - 1] ? [] : beadsInto(flow, layout, "J", t, fraction);
    return { arrows: [], messages: [], nodes: [], beads, pulses: [], loss: flow.masked[t - 1] ? null : { t, swell: 1 + 0.25 * Math.sin(Math.PI * fraction) } };
  }
  const beads = phase === "forward" ? shown.flatMap((name) => beadsInto(flow, layout, name, t, fraction)) : [];
  const nodes = phase === "forward" ? shown.map((name) => ({ ...nodeAt(layout, name, t, "computing"), filled: fraction })) : [];
  return { arrows: [], messages: [], nodes: [...nodes, ...inside.nodes], beads: [...beads, ...inside.pulses], pulses: [], loss: null };
}

/**
 * One node gathers: its messages start in the order of the terms, each takes the same time, then the sum settles.
 * @param {Flow} flow @param {Layout} layout @param {Timeline} timeline @param {Event} event @param {string} name @param {number} fraction
 */
function gatherAt(flow, layout, timeline, event, name, fraction) {
  const { t } = event;
  const duration = beatOf(timeline, event.index);
  const hold = event.group === 0 && !timeline.still ? HOLD : 0;
  const ms = timeline.still ? Infinity : fraction * duration - hold;
  const due = flow.carried.filter(({ arrow }) => arrow.into === name && carries(flow, arrow, t));
  const settling = clamp((ms - (duration - hold - SETTLE)) / SETTLE, 0, 1);
  const arrived = due.map((_, i) => ms >= i * STAGGER + HOP);
  const arrows = due
    .map((carried, i) => {
      const progress = travel(clamp((ms - i * STAGGER) / HOP, 0, 1));
      const swell = carried.looks[t - 1].core ? 1 + 0.12 * Math.sin(Math.PI * clamp((ms - i * STAGGER - HOP) / SETTLE, 0, 1)) : 1;
      return arrowAt(flow, layout, carried, t, progress, true, saysCut(flow, timeline, event, carried.arrow, t), swell);
    })
    .filter(({ progress }) => progress > 0);
  const messages = arrows.map(({ id, progress }) => ({ edges: due.find(({ arrow }) => arrow.id === id)?.arrow.edges ?? [], progress }));
  const shares = readRing(flow, name, t);
  const ring = due.map(({ arrow }, i) => ({ share: shares.find(({ id }) => id === arrow.id)?.share ?? 0, arrived: arrived[i] }));
  const node = { ...nodeAt(layout, name, t, "gathering"), filled: settle(settling), ring };
  const senders = due.flatMap(({ arrow }) => (arrow.lag === 1 && arrow.from !== null ? [nodeAt(layout, name, t + 1, "known")] : []));
  const within = due.flatMap(({ arrow }) => (arrow.from !== null && layout.nodes[arrow.from] && arrow.lag === 0 ? [arrow.from] : []));
  const known = within.map((from) => nodeAt(layout, from, t, "known"));
  return { arrows, messages, nodes: [...senders, ...known, node] };
}

/** Where the forward pass goes, the arrows' lines are run backwards. */
/** @param {Flow} flow @param {Layout} layout @param {string} name @param {number} t @param {number} fraction @returns {Point[]} */
function beadsInto(flow, layout, name, t, fraction) {
  const lines = flow.graph.arrows.flatMap(({ id, from, lag }) => {
    if (lag === 0) return from === name ? [shift(layout.lines[id], columnX(layout, t))] : [];
    return t > 1 && (from === name || from === null) ? [shift(layout.lines[id], columnX(layout, t - 1))] : [];
  });
  const along = 1 - travel(fraction);
  return lines.map((line) => {
    const [a, b] = [line[0], line[line.length - 1]];
    return /** @type {Point} */ ([a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])]);
  });
}
