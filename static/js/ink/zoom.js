/** How much wider the columns are than they would be, and how far the reader zooms on where they go no further. */

/** Zooming on so far beyond a view's last size passes into another. */
const THROUGH = 2;

export function createZoom() {
  let by = 1;
  let beyond = 1;

  return {
    get by() {
      return by;
    },
    reset: () => void ([by, beyond] = [1, 1]),
    /** @param {number} factor @param {number} before  the pitch @param {() => number} lay  lays out anew, and gives the pitch then @returns {"nearer" | "farther" | null} the view to pass into */
    turn(factor, before, lay) {
      by *= factor;
      const after = lay();
      by *= after / (before * factor); // no further than the columns go
      beyond = after === before ? beyond * factor : 1;
      return beyond > THROUGH ? "nearer" : beyond < 1 / THROUGH ? "farther" : null;
    },
  };
}
