/** The time from a change to the picture of it, as the browser's tools show it: the last one only. */

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
