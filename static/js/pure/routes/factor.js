/** The factors of a chain as they are written beneath their gains: only a variable that is a factor itself tells its step. */

import { written } from "../carriers.js";

/**
 * @typedef {import("../types.js").Factor} Factor
 * @typedef {import("./chain.js").Link} Link
 */

/** A label that would be longer says how many ways or factors it is made of. */
const LONGEST = 22;

/** @param {Link} link */
export function linkWords({ factors, at }) {
  const ways = factors.map((chain) => chain.map((factor) => factorWords(factor, at)));
  const text = ways.map(product).join(" + ").replaceAll("+ −", "− ");
  if (text.length <= LONGEST) return text;
  if (ways.length > 1) return `${ways.length} ways`;
  const [chain] = ways;
  return chain.length > 1 ? `${chain.length} factors` : text;
}

/** A minus stands first. @param {string[]} chain */
function product(chain) {
  const rest = chain.filter((factor) => factor !== "−1");
  const sign = (chain.length - rest.length) % 2 ? "−" : "";
  return rest.length ? sign + rest.join(" ⊙ ") : `${sign}1`;
}

/** @param {Factor} factor @param {number} at */
function factorWords({ kind, number, parameter, expression = "", function: name }, at) {
  if (kind === "matrix") return `${parameter}\u1d40`;
  if (kind === "number") return String(number).replace("-", "−");
  if (kind === "softmax") return "softmax′";
  if (kind === "slope") return `${name === "sigmoid" ? "σ" : name}′`;
  const what = written(expression, /^\w+\[t(-1)?\]$/.test(expression) ? at : null).replace("sigmoid", "σ");
  return what.includes(" ") ? `(${what})` : what;
}
