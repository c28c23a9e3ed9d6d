/** Lines as lists of points: their lengths, parts of them, and how a bend becomes such a list. */

/** @typedef {[number, number]} Point */

const BEND_POINTS = 14;

/** A quadratic curve as a line of short pieces. @param {Point} a @param {Point} control @param {Point} b @returns {Point[]} */
export const bend = (a, control, b) =>
  Array.from({ length: BEND_POINTS + 1 }, (_, i) => {
    const s = i / BEND_POINTS;
    const at = (/** @type {0 | 1} */ axis) => (1 - s) ** 2 * a[axis] + 2 * s * (1 - s) * control[axis] + s ** 2 * b[axis];
    return /** @type {Point} */ ([at(0), at(1)]);
  });

/** A line whose corners are turned in arcs. @param {Point[]} line @param {number} radius @returns {Point[]} */
export const rounded = (line, radius) =>
  line.flatMap((corner, i) => {
    if (i === 0 || i === line.length - 1) return [corner];
    const toward = (/** @type {Point} */ end) => {
      const far = distance(corner, end);
      const s = far ? Math.min(radius, far / 2) / far : 0;
      return /** @type {Point} */ ([corner[0] + s * (end[0] - corner[0]), corner[1] + s * (end[1] - corner[1])]);
    };
    const [a, b] = [toward(line[i - 1]), toward(line[i + 1])];
    return [0, 0.2, 0.4, 0.6, 0.8, 1].map((s) => /** @type {Point} */ ([0, 1].map((axis) => (1 - s) ** 2 * a[axis] + 2 * s * (1 - s) * corner[axis] + s ** 2 * b[axis])));
  });

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** @param {Point[]} line */
export const lengthOf = (line) => line.slice(1).reduce((sum, point, i) => sum + distance(line[i], point), 0);

/** The first part of a line, of a given length. @param {Point[]} line @param {number} length @returns {Point[]} */
export function upTo(line, length) {
  /** @type {Point[]} */
  const part = [line[0]];
  let rest = Math.max(0, length);
  for (let i = 1; i < line.length; i++) {
    const piece = distance(line[i - 1], line[i]);
    if (piece >= rest) {
      const s = piece ? rest / piece : 0;
      part.push([line[i - 1][0] + s * (line[i][0] - line[i - 1][0]), line[i - 1][1] + s * (line[i][1] - line[i - 1][1])]);
      return part;
    }
    part.push(line[i]);
    rest -= piece;
  }
  return part;
}

/** The place on a line at a given length, and its direction. @param {Point[]} line @param {number} length */
export function placeOn(line, length) {
  const part = upTo(line, length);
  const [x, y] = part[part.length - 1];
  const i = Math.min(part.length - 1, line.length - 1);
  return { x, y, angle: Math.atan2(line[i][1] - line[i - 1][1], line[i][0] - line[i - 1][0]) };
}

/** How far a point is from a line. @param {Point} point @param {Point[]} line */
export function distanceTo([x, y], line) {
  return Math.min(
    ...line.slice(1).map(([bx, by], i) => {
      const [ax, ay] = line[i];
      const [dx, dy] = [bx - ax, by - ay];
      const s = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(x - ax - s * dx, y - ay - s * dy);
    }),
  );
}

/** @param {Point[]} line @param {number} dx @returns {Point[]} */
export const shift = (line, dx) => line.map(([x, y]) => [x + dx, y]);
