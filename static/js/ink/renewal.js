/** One parameter before, the sum of its gradients, and the parameter renewed by it. */

import { three } from "../pure/numbers.js";
import { largestOf, sizeOf } from "../pure/parameters.js";
import { element } from "./element.js";
import { parameter } from "./gradients.js";
import { squareOf, tableOf } from "./square.js";

/**
 * @typedef {import("../pure/parameters.js").Chosen} Chosen
 * @typedef {import("../pure/parameters.js").Matrix} Matrix
 * @typedef {object} Moment
 * @property {number} added  how many steps are in the sum
 * @property {boolean} whole  all are, and it has been closed
 * @property {boolean} renewed
 * @property {import("../pure/types.js").Answer} answer
 * @property {number | null | undefined} lossAfter
 * @property {boolean} last  the server takes no further update
 */

const SIDE = 118;

/** @param {HTMLElement} root @param {() => void} renew */
export function createRenewal(root, renew) {
  const [before, sum, after] = ["before", "sum", "after"].map((name) => element("figure", { class: `big-square ${name}` }));
  const times = element("p", { class: "times" });
  const button = element("button", { type: "button" });
  const losses = element("span", { class: "lo" });
  const tables = element("div", { class: "tables" });
  button.addEventListener("click", renew);
  const numbers = element("button", { type: "button", class: "plain", "aria-pressed": "false" }, "Numbers");
  numbers.addEventListener("click", () => numbers.setAttribute("aria-pressed", String(root.classList.toggle("told"))));
  root.replaceChildren(before, times, sum, element("p", { class: "renew-once" }, button, losses), after, element("p", { class: "numbers" }, numbers), tables);
  /** @type {{chosen: Chosen, key: string} | null} */
  let shown = null;

  /** @param {Chosen} chosen @param {Moment} moment */
  function draw(chosen, { added, whole, renewed, answer, lossAfter, last }) {
    const key = `${added}|${whole}|${renewed}|${lossAfter}`;
    if (chosen === shown?.chosen && key === shown.key) return;
    shown = { chosen, key };
    const { learning_rate: rate = 0.1 } = answer.request;
    const { name, sums, taken } = chosen;
    const partial = added === 0 ? null : whole ? taken : sums?.[added - 1];
    const weights = largestOf(there([chosen.before, chosen.after]));
    fill(before, chosen.before, weights, [parameter(name), " before"]);
    fill(sum, partial, largestOf(there([...(sums ?? []), taken])), [sumWords(added, whole, answer), ...(partial ? [element("span", { class: "lo" }, `norm ${three(sizeOf(partial))}`)] : [])]);
    fill(after, renewed ? chosen.after : null, weights, [parameter(name), afterWords(chosen, renewed, last)]);
    times.replaceChildren(`− ${rate} ×`, element("span", { class: "lo" }, element("i", {}, "η"), ` = ${rate}`));
    button.textContent = renewed ? "Renew again" : "Renew once";
    button.disabled = last;
    const [was, is] = [three(answer.loss.total ?? NaN), lossAfter === undefined ? "" : three(lossAfter ?? NaN)];
    losses.replaceChildren(element("i", {}, "J"), ` ${was}${renewed && is ? ` → ${is}` : ""}`);
    tables.replaceChildren(...twinOf(`${name} before`, chosen.before), ...twinOf(`The sum of ${added} gradients of ${name}`, partial), ...twinOf(`${name} after`, renewed ? chosen.after : null));
  }

  return { draw };
}

/** @param {number} added @param {boolean} whole @param {import("../pure/types.js").Answer} answer */
function sumWords(added, whole, { request, clip }) {
  if (added === 0) return "the sum comes after the errors";
  const shortened = whole && request.clip && request.clip.mode !== "delta";
  return `sum of ${added} gradient${added === 1 ? "" : "s"}${shortened ? `, clipped × ${three(clip?.factor ?? NaN)}` : ""}`;
}

/** @param {Chosen} chosen @param {boolean} renewed @param {boolean} last */
function afterWords({ after }, renewed, last) {
  if (!renewed) return " after the update";
  if (last) return " after: no further update is possible";
  return after === null ? " after: too large to be sent" : " after";
}

/** Those that are known. @param {(Matrix | null | undefined)[]} matrices */
const there = (matrices) => matrices.flatMap((matrix) => (matrix ? [matrix] : []));

/** @param {HTMLElement} figure @param {Matrix | null | undefined} matrix @param {number} largest @param {(Node | string)[]} caption */
function fill(figure, matrix, largest, caption) {
  const picture = matrix ? squareOf(matrix, SIDE, largest) : element("div", { class: "empty" });
  figure.replaceChildren(picture, element("figcaption", {}, ...caption));
}

/** @param {string} caption @param {Matrix | null | undefined} matrix */
const twinOf = (caption, matrix) => (matrix ? [tableOf(caption, matrix, three)] : []);
