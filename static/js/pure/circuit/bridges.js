/** Where one wire of a circuit passes over another: the level one lies above. */

/**
 * @typedef {import("../geometry.js").Point} Point
 * @typedef {import("./drawing.js").Wire} Wire
 * @typedef {{wire: Wire, a: Point, b: Point}} Piece
 */

/** Straight pieces of wires, all in the frame of one block: what lies in the block before is moved on by a pitch. */
/** @param {Wire[]} wires @param {number} pitch @returns {Piece[]} */
export const piecesOf = (wires, pitch) =>
  wires.flatMap((wire) =>
    wire.points.slice(1).flatMap((b, i) => {
      const a = wire.points[i];
      const whole = a[0] <= b[0] ? [a, b] : [b, a];
      const [[left, y], [right, end]] = whole;
      const move = (/** @type {number} */ x, /** @type {number} */ at) => /** @type {Point} */ ([x + pitch, at]);
      if (left >= 0) return [{ wire, a, b }];
      if (right <= 0) return [{ wire, a: move(a[0], a[1]), b: move(b[0], b[1]) }];
      return [{ wire, a: move(left, y), b: move(0, y) }, { wire, a: /** @type {Point} */ ([0, end]), b: /** @type {Point} */ ([right, end]) }];
    }),
  );

/** @param {Wire[]} wires @param {number} pitch */
export function bridgesOf(wires, pitch) {
  const pieces = piecesOf(wires, pitch);
  const upright = pieces.filter(({ a, b }) => a[0] === b[0] && a[1] !== b[1]).map(({ wire, a: [x, ay], b: [, by] }) => ({ id: wire.id, x, top: Math.min(ay, by), bottom: Math.max(ay, by) }));
  return pieces.flatMap(({ wire: over, a: [ax, y], b: [bx, by] }) => {
    if (y !== by) return [];
    const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
    const under = upright.filter(({ x, top, bottom }) => left < x && x < right && top < y && y < bottom);
    return under.map(({ id, x }) => ({ over: over.id, under: id, at: /** @type {Point} */ ([x, y]), dir: /** @type {const} */ ("h") }));
  });
}
