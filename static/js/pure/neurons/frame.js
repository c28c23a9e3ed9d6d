/** A moment of the units: like that of the black boxes a function of run, layout, timeline, reader and position. */

import { cameraAt } from "../camera.js";
import { settle, travel } from "../ease.js";
import { columnX, stepAt } from "../layout.js";
import { shift } from "../geometry.js";
import { countCutAt } from "../routes/cuts.js";
import { inkWidth, lookOf } from "../scales.js";
import { HOLD, HOP, SETTLE, STAGGER, beatOf, eventAt, forwardIndex, gatherIndex, lossIndex, sumIndex } from "../timeline.js";
import { clamp } from "../vectors.js";
import { OTHERS, SELECTED, lineOf, linesOfLink } from "./layout.js";
import { linesAt, linksInto } from "./messages.js";
import { selectedUnit } from "./selected.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../timeline.js").Timeline} Timeline
 * @typedef {import("../timeline.js").Event} Event
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./layout.js").UnitLayout} UnitLayout
 * @typedef {import("./net.js").Link} Link
 * @typedef {import("./messages.js").Unit} Unit
 * @typedef {import("../frame.js").Frame} Frame
 * @typedef {import("../frame.js").Column} Column
 *
 * @typedef {object} OfLine
 * @property {number} unit  that gathers
 * @property {number} of  which unit sends; 0 is the loss
 * @property {number} k  the factor of its width
 * @typedef {import("../frame.js").ArrowInk & OfLine} LineInk
 *
 * @typedef {object} OfUnit
 * @property {number} unit
 * @property {number} shade  0 to 1: its value as part of the layer's largest, or its error as part of the largest fresh one when that is known
 * @property {boolean} negative
 * @property {boolean} broken  not a finite number
 * @typedef {import("../frame.js").NodeInk & OfUnit} UnitInk
 *
 * @typedef {Column & {broken: LineInk[]}} UnitColumn  with the lines on which a message is lost or zero: they have no wire but its dots
 */

/** @param {Flow} flow @param {UnitLayout} layout @param {Timeline} timeline @param {import("../camera.js").Reader} reader @param {import("../timeline.js").Position} position @returns {Frame} */
export function frameOfUnits(flow, layout, timeline, reader, position) {
  const event = eventAt(timeline, position.event);
  const fraction = timeline.still ? 1 : position.fraction;
  const camera = cameraAt(layout, timeline, reader, event, fraction);
  const [from, to] = [stepAt(layout, camera - layout.width / 2), stepAt(layout, camera + 1.5 * layout.width)];
  const columns = Array.from({ length: to - from + 1 }, (_, i) => columnAt(flow, layout, timeline, event, from + i));
  const selected = selectedUnit(flow, timeline, event, reader);
  return { event, fraction, camera, columns, live: liveAt(flow, layout, timeline, event, fraction, selected), selected };
}

const FRESH = lookOf(1, 1);

/** Columns made before, by run, layout and key. @type {WeakMap<Flow, WeakMap<UnitLayout, Map<string, UnitColumn>>>} */
const made = new WeakMap();

/** @param {Flow} flow @param {UnitLayout} layout @param {Timeline} timeline @param {Event} event @param {number} t @returns {UnitColumn} */
function columnAt(flow, layout, timeline, { index, phase, t: at }, t) {
  const { layers } = layout.net;
  const before = (/** @type {number} */ other) => other < index;
  const valued = layers.map(({ name }) => name === "x" || before(forwardIndex(timeline, name, t)));
  const known = layers.map(({ name }) => name !== "x" && before(gatherIndex(timeline, name, t)));
  const begun = layers.map(({ name }) => name !== "x" && gatherIndex(timeline, name, t) <= index);
  const inner = layers.map(({ into }) => into !== "x" && before(gatherIndex(timeline, into, t)));
  const future = forwardIndex(timeline, timeline.stretches[0].groups[0][0], t) > index;
  /** @type {Column["loss"]} */
  const loss = flow.masked[t - 1] ? "masked" : before(lossIndex(timeline, t)) ? "known" : "waiting";
  const gathered = sumIndex(timeline, t) <= index;
  /** @type {Column["current"]} */
  const current = at !== t ? "" : phase === "backward" || phase === "sum" ? "backward" : "forward";
  const key = `${t}|${future}|${loss}|${current}|${gathered}|${valued}|${begun}|${known}|${inner}`;
  const layouts = made.get(flow) ?? new WeakMap();
  const columns = layouts.get(layout) ?? new Map();
  made.set(flow, layouts.set(layout, columns));
  const was = columns.get(key);
  if (was) return was;
  const nodes = layers.flatMap(({ name, inside }, i) =>
    unitsAt(flow, layout, name, t, known[i] ? "known" : "waiting", known[i] ? (inner[i] ? inside : name) : valued[i] ? null : ""),
  );
  const lines = layers.map(({ name }, i) => (begun[i] ? linksInto(layout.net, name, t, flow).flatMap((link) => linesOf(flow, layout, link, t, 1, false)) : []));
  const arrows = lines.filter((_, i) => known[i]).flat();
  const broken = lines.flat().filter(({ look }) => look.state === "lost" || look.state === "zero");
  const column = { t, x: columnX(layout, t), key, future, current, loss, gathered, nodes, arrows, broken };
  columns.set(key, column);
  return column;
}

/**
 * The units of a layer.
 * @param {Flow} flow @param {UnitLayout} layout @param {string} name @param {number} t @param {UnitInk["state"]} state
 * @param {string | null} shows  the variable by whose error they are shaded, null for their value, empty for neither
 * @param {number} [filled] @returns {UnitInk[]}
 */
function unitsAt(flow, layout, name, t, state, shows, filled = 0) {
  const { answer, fresh } = flow;
  const rows = shows === "" ? undefined : shows ? (answer.deltas?.[shows] ?? answer.parts?.deltas[shows]) : name === "x" ? answer.inputs : answer.values?.[name];
  return layout.units[name].map(({ x, y, r }, i) => {
    const number = rows ? (rows[t - 1][i] ?? NaN) : 0;
    const look = lookOf(Math.abs(number), fresh);
    const shade = shows ? (look.state === "live" ? inkWidth(look, 1) / inkWidth(FRESH, 1) : 0) : Math.abs(number) / (layout.most[name] || 1);
    return { name, unit: i + 1, t, x: columnX(layout, t) + x, y, r, state, filled, ring: [], shade: Math.min(1, shade || 0), negative: number < 0, broken: Number.isNaN(number) };
  });
}

/**
 * The ribbons on the lines of a link, or on those to one unit.
 * @param {Flow} flow @param {UnitLayout} layout @param {Link} link @param {number} t @param {number} progress @param {boolean} live
 * @param {number} [selected]  the unit whose lines are strong @param {boolean} [alone]  only those @returns {LineInk[]}
 */
function linesOf(flow, layout, link, t, progress, live, selected = 0, alone = false) {
  const { answer, fresh, carried, cuts } = flow;
  const whole = carried.find(({ arrow }) => arrow.id === link.id)?.looks[t - 1];
  const edges = countCutAt(cuts, [link.edge], t) ? { cut: 1, of: 1 } : undefined;
  return linesAt(answer, layout.net, link, t).flatMap((senders, i) =>
    alone && i + 1 !== selected
      ? []
      : senders.map((message, j) => {
          const of = link.from === "J" ? 0 : j + 1;
          const k = i + 1 === selected ? SELECTED : OTHERS;
          const look = Number.isFinite(message) || !whole ? lookOf(Math.abs(message), fresh) : whole;
          const line = shift(lineOf(layout, link, i + 1, of), columnX(layout, t));
          const kind = link.from === "J" ? "loss" : link.lag ? "recurrent" : "plain";
          return { id: link.id, t, line, edges, norm: Math.abs(message), look, width: inkWidth(look, k), kind, progress, live, unit: i + 1, of, negative: message < 0, k };
        }),
  );
}

/** What moves, and what is selected. @param {Flow} flow @param {UnitLayout} layout @param {Timeline} timeline @param {Event} event @param {number} fraction @param {Unit | null} selected @returns {Frame["live"]} */
function liveAt(flow, layout, timeline, event, fraction, selected) {
  const { phase, t, variables } = event;
  const { net } = layout;
  const outer = net.layers.filter(({ name }) => variables.includes(name));
  const inner = net.layers.filter(({ name, into }) => into !== name && variables.includes(into));
  const chosen = (/** @type {string} */ name) => (selected?.id === name && selected.t === t ? selected.unit : 0);
  /** @type {Frame["live"]} */
  const nothing = { arrows: [], messages: [], nodes: [], beads: [], pulses: [], loss: null };
  if (phase === "backward") {
    const parts = outer.map(({ name }) => gatherAt(flow, layout, timeline, event, name, fraction, chosen(name)));
    const turned = inner.flatMap(({ name, inside }) => 
      unitsAt(flow, layout, name, t, "gathering", fraction < 0.5 ? name : inside).map((node) => ({ ...node, filled: node.unit === chosen(name) ? 1 : 0 })),
    );
    const strong = selected && !outer.some(({ name }) => name === selected.id && selected.t === t) ? strongLines(flow, layout, selected) : [];
    return { ...nothing, messages: parts.flatMap(({ messages }) => messages), arrows: [...strong, ...parts.flatMap(({ arrows }) => arrows)], nodes: [...turned, ...parts.flatMap(({ nodes }) => nodes)] };
  }
  const arrows = selected ? strongLines(flow, layout, selected) : [];
  const along = 1 - travel(fraction);
  const bead = (/** @type {Link} */ link) => linesOfLink(layout, link).map(({ line }) => alongLine(shift(line, columnX(layout, t - link.lag)), along));
  if (phase === "loss" && !flow.masked[t - 1])
    return { ...nothing, arrows, beads: net.links.filter(({ from }) => from === "J").flatMap(bead), loss: { t, swell: 1 + 0.25 * Math.sin(Math.PI * fraction) } };
  if (phase !== "forward") return { ...nothing, arrows };
  const fed = net.layers.filter(({ into }) => variables.includes(into));
  const beads = net.links.filter(({ from, lag }) => fed.some(({ name }) => name === from) && t > lag).flatMap(bead);
  const nodes = outer.flatMap(({ name }) => unitsAt(flow, layout, name, t, "computing", null, fraction));
  return { ...nothing, arrows, beads: fraction < 1 ? beads : [], nodes };
}

/** @param {Point[]} line @param {number} along @returns {Point} */
const alongLine = ([a, b], along) => [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])];

/** The lines to the selected unit that have arrived. @param {Flow} flow @param {UnitLayout} layout @param {Unit} selected */
const strongLines = (flow, layout, { id, unit, t }) => linksInto(layout.net, id, t, flow).flatMap((link) => linesOf(flow, layout, link, t, 1, false, unit, true));

/**
 * All units of a layer gather at once: what one link brings starts together, in the order of the terms.
 * @param {Flow} flow @param {UnitLayout} layout @param {Timeline} timeline @param {Event} event @param {string} name @param {number} fraction @param {number} selected
 */
function gatherAt(flow, layout, timeline, { t, index, group }, name, fraction, selected) {
  const duration = beatOf(timeline, index);
  const hold = group === 0 && !timeline.still ? HOLD : 0;
  const ms = timeline.still ? Infinity : fraction * duration - hold;
  const links = linksInto(layout.net, name, t, flow);
  const messages = links.map(({ edge }, i) => ({ edges: [edge], progress: travel(clamp((ms - i * STAGGER) / HOP, 0, 1)) }));
  const arrows = links.flatMap((link, i) => (messages[i].progress > 0 ? linesOf(flow, layout, link, t, messages[i].progress, true, selected) : []));
  const settling = settle(clamp((ms - (duration - hold - SETTLE)) / SETTLE, 0, 1));
  const nodes = unitsAt(flow, layout, name, t, "gathering", settling > 0.5 ? name : "").map((node) => ({ ...node, filled: node.unit === selected ? settling : 0 }));
  return { arrows: arrows.sort((a, b) => a.k - b.k || a.look.L - b.look.L), messages: messages.filter(({ progress }) => progress > 0), nodes };
}
