/** Where a label can stand so that no line runs through it. */

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/** How much of a line's extent lies in a box, in px, by the pieces' own slopes. @param {Box} box @param {Point[]} line */
export function crossing({ x, y, width, height }, line) {
  return line.slice(1).reduce((sum, [bx, by], i) => {
    const [ax, ay] = line[i];
    const [from, to] = [Math.max(x, Math.min(ax, bx)), Math.min(x + width, Math.max(ax, bx))];
    if (from > to) return sum;
    const at = (/** @type {number} */ px) => (bx === ax ? ay : ay + ((px - ax) / (bx - ax)) * (by - ay));
    const [top, bottom] = bx === ax ? [Math.min(ay, by), Math.max(ay, by)] : [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
    return bottom < y || top > y + height ? sum : sum + 1 + to - from;
  }, 0);
}

/** The first of the boxes with the least of the lines in it. @param {Box[]} boxes @param {Point[][]} lines @returns {Box} */
export function freest(boxes, lines) {
  const crossed = boxes.map((box) => lines.reduce((sum, line) => sum + crossing(box, line), 0));
  return boxes[crossed.indexOf(Math.min(...crossed))];
}
