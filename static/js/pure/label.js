/** Labels beside one another's ends. */

/** Heights moved down as little as keeps neighbours a gap apart. @param {number[]} heights @param {number} gap @returns {number[]} in the same order */
export function apart(heights, gap) {
  const placed = [...heights];
  const order = heights.map((_, i) => i).sort((a, b) => heights[a] - heights[b]);
  order.slice(1).forEach((i, k) => (placed[i] = Math.max(heights[i], placed[order[k]] + gap)));
  return placed;
}
