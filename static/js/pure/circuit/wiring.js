/** Wires along the tracks: each tree of ways as a graph of straight pieces, cut into wires where it forks. */

import { heightAt } from "./channels.js";
import { endsIn, xOf } from "./places.js";

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./rows.js").Rows} Rows
 * @typedef {import("./rows.js").Tree} Tree
 * @typedef {import("./rows.js").Past} Past
 * @typedef {import("./channels.js").Grid} Grid
 * @typedef {import("./tiles.js").Leg} Leg
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {import("./drawing.js").Carry} Carry
 *
 * @typedef {object} Corner
 * @property {Point} at
 * @property {Corner[]} next
 * @property {Leg} [leg]  that ends here
 */

/** Where x stands below its block, and its size. */
export const [INPUT, INPUT_RADIUS] = [40, 16];

/** Straight pieces between points; what lies in the next block is a pitch further right. */
class Graph {
  constructor() {
    /** @type {Map<string, Corner>} */
    this.corners = new Map();
  }

  /** @param {Point} at @returns {Corner} */
  corner(at) {
    const key = `${at[0]} ${at[1]}`;
    const corner = this.corners.get(key) ?? { at, next: [] };
    this.corners.set(key, corner);
    return corner;
  }

  /** @param {Point[]} points */
  line(points) {
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [this.corner(points[i - 1]), this.corner(points[i])];
      if (a === b || a.next.includes(b)) continue;
      a.next.push(b);
      b.next.push(a);
    }
    return this.corner(points[points.length - 1]);
  }

  /** Through places on one level or upright line, in order. @param {Point[]} points */
  through(points) {
    if (points.length) this.line([...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by));
  }
}

/** The ways of all trees as graphs, each with where it begins. @param {Rows} all @param {Grid} grid */
export function graphsOf({ rows, trees, pasts }, grid) {
  const { pitch, height, shift, floors, tracks, margins, entries, level } = grid;
  const at = (/** @type {import("./places.js").End} */ end) => xOf(end) + shift;
  /** @param {Graph} graph @param {Tree | Past} way @param {number} channel @param {number[]} more @param {number} dx */
  const spread = (graph, way, channel, more, dx) => {
    const y = heightAt(tracks, way, channel);
    graph.through([...endsIn(way, channel).map(at), ...more].map((x) => [x + dx, y]));
    for (const { leg, item } of way.sinks.filter((sink) => sink.channel === channel)) {
      const [tx, ty] = [item.x + shift, floors[item.row] ?? 0];
      const tail = leg.tail.map(([x, y]) => /** @type {Point} */ ([x + tx + dx, y + ty]));
      graph.line([[leg.x + tx + dx, y], ...tail]).leg = leg;
    }
  };
  /** @param {Graph} graph @param {Past} past @param {Point[]} level  where the way in passes */
  const enter = (graph, past, level) => {
    const y = /** @type {number} */ (entries.get(past));
    const margin = margins.get(past);
    if (margin !== undefined) {
      const x = margin + pitch;
      const channels = [...new Set(past.sinks.map(({ channel }) => channel))];
      graph.through([[x, y], ...channels.map((channel) => /** @type {Point} */ ([x, heightAt(tracks, past, channel)]))]);
      for (const channel of channels) spread(graph, past, channel, [margin], pitch);
      level.push([x, y]);
    }
    if (past.road) {
      const x = past.road.leg.x + past.road.item.x + shift + pitch;
      graph.corner([x, y]).leg = past.road.leg;
      level.push([x, y]);
    }
    graph.through(level);
  };
  const found = [];
  for (const tree of trees) {
    const graph = new Graph();
    const { tile, x, row } = tree.from;
    const up = tree.channel > row;
    const past = up ? pasts.find((one) => one.source === tree.source && !level.has(one)) : undefined;
    const first = heightAt(tracks, tree, tree.channel);
    const middle = tile ? floors[row] + tile.node[1] : height + INPUT;
    const start = /** @type {Point} */ ([x + shift, middle + (tile?.r ?? INPUT_RADIUS) * (up ? -1 : 1)]);
    for (let channel = 0; channel < rows.length; channel++) spread(graph, tree, channel, [], 0);
    for (const pass of tree.passes) graph.line([heightAt(tracks, tree, pass.row), heightAt(tracks, tree, pass.row + 1)].map((y) => [pass.x + shift, y]));
    graph.line([start, [x + shift, first]]);
    if (past) enter(graph, past, [[Math.max(...endsIn(tree, tree.channel).map(at)), first]]);
    if (past || tree.sinks.length) found.push({ source: tree.source, start: graph.corner(start) });
  }
  for (const past of level) {
    const graph = new Graph();
    const { tile, x } = past.from;
    const start = /** @type {Point} */ ([x + shift + (tile?.r ?? 0), entries.get(past)]);
    enter(graph, past, [start]);
    found.push({ source: past.source, start: graph.corner(start) });
  }
  return found;
}

/**
 * Wires and forks of a graph. A wire that only the next step uses is in the frame of that step's block.
 * @param {{source: string, start: Corner}} graph @param {number} pitch @param {(edge: string) => Set<string>} usesOf
 * @param {{wires: Wire[], forks: Record<string, Point>}} made
 */
export function cut({ source, start }, pitch, usesOf, { wires, forks }) {
  /** @param {Corner} corner @param {Corner | null} before @returns {Leg[]} */
  const legsOf = (corner, before) => [...(corner.leg ? [corner.leg] : []), ...corner.next.filter((next) => next !== before).flatMap((next) => legsOf(next, corner))];
  /** @param {Corner} corner @param {Corner} before @param {Point[]} points @param {string} from */
  const walk = (corner, before, points, from) => {
    const onward = corner.next.filter((next) => next !== before);
    const way = [...points, corner.at];
    if (onward.length === 1 && !corner.leg) {
      walk(onward[0], corner, way, from);
      return;
    }
    const legs = legsOf(corner, before);
    const lag = legs.every(({ use }) => use.lag === 1) ? 1 : 0;
    const fork = `${source}:${Object.keys(forks).length}`;
    const end = onward.length === 0 ? corner.leg : undefined;
    const to = end ? end.to : `fork:${fork}`;
    if (onward.length) forks[fork] = [corner.at[0] > pitch ? corner.at[0] - pitch : corner.at[0], corner.at[1]];
    const bent = unbent(way).map(([x, y]) => /** @type {Point} */ ([lag ? x - pitch : x, y]));
    wires.push({ id: `${from}-${end ? end.use.id : to}`, kind: kindOf(source, legs, lag), lag, from, to, points: bent, carry: carryOf(legs, usesOf) });
    for (const next of onward) walk(next, corner, [corner.at], `fork:${fork}`);
  };
  for (const next of start.next) walk(next, start, [start.at], source);
}

/** Without the points that lie on a straight way. @param {Point[]} points @returns {Point[]} */
const unbent = (points) =>
  points.filter(([x, y], i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    return !before || !after || !((before[0] === x && x === after[0]) || (before[1] === y && y === after[1]));
  });

/** @param {string} source @param {Leg[]} legs @param {number} lag @returns {Wire["kind"]} */
function kindOf(source, legs, lag) {
  if (legs.some(({ road }) => road)) return "highway";
  if (legs.every(({ use }) => use.weight)) return "peephole";
  if (lag === 1) return "recurrent";
  if (source === "x") return "input";
  return legs.every(({ to }) => to === "J") ? "output" : "plain";
}

/** @param {Leg[]} legs @param {(edge: string) => Set<string>} usesOf @returns {Carry} */
function carryOf(legs, usesOf) {
  const uses = new Set(legs.map(({ use }) => use.id));
  const edges = [...new Set(legs.map(({ use }) => use.edge))];
  if (edges.every((edge) => [...usesOf(edge)].every((use) => uses.has(use)))) return { edges };
  return uses.size === 1 ? { use: [...uses][0] } : { uses: [...uses] };
}
