/** The small bars of a ledger: shares laid end to end, and one bar for each unit. */

import { svg } from "./element.js";

/**
 * @typedef {import("../pure/ledger.js").Ledger} Ledger
 * @typedef {import("../pure/ledger.js").Entry} Entry
 */

/** More units than this are not shown, only the largest. */
export const UNITS = 16;
export const HEIGHT = 20;
const UNITS_WIDTH = 48;
/** Of the room that a bar of shares has, in percent. */
const [FIRST, LAST] = [1, 99];

/** From share to a place; the bars lie end to end between the smallest and the largest running sum. @param {Ledger} ledger */
function shareScale({ entries }) {
  const ends = entries.flatMap(({ before, share }) => [before, before + share]);
  const [low, high] = [Math.min(0, ...ends), Math.max(1, ...ends)];
  return (/** @type {number} */ share) => FIRST + ((share - low) / (high - low)) * (LAST - FIRST);
}

/** @param {Ledger} ledger @param {Entry} entry */
export function shareBar(ledger, { before, share, norm: size }) {
  const picture = svg("svg", { width: "100%", height: HEIGHT, class: "shares", "aria-hidden": "true" });
  if (!ledger.finite || !ledger.norm) return picture;
  if (!ledger.shared) {
    const largest = Math.max(...ledger.entries.map((entry) => entry.norm), Number.MIN_VALUE);
    picture.append(svg("rect", { x: `${FIRST}%`, y: 4, width: `${((LAST - FIRST) * size) / largest}%`, height: 12, class: "bar" }));
    return picture;
  }
  const x = shareScale(ledger);
  for (const line of [0, 0.5, 1]) picture.append(svg("line", { x1: `${x(line)}%`, x2: `${x(line)}%`, y1: 0, y2: HEIGHT, class: "grid" }));
  const [a, b] = [x(Math.min(before, before + share)), x(Math.max(before, before + share))];
  picture.append(svg("rect", { x: `${a}%`, y: 4, width: `${Math.max(0.5, b - a)}%`, height: 12, class: share < 0 ? "bar hollow" : "bar" }));
  return picture;
}

/** @param {Ledger} ledger */
export function sumBar(ledger) {
  const picture = svg("svg", { width: "100%", height: HEIGHT, class: "shares", "aria-hidden": "true" });
  if (!ledger.shared) return picture;
  const x = shareScale(ledger);
  picture.append(svg("rect", { x: `${x(0)}%`, y: 5, width: `${x(1) - x(0)}%`, height: 10, class: "total" }));
  return picture;
}

/** One bar for each unit, filled above the line, hollow below; one scale for all rows of a ledger. @param {number[]} vector @param {number} widest */
export function units(vector, widest) {
  const picture = svg("svg", { width: UNITS_WIDTH, height: HEIGHT, class: "units", "aria-hidden": "true" });
  const middle = HEIGHT / 2;
  picture.append(svg("line", { x1: 0, x2: UNITS_WIDTH, y1: middle, y2: middle, class: "zero" }));
  if (!Number.isFinite(widest) || widest === 0) return picture;
  const kept = vector.map((value, i) => ({ value, i }));
  if (kept.length > UNITS) kept.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).splice(UNITS);
  const pitch = Math.min(11, UNITS_WIDTH / kept.length);
  kept.sort((a, b) => a.i - b.i).forEach(({ value }, i) => {
    const height = Math.max(0.8, (Math.abs(value) / widest) * (middle - 1.5));
    const hollow = value < 0;
    const inset = hollow && pitch > 5 ? 0.6 : 0;
    picture.append(svg("rect", { x: i * pitch + 1 + inset, y: hollow ? middle : middle - height, width: Math.max(1, pitch - 3 - 2 * inset), height, class: hollow ? "bar hollow" : "bar" }));
  });
  return picture;
}
