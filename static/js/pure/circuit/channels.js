/** The channels between the rows: a track for each level piece of a wire, and with them all heights and the width. */

import { endsIn, NEAR, xOf } from "./places.js";

/**
 * @typedef {import("./rows.js").Rows} Rows
 * @typedef {import("./rows.js").Tree} Tree
 * @typedef {import("./rows.js").Past} Past
 *
 * @typedef {object} Grid
 * @property {number} width  of the block
 * @property {number} height
 * @property {number} pitch
 * @property {number} shift  from the places in the rows to those in the block
 * @property {number[]} floors  heights of the rows' lower sides
 * @property {Map<Tree | Past, number[]>} tracks  heights by channel
 * @property {Map<Past, number>} margins  where what comes in from the left turns up or down
 * @property {Map<Past, number>} entries  the height at which it leaves one block and enters the next
 * @property {Set<Past>} level  those that leave their variable at its side
 */

/** Above the highest channel is the block's title; between tracks, and beside the first and last. */
const [TITLE, TRACK, BESIDE, EMPTY] = [38, 20, 16, 16];
const [MARGIN, STEP, BOTTOM, BETWEEN] = [22, 18, 0, 32];
/** J keeps off the title. */
const LOSS_FROM = 88;

/** @typedef {{way: Tree | Past, ups: number[], downs: number[], low: number, high: number}} Piece */

/** @param {Rows} all @returns {Grid} */
export function gridOf(all) {
  const { rows, trees, pasts } = all;
  const level = new Set(pasts.filter(({ from }) => isLast(rows, from)));
  const leaving = new Set(pasts.filter((past) => !level.has(past)).map(({ source }) => source));
  const ordered = rows.map((_, channel) => tracksOf([...trees, ...pasts], channel, leaving));
  /** @type {Grid["tracks"]} */
  const tracks = new Map([...trees, ...pasts].map((way) => [way, []]));
  const floors = rows.map(() => 0);
  let y = TITLE;
  for (let channel = rows.length - 1; channel >= 0; channel--) {
    const lines = ordered[channel];
    const height = lines.length ? 2 * BESIDE + (lines.length - 1) * TRACK : channel === rows.length - 1 ? 0 : EMPTY;
    for (const way of [...trees, ...pasts]) {
      const line = lines.findIndex((pieces) => pieces.some((piece) => piece.way === way));
      /** @type {number[]} */ (tracks.get(way))[channel] = line < 0 ? y + height / 2 : y + BESIDE + line * TRACK;
    }
    y += height;
    if (channel === 0) continue;
    y += Math.max(0, ...rows[channel - 1].map(({ tile }) => tile?.height ?? 0));
    floors[channel - 1] = y;
  }
  /** @type {Grid["entries"]} */
  const entries = new Map();
  for (const past of pasts) {
    const tree = trees.find(({ source, channel }) => source === past.source && channel === past.from.row + 1);
    entries.set(past, level.has(past) || !tree ? floors[past.from.row] + (past.from.tile?.node[1] ?? 0) : heightAt(tracks, tree, tree.channel));
  }
  const margins = marginsOf(pasts.filter(({ sinks }) => sinks.length > 0), tracks, entries);
  const items = [...rows.flat(), all.input];
  const loss = rows[rows.length - 1][0];
  const inner = MARGIN + STEP * margins.size;
  const shift = Math.max(inner - Math.min(...items.map(({ x, left }) => x - left)), LOSS_FROM - loss.x);
  const width = shift + Math.max(...items.map(({ x, right }) => x + right)) + MARGIN;
  return { width, height: y + BOTTOM, pitch: width + BETWEEN, shift, floors, tracks, margins, entries, level };
}

/** @param {Grid["tracks"]} tracks @param {Tree | Past} way @param {number} channel */
export const heightAt = (tracks, way, channel) => /** @type {number[]} */ (tracks.get(way))[channel];

/** Whether no tile stands on the right. @param {Rows["rows"]} rows @param {import("./rows.js").Item} item */
function isLast(rows, item) {
  const tiles = (rows[item.row] ?? []).filter(({ tile }) => tile);
  return tiles.length > 0 && tiles[tiles.length - 1] === item;
}

/** The level pieces of a channel from top to bottom, those that leave room for one another on one track. */
/** @param {(Tree | Past)[]} ways @param {number} channel @param {Set<string>} leaving @returns {Piece[][]} */
function tracksOf(ways, channel, leaving) {
  /** @type {Piece[]} */
  const pieces = ways.flatMap((way) => {
    const ends = endsIn(way, channel);
    const xs = ends.map(xOf);
    const exit = "passes" in way && way.channel === channel && channel === way.from.row + 1 && leaving.has(way.source);
    const [low, high] = [!("passes" in way) || exit ? -Infinity : Math.min(...xs), exit ? Infinity : Math.max(...xs)];
    if (ends.length === 0 || low === high) return [];
    return [{ way, ups: ends.filter(({ up }) => up).map(xOf), downs: ends.filter(({ up }) => !up).map(xOf), low, high }];
  });
  sortBy(pieces, (above, below) => crossed(above.downs, below) + crossed(below.ups, above));
  /** @type {Piece[][]} */
  const lines = [];
  for (const piece of pieces) {
    const last = lines[lines.length - 1];
    if (last?.every((other) => other.high + NEAR < piece.low || piece.high + NEAR < other.low)) last.push(piece);
    else lines.push([piece]);
  }
  return lines;
}

/** @param {number[]} xs @param {{low: number, high: number}} piece */
const crossed = (xs, { low, high }) => xs.filter((x) => low < x && x < high).length;

/** Swap neighbours for as long as that costs less. @template T @param {T[]} things @param {(one: T, next: T) => number} cost */
export function sortBy(things, cost) {
  for (let round = 0; round < things.length; round++) {
    let settled = true;
    for (let i = 1; i < things.length; i++) {
      if (cost(things[i], things[i - 1]) >= cost(things[i - 1], things[i])) continue;
      [things[i - 1], things[i]] = [things[i], things[i - 1]];
      settled = false;
    }
    if (settled) return;
  }
}

/** @param {Past[]} pasts @param {Grid["tracks"]} tracks @param {Grid["entries"]} entries @returns {Grid["margins"]} */
function marginsOf(pasts, tracks, entries) {
  const heights = new Map(pasts.map((past) => [past, past.sinks.map(({ channel }) => heightAt(tracks, past, channel))]));
  const of = (/** @type {Past} */ past) => /** @type {number[]} */ (heights.get(past));
  const entry = (/** @type {Past} */ past) => /** @type {number} */ (entries.get(past));
  const span = (/** @type {Past} */ past) => ({ low: Math.min(entry(past), ...of(past)), high: Math.max(entry(past), ...of(past)) });
  const sorted = [...pasts];
  sortBy(sorted, (outer, inner) => crossed([...new Set(of(outer))], span(inner)) + crossed([entry(inner)], span(outer)));
  return new Map(sorted.map((past, i) => [past, MARGIN + STEP * i]));
}
