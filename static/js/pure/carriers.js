/**
 * What a message's carriers did to the error on its way, as one sentence, for any cell: the factors of a chain
 * stand in the order in which the error of the target meets them.
 */

import { three } from "./numbers.js";
import { extentOf } from "./routes/cuts.js";
import { numbers, sizeAt } from "./vectors.js";
import { list, nameOf, symbolOf } from "./words.js";

/**
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Edge} Edge
 * @typedef {import("./types.js").Factor} Factor
 */

/** More units than this are cut short. */
const UNITS = 4;
/** A longer expression is in the formula above; the sentence does not repeat it. */
const LONG = 20;

/** @param {Flow} flow @param {string} id  of the edge @param {number} t  of its source @returns {string} */
export function carrierSentence({ answer, graph, cuts }, id, t) {
  const { cell, deltas, messages, norms } = answer;
  const use = /** @type {Edge} */ (cell.edges.find((edge) => edge.id === id));
  const at = t + use.lag;
  const after = sizeAt(messages?.[id], norms.messages[id], t);
  const extent = extentOf(cuts, id, t);
  const cut = extent && `Cut ${extent === "every" ? "at every step" : "here"}: `;
  if (use.target === "J") {
    if (cut) return `${cut}the loss sends nothing.`;
    const fresh = graph.arrows.some(({ edges }) => edges.includes(id));
    return `The loss sends ${fresh ? `${freshOf(use)}, the fresh error of step ${at}` : freshOf(use)}. Norm ${three(after)}.`;
  }
  const before = sizeAt(deltas?.[use.target], norms.deltas[use.target], at);
  const whose = `the error of ${owner(answer, use)}`;
  if (cut) return `${cut}nothing passes. ${capital(whose)} has norm ${three(before)}.`;
  const [first, ...more] = use.carriers;
  const said = more.length
    ? `${capital(whose)} comes by ${use.carriers.length} ways, which are added: ${use.carriers.map((chain) => passive(answer, chain, at)).join("; ")}.`
    : first.length === 1
      ? active(answer, use, first[0], whose, at)
      : `${capital(whose)} is ${passive(answer, first, at)}.`;
  return `${said} ${change(before, after)}`;
}

/** @param {number} before @param {number} after */
function change(before, after) {
  if (!Number.isFinite(before) || !Number.isFinite(after)) return "These numbers are no longer finite.";
  if (before === 0) return "There is no error to pass on.";
  return `Norm ${three(before)} to ${three(after)}, a factor of ${three(after / before)}.`;
}

/** Whose error is passed on. @param {Answer} answer @param {Edge} use */
function owner({ cell }, { target, lag }) {
  const name = nameOf(cell, target);
  if (name.startsWith("before the ")) return `the sum before the ${lag ? "next " : ""}${name.slice(11)}`;
  if (name.startsWith("the ")) return lag ? `the next ${name.slice(4)}` : name;
  return `${name}${lag ? " one step later" : ""}`;
}

/** One factor as the subject. @param {Answer} answer @param {Edge} use @param {Factor} factor @param {string} whose @param {number} at */
function active(answer, use, factor, whose, at) {
  const { kind } = factor;
  if (kind === "matrix") return `The matrix ${factor.parameter}, transposed, mixes ${whose} over the units.`;
  if (kind === "softmax") return `The softmax spreads ${whose} over the classes.`;
  if (kind === "number") return factor.number === 1 ? `${capital(whose)} passes as it is.` : `The number ${signed(factor.number)} scales ${whose}.`;
  if (factor.function === "identity") return `${capital(whose)} passes as it is.`;
  const what = written(factor.expression, at);
  if (kind === "slope") return `The ${slopeOf(factor, at)} scales ${whose} unit by unit${quotients(answer, use, at)}.`;
  const one = variableIn(factor.expression, at);
  const name = one && nameOf(answer.cell, one.name);
  const earlier = one && one.t < at ? " one step earlier" : "";
  const who = name?.startsWith("the ") ? capital(name) + earlier : `The ${isName(factor.expression) ? "weight" : "factor"} ${what}`;
  const units = one && valueOf(answer, one.name, one.t);
  return `${who} scales ${whose} unit by unit${units ? `: ${what} = ${units}` : quotients(answer, use, at)}.`;
}

/** @param {Factor} factor @param {number} at */
function slopeOf(factor, at) {
  const where = written(factor.expression, at);
  return `slope of ${factor.function}${where.length > LONG ? "" : ` at ${where}`}`;
}

/** What a factor was in each unit, by what became of the error, where there was one. @param {Answer} answer @param {Edge} use @param {number} at */
function quotients({ deltas, messages }, { id, target, lag }, at) {
  if (!deltas || !messages) return "";
  const before = numbers(deltas[target][at - 1]);
  const each = numbers(messages[id][at - 1 - lag]).map((value, i) => value / before[i]);
  return each.every(Number.isFinite) ? `: ${units(each)}` : "";
}

/** The factors of a chain, one after another. @param {Answer} answer @param {Factor[]} chain @param {number} at */
function passive(answer, chain, at) {
  if (chain.length === 0) return "passed on as it is";
  return list(
    chain.map((factor) => {
      const { kind } = factor;
      if (kind === "matrix") return `mixed by ${factor.parameter}, transposed`;
      if (kind === "softmax") return "spread by the softmax";
      if (kind === "number") return factor.number === -1 ? "turned round" : `scaled by ${signed(factor.number)}`;
      if (kind === "slope") return `scaled by the ${slopeOf(factor, at)}`;
      const one = variableIn(factor.expression, at);
      const value = one && valueOf(answer, one.name, one.t);
      return `scaled by ${written(factor.expression, at)}${value ? ` = ${value}` : ""}`;
    }),
  );
}

/** What a loss sends: of the squared error the difference. @param {Edge} use */
function freshOf({ carriers }) {
  const [[factor]] = carriers;
  return factor?.expression ? written(factor.expression, null) : "what is too much";
}

/** With a true minus sign. @param {number} [number] */
const signed = (number) => String(number).replace("-", "−");

/** @param {string} [expression] */
const isName = (expression) => /^\w+$/.test(expression ?? "");

/** The one variable that an expression is. @param {string | undefined} expression @param {number} at */
function variableIn(expression, at) {
  const found = /^(\w+)\[t(-1)?\]$/.exec(expression ?? "");
  return found && { name: found[1], t: at - (found[2] ? 1 : 0) };
}

/** An expression with the step in the place of t, or without it. @param {string | undefined} expression @param {number | null} at */
export const written = (expression = "", at) =>
  expression
    .replace(/(\w+)\[t(-1)?\]/g, (_, name, earlier) => symbolOf(name) + (at === null ? "" : `(${at - (earlier ? 1 : 0)})`))
    .replaceAll(" * ", " ⊙ ")
    .replaceAll(" @ ", " ")
    .replaceAll("-", "−");

/** The values of a variable; null where the answer has none. @param {Answer} answer @param {string} name @param {number} t */
function valueOf({ values, initial }, name, t) {
  const row = t > 0 ? values?.[name]?.[t - 1] : initial?.[name]?.value;
  return row ? units(numbers(row)) : null;
}

/** @param {number[]} row */
function units(row) {
  const short = (/** @type {number} */ value) => (value === 0 || (Math.abs(value) >= 0.01 && Math.abs(value) < 100) ? value.toFixed(2).replace("-", "−") : three(value));
  return `(${row.slice(0, UNITS).map(short).join(", ")}${row.length > UNITS ? ", …" : ""})`;
}

/** @param {string} sentence */
const capital = (sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
