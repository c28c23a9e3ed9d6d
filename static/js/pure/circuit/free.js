/** Free places for what is written on a circuit: letters stay as large when it shrinks, so some have to move or go. */

import { distanceTo } from "../geometry.js";
import { BESIDE, routeTag } from "./tags.js";

/**
 * @typedef {import("./layout.js").CircuitLayout} CircuitLayout
 * @typedef {import("./layout.js").Placed} Placed
 * @typedef {{x: number, y: number, w: number, h: number}} Box  from its middle
 * @typedef {{x: number, y: number}} Place
 */

/** Of a tag; height of a line of text; between what is written and anything else. */
const [TAG, LINE, CLEAR] = [20, 13, 1];
/** Half of what the ribbon on a wire takes at scale 1. */
const RIBBON = 4.5;
/** So far a tag moves; so much further from its wire than wished. */
const [FARTHEST, SLACK, STEP] = [48, 16, 4];
/** What is written beside J takes so much, beside x half of it. */
const LABEL = 90;
/** So far a name moves sideways. */
const ASIDE = 16;

/** @param {Box} a @param {Box} b */
const meet = (a, b) => 2 * Math.abs(a.x - b.x) < a.w + b.w + 2 * CLEAR && 2 * Math.abs(a.y - b.y) < a.h + b.h + 2 * CLEAR;

/** @type {WeakMap<Placed, Box[]>} */
const known = new WeakMap();

/** All that must not be covered in a block, wires of both its neighbours too. @param {CircuitLayout} layout @returns {Box[]} */
export function thingsIn({ circuit, bandHalf, pitch }) {
  const before = known.get(circuit);
  if (before) return before;
  const { drawing, scale } = circuit;
  const half = (/** @type {string} */ kind) => (kind === "highway" ? bandHalf + 1 : RIBBON * scale);
  const pieces = [...drawing.wires, ...drawing.stubs].flatMap(({ kind, points }) =>
    points.slice(1).map(([bx, by], i) => {
      const [ax, ay] = points[i];
      const more = 2 * half(kind);
      return { x: (ax + bx) / 2, y: (ay + by) / 2, w: Math.abs(bx - ax) + (ay === by ? 0 : more), h: Math.abs(by - ay) + (ay === by ? more : 0) };
    }),
  );
  const round = (/** @type {{x: number, y: number, r: number}} */ { x, y, r }) => ({ x, y, w: 2 * r, h: 2 * r });
  const one = [
    ...pieces,
    ...Object.values(drawing.nodes).map(round),
    ...drawing.gates.map(({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2, w, h })),
    ...drawing.ops.map(({ x, y, r = 0, w = 2 * r, h = 2 * r, text = "" }) => ({ x, y, w: Math.max(w, 7 * text.length + 4), h })),
    ...drawing.params.map(({ x, y, w, h }) => ({ x, y, w, h })),
    { x: drawing.nodes.J.x - drawing.nodes.J.r - LABEL / 2 - 7, y: drawing.nodes.J.y, w: LABEL, h: 18 },
    { x: drawing.nodes.x.x + drawing.nodes.x.r + LABEL / 4 + 7, y: drawing.nodes.x.y, w: LABEL / 2, h: 18 },
    { x: drawing.block.title[0] + 28, y: drawing.block.title[1] - 5 * scale, w: 56, h: 20 },
  ];
  const all = [-1, 0, 1].flatMap((by) => one.map((box) => ({ ...box, x: box.x + by * pitch })));
  known.set(circuit, all);
  return all;
}

/** Places round none, the nearest first. @type {Place[]} */
const AROUND = [];
for (let x = -FARTHEST; x <= FARTHEST; x += STEP) for (let y = -FARTHEST; y <= FARTHEST; y += STEP) AROUND.push({ x, y });
AROUND.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));

/**
 * The tags of the messages that one variable gathers, each with its number below, after, above or before it; without
 * it where there is no room.
 * @param {CircuitLayout} layout @param {{edge: string, wide: number}[]} wanted  px of each number @param {Box[]} [names]  of the gates
 * @returns {({tag: Place, number: Place | null} | null)[]}  x from the middle of the block that gathers
 */
export function placeTags(layout, wanted, names = []) {
  const things = [...thingsIn(layout), ...names];
  /** @type {Box[]} */
  const taken = [];
  return wanted.map(({ edge, wide }) => {
    const wish = routeTag(layout, edge);
    if (!wish) return null;
    const away = wish.block * layout.pitch;
    const near = [...things.map((box) => ({ ...box, x: box.x + away })), ...taken].filter(({ x, y, w, h }) => Math.abs(x - wish.x) < w / 2 + 120 && Math.abs(y - wish.y) < h / 2 + 90);
    const free = (/** @type {Box} */ box) => box.y >= box.h / 2 && box.y + box.h / 2 <= layout.height && !near.some((other) => meet(box, other));
    const off = (/** @type {Place} */ { x, y }) => Math.min(...wish.lines.map((line) => distanceTo([x, y], line)));
    const most = Math.max(BESIDE, off(wish)) + SLACK;
    const tags = AROUND.map(({ x, y }) => ({ x: wish.x + x, y: wish.y + y })).filter((at) => free({ ...at, w: TAG, h: TAG }) && off(at) <= most);
    const sides = [{ x: 0, y: 18 }, { x: 14 + wide / 2, y: 0 }, { x: 0, y: -18 }, { x: -14 - wide / 2, y: 0 }];
    if (wish.beside) sides.unshift(...sides.splice(1, 1));
    for (const tag of tags) {
      const side = sides.find(({ x, y }) => free({ x: tag.x + x, y: tag.y + y, w: wide, h: LINE }));
      if (!side) continue;
      const number = { x: tag.x + side.x, y: tag.y + side.y };
      taken.push({ ...tag, w: TAG, h: TAG }, { ...number, w: wide, h: LINE });
      return { tag, number };
    }
    const tag = tags[0] ?? wish.on ?? { x: wish.x, y: wish.y };
    taken.push({ ...tag, w: TAG, h: TAG });
    return { tag, number: null };
  });
}

/** The names of the gates that have room: where the drawing has it, else round the capsule, a little aside if need be. */
/** @param {CircuitLayout} layout @param {(name: string) => number} measure @returns {(Box & {name: string})[]} */
export function placeNames(layout, measure) {
  const things = thingsIn(layout);
  /** @type {Box[]} */
  const taken = [];
  return layout.circuit.drawing.gates.flatMap(({ name, name_at: at, align, x, y, w, h }) => {
    if (!name) return [];
    const wide = measure(name);
    const middle = x + w / 2;
    const [right, left] = [x + w + wide / 2 + 5, x - wide / 2 - 5];
    const round = [[middle, y + h + 9], [middle, y - 9], [right - w / 3, y - 7], [left + w / 3, y - 7], [right, y + h / 2], [left, y + h / 2]];
    const wishes = at ? [{ x: at[0] + (align === "start" ? wide / 2 : 0), y: at[1] }] : round.map(([wx, wy]) => ({ x: wx, y: wy }));
    const near = [...things, ...taken];
    for (let aside = 0; aside <= ASIDE; aside += 2) {
      for (const wish of wishes) {
        for (const dx of [aside, -aside]) {
          const box = { x: wish.x + dx, y: wish.y, w: wide + 6, h: LINE };
          if (near.some((other) => meet(box, other))) continue;
          taken.push(box);
          return [{ ...box, name }];
        }
      }
    }
    return [];
  });
}
