/** The time from a change to the picture of it, as the browser's tools show it, the last one only; and that of frames. */

const [INPUT, ANSWERED] = ["unrolled:input", "unrolled:slider-to-arrows"];

export function markInput() {
  performance.clearMarks(INPUT);
  performance.mark(INPUT);
}

export function markAnswer() {
  const [input] = performance.getEntriesByName(INPUT);
  if (!input) return;
  performance.clearMeasures(ANSWERED);
  performance.measure(ANSWERED, { start: input.startTime });
  performance.clearMarks(INPUT);
}

/** Script time of the frames drawn so far. */
export const timing = { frames: 0, ms: 0, worst: 0 };

/** @param {number} began  when the drawing of a frame did */
export function markFrame(began) {
  const ms = performance.now() - began;
  Object.assign(timing, { frames: timing.frames + 1, ms: timing.ms + ms, worst: Math.max(timing.worst, ms) });
}
