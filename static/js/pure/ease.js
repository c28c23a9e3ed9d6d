/** The three curves of motion, as functions of the fraction of the time gone. */

/**
 * A CSS cubic-bezier as a function; x is solved by bisection, which always converges.
 * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
 * @returns {(x: number) => number}
 */
export function bezier(x1, y1, x2, y2) {
  /** @param {number} a @param {number} b @param {number} s */
  const curve = (a, b, s) => 3 * a * s * (1 - s) ** 2 + 3 * b * s ** 2 * (1 - s) + s ** 3;
  return (x) => {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    let low = 0;
    let high = 1;
    for (let i = 0; i < 22; i++) {
      const middle = (low + high) / 2;
      if (curve(x1, x2, middle) < x) low = middle;
      else high = middle;
    }
    return curve(y1, y2, (low + high) / 2);
  };
}

export const travel = bezier(0.35, 0, 0.25, 1);
export const settle = bezier(0.2, 0.9, 0.3, 1);
export const glide = bezier(0.4, 0, 0.2, 1);
