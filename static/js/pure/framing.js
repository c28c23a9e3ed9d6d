/** What is said of three gradients. */

import { carriedBack } from "./collected.js";
import { three } from "./numbers.js";

/** What the gradient of a parameter at a step needs, and its size; a letter between underscores is set in italics. @param {import("./flow.js").Flow} flow @param {string} parameter @param {number} step */
export function cardWords(flow, parameter, step) {
  const { losses } = carriedBack(flow, parameter, step);
  const size = flow.answer.norms.gradients[parameter][step - 1] ?? NaN;
  const [first, last, count] = [losses[0], losses[losses.length - 1], losses.length];
  const from = `norm ${three(size)}, from ${count} loss${count === 1 ? "" : "es"}${count && size === 0 ? ": all that it multiplies there is 0" : ""}`;
  if (count === 0) return { needs: "no loss reaches it", from };
  if (count === 1) return { needs: `needs _J_(${first}) only`, from };
  const between = last - first + 1 === count ? "" : ", those that count";
  return { needs: `needs _J_(${first}) to _J_(${last})${between}`, from };
}

/** Norms of vectors do not add. @param {import("./parameters.js").Chosen} chosen */
export function sumWords({ norms, total }) {
  return {
    before: ". What depends on the step is the gradient, so the norms need not add: ",
    sum: three(total),
    between: " for the sum, ",
    all: three(norms.reduce((sum, size) => sum + size, 0)),
    after: " for the norms added one by one.",
  };
}

/** The one sentence for readers who do not see the lanes. @param {import("./flow.js").Flow} flow @param {import("./frames.js").Frames} frames @param {string} parameter */
export function spokenFrames(flow, frames, parameter) {
  const there = frames.flatMap((step) => (step === null ? [] : [`step ${step} ${cardWords(flow, parameter, step).needs.replaceAll("_", "")}`]));
  return there.length ? `Three gradients of ${parameter}: ${there.join("; ")}.` : `Three gradients of ${parameter}: every frame is taken away.`;
}
