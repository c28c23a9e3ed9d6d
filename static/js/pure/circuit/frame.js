/** A moment of the circuit as plain data: what has settled, block by block, and what moves over the wires. */

import { cameraAt } from "../camera.js";
import { settle, travel } from "../ease.js";
import { lengthOf, shift, upTo } from "../geometry.js";
import { columnX, stepAt } from "../layout.js";
import { readLedger } from "../ledger.js";
import { countCutAt } from "../routes/cuts.js";
import { inkWidth } from "../scales.js";
import { HOLD, HOP, SETTLE, STAGGER, beatOf, eventAt, forwardIndex, gatherIndex, lossIndex, sumIndex } from "../timeline.js";
import { clamp } from "../vectors.js";
import { loadOf } from "./carry.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../frame.js").Frame} Frame
 * @typedef {import("../frame.js").Column} Column
 * @typedef {import("../frame.js").ArrowInk} ArrowInk
 * @typedef {import("../frame.js").NodeInk} NodeInk
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("../timeline.js").Timeline} Timeline
 * @typedef {import("../timeline.js").Event} Event
 * @typedef {import("./layout.js").CircuitLayout} CircuitLayout
 * @typedef {import("./routes.js").Route} Route
 * @typedef {import("./routes.js").Piece} Piece
 * @typedef {import("./drawing.js").Wire} Wire
 */

/** @param {Flow} flow @param {CircuitLayout} layout @param {Timeline} timeline @param {import("../camera.js").Reader} reader @param {import("../timeline.js").Position} position @returns {Frame} */
export function circuitFrame(flow, layout, timeline, reader, position) {
  const event = eventAt(timeline, position.event);
  const fraction = timeline.still ? 1 : position.fraction;
  const camera = cameraAt(layout, timeline, reader, event, fraction);
  const from = stepAt(layout, camera - layout.width / 2);
  const to = stepAt(layout, camera + 1.5 * layout.width);
  const columns = [];
  for (let t = from; t <= to; t++) columns.push(columnAt(flow, layout, timeline, event, t));
  return { event, fraction, camera, columns, live: liveAt(flow, layout, timeline, event, fraction) };
}

/** Blocks made before, by run, layout and key. @type {WeakMap<Flow, WeakMap<CircuitLayout, Map<string, Column>>>} */
const made = new WeakMap();

/** @param {Flow} flow @param {CircuitLayout} layout @param {Timeline} timeline @param {Event} event @param {number} t @returns {Column} */
function columnAt(flow, layout, timeline, event, t) {
  const { index } = event;
  const names = flow.graph.lanes.map(({ name }) => name).filter((name) => layout.nodes[name]);
  const known = names.map((name) => gatherIndex(timeline, name, t) < index);
  const reached = names.map((name) => forwardIndex(timeline, name, t) <= index);
  // Wires of lag 1 stand in the block that they lead to, and are gone over when something of the block before gathers.
  const before = t > 1 ? names.map((name) => gatherIndex(timeline, name, t - 1) < index) : [];
  /** @type {Column["loss"]} */
  const loss = flow.masked[t - 1] ? "masked" : lossIndex(timeline, t) < index ? "known" : "waiting";
  const gathered = sumIndex(timeline, t) <= index;
  /** @type {Column["current"]} */
  const current = event.t !== t ? "" : event.phase === "backward" || event.phase === "sum" ? "backward" : "forward";
  const bits = (/** @type {boolean[]} */ flags) => flags.map(Number).join("");
  const key = `${t}|${bits(reached)}|${loss}|${current}|${gathered}|${bits(known)}|${bits(before)}`;
  const layouts = made.get(flow) ?? new WeakMap();
  const columns = layouts.get(layout) ?? new Map();
  made.set(flow, layouts.set(layout, columns));
  const old = columns.get(key);
  if (old) return old;
  const nodes = names.map((name, i) => nodeAt(layout, name, t, known[i] ? "known" : reached[i] ? "waiting" : "future"));
  const gone = (/** @type {string} */ name, /** @type {number} */ at) => at >= 1 && (at === t ? known : before)[names.indexOf(name)];
  const arrows = layout.circuit.drawing.wires.flatMap((wire) => (isSettled(flow, layout, wire, t, gone) ? settledAt(flow, layout, wire, t) : []));
  /** @type {Column} */
  const column = { t, x: columnX(layout, t), key, future: !reached.includes(true), loss, current, gathered, nodes, arrows };
  columns.set(key, column);
  return column;
}

/** A wire is drawn as soon as a message has gone over it. */
/** @param {Flow} flow @param {CircuitLayout} layout @param {Wire} wire @param {number} t @param {(name: string, at: number) => boolean} gone */
function isSettled(flow, { circuit }, wire, t, gone) {
  return edgesOver(circuit, wire).some(({ source, lag, target, back }) => {
    const at = t + back - lag;
    if (at + lag > flow.steps || (target === "J" && flow.masked[at - 1])) return false;
    return gone(source, at);
  });
}

/** @typedef {import("../types.js").Edge & {back: number}} Over */
/** @type {WeakMap<import("./layout.js").Placed, Map<Wire, Over[]>>} */
const over = new WeakMap();

/** The edges whose messages go over a wire; those of x are not shown. @param {import("./layout.js").Placed} circuit @param {Wire} wire @returns {Over[]} */
export function edgesOver(circuit, wire) {
  let known = over.get(circuit);
  if (!known) {
    known = new Map();
    for (const { edge, ways } of circuit.routes.values()) {
      if (edge.source === "x") continue;
      for (const piece of new Map(ways.flat().map((one) => [one.wire, one])).values()) {
        known.set(piece.wire, [...(known.get(piece.wire) ?? []), { ...edge, back: piece.back }]);
      }
    }
    over.set(circuit, known);
  }
  return known.get(wire) ?? [];
}

/** @param {Flow} flow @param {CircuitLayout} layout @param {Wire} wire @param {number} t @returns {ArrowInk[]} */
function settledAt(flow, layout, wire, t) {
  const load = loadOf(flow, wire.carry);
  const at = t - wire.lag;
  if (!load || at < 1) return [];
  return [inkOf(flow, layout, wire, t, load.norms[at - 1], load.looks[at - 1])];
}

/** The error goes against the wire. It ends in a head where it reaches something, not where it joins another. */
/** @param {Flow} flow @param {CircuitLayout} layout @param {Wire} wire @param {number} t  of the block @param {number} norm @param {import("../scales.js").Look} look @returns {ArrowInk} */
function inkOf({ cuts }, { circuit, k, first, pitch }, wire, t, norm, look) {
  const line = shift([...circuit.lines[wire.id]].reverse(), first + (t - 1) * pitch);
  const { id, kind, past, carry, lag } = wire;
  // A wire of several messages goes on with the others.
  const cut = "edges" in carry && carry.edges.length === 1 && countCutAt(cuts, carry.edges, t - lag);
  const gaps = (circuit.gaps[id] ?? []).map((gap) => ({ ...gap, x: gap.x + first + (t - 1) * pitch }));
  return { id, t, line, norm, look, width: inkWidth(look, k), kind, progress: 1, live: false, head: !wire.from.startsWith("fork:") && !wire.from.endsWith("'"), gaps, dashed: past, edges: cut ? { cut, of: 1, wordless: true } : undefined };
}

/** @param {CircuitLayout} layout @param {string} name @param {number} t @param {NodeInk["state"]} state @returns {NodeInk} */
function nodeAt(layout, name, t, state) {
  const { x, y, r } = layout.nodes[name];
  return { name, t, x: columnX(layout, t) + x, y, r, state, filled: 0, ring: [] };
}

/** @param {Flow} flow @param {CircuitLayout} layout @param {Timeline} timeline @param {Event} event @param {number} fraction @returns {Frame["live"]} */
function liveAt(flow, layout, timeline, event, fraction) {
  const { phase, t, variables } = event;
  const shown = variables.filter((name) => layout.nodes[name]);
  const nothing = { arrows: [], nodes: [], messages: [], beads: [], pulses: [], loss: null };
  if (phase === "backward") {
    const parts = shown.map((name) => gatherAt(flow, layout, timeline, event, name, fraction));
    return { ...nothing, arrows: parts.flatMap(({ arrows }) => arrows), nodes: parts.map(({ node }) => node), messages: parts.flatMap(({ messages }) => messages) };
  }
  if (phase === "loss") {
    if (flow.masked[t - 1]) return nothing;
    return { ...nothing, beads: beadsInto(layout, "J", t, fraction), loss: { t, swell: 1 + 0.25 * Math.sin(Math.PI * fraction) } };
  }
  if (phase !== "forward") return nothing;
  const nodes = shown.map((name) => ({ ...nodeAt(layout, name, t, /** @type {const} */ ("computing")), filled: fraction }));
  return { ...nothing, nodes, beads: shown.flatMap((name) => beadsInto(layout, name, t, fraction)) };
}

/**
 * One variable gathers: its messages start in the order of the terms and take the same time each, however far they go;
 * once all are in, what they share carries their sum.
 * @param {Flow} flow @param {CircuitLayout} layout @param {Timeline} timeline @param {Event} event @param {string} name @param {number} fraction
 */
function gatherAt(flow, layout, timeline, event, name, fraction) {
  const { t } = event;
  const duration = beatOf(timeline, event.index);
  const hold = event.group === 0 && !timeline.still ? HOLD : 0;
  const ms = timeline.still ? Infinity : fraction * duration - hold;
  const { entries } = readLedger(flow, name, t);
  const due = entries.filter(({ from }) => from.name !== "J" || !flow.masked[t - 1]);
  const settling = clamp((ms - (duration - hold - SETTLE)) / SETTLE, 0, 1);
  const messages = due.map(({ edge }, i) => ({ edge, edges: [edge], progress: travel(clamp((ms - i * STAGGER) / HOP, 0, 1)) })).filter(({ progress }) => progress > 0);
  const arrows = messages.flatMap(({ edge, progress }) => {
    const route = layout.circuit.routes.get(edge);
    return route ? piecesAt(flow, layout, route, t, progress, settling > 0) : [];
  });
  const ring = due.map(({ share }, i) => ({ share, arrived: ms >= i * STAGGER + HOP }));
  const node = { ...nodeAt(layout, name, t, /** @type {const} */ ("gathering")), filled: settle(settling), ring };
  return { arrows, messages, node };
}

/** A message that has come so far along its ways: whole wires behind its head, and the one where the head is. */
/** @param {Flow} flow @param {CircuitLayout} layout @param {Route} route @param {number} t @param {number} progress @param {boolean} summed @returns {ArrowInk[]} */
function piecesAt(flow, layout, { edge, ways }, t, progress, summed) {
  const block = t + edge.lag;
  const carried = flow.carried.find(({ arrow }) => arrow.id === edge.id);
  if (!carried) return [];
  return ways.flatMap((way) => {
    const inks = [...way].reverse().flatMap(({ wire, back, own }) => {
      const at = block - back;
      const load = own && !summed ? { norms: carried.norms, looks: carried.looks } : loadOf(flow, wire.carry);
      const row = own && !summed ? t - 1 : at - wire.lag - 1;
      return load ? [inkOf(flow, layout, wire, at, load.norms[row], load.looks[row])] : [];
    });
    return uncovered(inks, progress);
  });
}

/** @param {ArrowInk[]} inks @param {number} progress */
function uncovered(inks, progress) {
  const lengths = inks.map(({ line }) => lengthOf(line));
  let gone = progress * lengths.reduce((sum, length) => sum + length, 0);
  return inks.flatMap((ink, i) => {
    const part = lengths[i] ? clamp(gone / lengths[i], 0, 1) : 1;
    gone -= lengths[i];
    return part > 0 ? [{ ...ink, progress: part, live: true, head: ink.head || part < 1 }] : [];
  });
}

/** What is computed comes from all that it uses. @param {CircuitLayout} layout @param {string} name @param {number} t @param {number} fraction @returns {Point[]} */
function beadsInto(layout, name, t, fraction) {
  const routes = [...layout.circuit.routes.values()].filter(({ edge }) => edge.target === name && (edge.lag === 0 || t > 1));
  return routes.flatMap(({ ways, foot }) =>
    ways.map((way) => {
      const line = [...way.flatMap(({ wire, back }) => shift(layout.circuit.lines[wire.id], columnX(layout, t - back))), ...shift(foot, columnX(layout, t))];
      return /** @type {Point} */ (upTo(line, travel(fraction) * lengthOf(line)).pop());
    }),
  );
}
