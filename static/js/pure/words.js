/** The sentences of the page: present tense, and a cell's own symbol where a name has no common word. */

import { exists } from "./flow.js";
import { readLedger } from "./ledger.js";
import { inWords, three } from "./numbers.js";
import { countCutAt } from "./routes/cuts.js";
import { inputWords, signOf, targetWords } from "./sequence.js";
import { norm, numbers } from "./vectors.js";

/**
 * @typedef {import("./flow.js").Flow} Flow
 * @typedef {import("./timeline.js").Event} Event
 * @typedef {import("./types.js").Cell} Cell
 */

/** @type {Record<string, string>} */
const LSTM = { x: "input", c: "cell", y: "output", z: "block input", i: "input gate", f: "forget gate", o: "output gate", s: "score", yhat: "prediction" };
/** @type {Record<string, string>} */
const RNN = { x: "input", h: "hidden state", o: "score", yhat: "prediction" };

/** @type {Record<string, string>} */
const GRU = { x: "input", h: "hidden state", z: "update gate", r: "reset gate", n: "candidate", rh: "reset hidden state", m: "recurrent part", s: "score", yhat: "prediction" };
/** @type {Record<string, string>} */
const DENSE = { x: "input", h1: "first layer", h2: "second layer", y: "output", s: "score", yhat: "prediction" };

/** The words of a cell, by the first part of its id. @type {Record<string, Record<string, string>>} */
const WORDS = { lstm: LSTM, rnn: RNN, gru: GRU, dense: DENSE };

/** What a variable is called, with its article, a pre-activation by what follows; its symbol where there is no word. @param {Cell} cell @param {string} name */
export function nameOf({ id }, name) {
  const words = new Map(Object.entries(WORDS[id?.split("-")[0] ?? ""] ?? {}));
  if (words.has(name)) return `the ${words.get(name)}`;
  const follows = name.replace(/bar$/, "").replace(/^a(?=\d*$)/, "h");
  return follows !== name && words.has(follows) ? `before the ${words.get(follows)}` : symbolOf(name);
}

/** What is written at a gate: its word alone. @param {Cell} cell @param {string} name @returns {string | undefined} */
export const gateName = (cell, name) => /^the (.+?)(?: gate)?$/.exec(nameOf(cell, name))?.[1];

/** A variable as it is written: `fbar` is f with a bar. @param {string} name */
export const symbolOf = (name) => (name.length > 3 && name.endsWith("bar") ? `${name.slice(0, -3)}\u0304` : name === "yhat" ? "y\u0302" : name);

/** @param {string[]} parts */
export const list = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`);

/** @param {string} sentence */
export const capital = (sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** More letters than this in a headline's subject would take another line of the rail. */
const ROOM = 16;
/** Where only so many letters are left, a name goes without its article. */
const ARTICLE = 4;

/** A run of more units in all its steps is a large one. */
const LARGE = 2000;

/** Who a headline is about: in words where all have one and they fit, else in symbols. @param {Cell} cell @param {string[]} variables @param {number} room */
function subject(cell, variables, room) {
  const names = variables.map((name) => nameOf(cell, name));
  const bare = names.map((name) => name.replace(/^(before )?the /, ""));
  const before = names.every((name) => name.startsWith("before the "));
  const start = before ? `The sum${names.length > 1 ? "s" : ""} before ` : names.every((name) => name.startsWith("the ")) ? "" : null;
  const article = names.length === 1 && `the ${bare[0]}`.length <= room - ARTICLE ? "the " : "";
  const words = article + list(bare);
  if (start !== null && start.length + words.length <= room) return capital(start + words);
  return list(variables.map((name) => `_${symbolOf(name)}_`));
}

/**
 * The headline of an event; a letter between underscores is set in italics.
 * @param {Flow} flow @param {Event} event @param {number} [room]  letters for the subject
 */
export function headline({ answer, steps, masked }, { phase, t, variables }, room = ROOM) {
  const single = variables.length === 1;
  const who = subject(answer.cell, variables, room);
  const at = `at _t_ = ${t}`;
  if (phase === "forward") return `${who} ${at} ${single ? "is" : "are"} computed`;
  if (phase === "loss") return masked[t - 1] ? `Step ${t} takes no part in the loss` : `The loss of step ${t}`;
  if (phase === "backward") return `${who} ${at} ${single ? "gathers its error" : "gather their errors"}`;
  if (phase === "update") return "The parameters are renewed, once";
  return t ? `The gradient of step ${t} joins the sum` : `The gradients of ${steps} steps are one sum`;
}

/** One polite sentence for a screen reader. @param {Flow} flow @param {Event} event */
export function sentence(flow, event) {
  const plain = headline(flow, event, Infinity).replaceAll("_", "");
  if (event.phase === "loss") return `${plain}: ${three(flow.answer.loss.per_step[event.t - 1] ?? NaN)}.`;
  if (event.phase !== "backward" || event.variables.length !== 1) return `${plain}.`;
  const [variable] = event.variables;
  const ledger = readLedger(flow, variable, event.t);
  const count = ledger.entries.length;
  const start = `${spokenName(flow.answer.cell, variable)}, step ${event.t}: error ${three(ledger.norm)}, from ${inWords(count)} message${count === 1 ? "" : "s"}`;
  const most = ledger.entries.reduce((a, b) => (b.share > a.share ? b : a), ledger.entries[0]);
  if (!most || count < 2 || !ledger.shared) return `${start}.`;
  return `${start}, most ${routeOf(flow, most.edge)}, ${Math.round(most.share * 100)} percent.`;
}

/** @param {Cell} cell @param {string} variable */
function spokenName(cell, variable) {
  const name = nameOf(cell, variable);
  return name.startsWith("the ") ? capital(name.slice(4)) : symbolOf(variable);
}

/** What is spoken of a node, or of a single unit, that the arrow keys come to. @param {Flow} flow @param {import("./hit.js").Hit} hit */
export function nodeSentence({ answer: { cell, norms, deltas, values } }, { id, t, unit }) {
  const [error, value] = unit ? [deltas, values].map((rows) => rows?.[id][t - 1][unit - 1]) : [norms.deltas, norms.values].map((sizes) => sizes[id]?.[t - 1]);
  return `${spokenName(cell, id)}${unit ? `, unit ${unit}` : ""}, step ${t}: error ${three(error ?? NaN)}, value ${three(value ?? NaN)}.`;
}

/** @param {Flow} flow @param {string} edge */
function routeOf({ graph, answer }, edge) {
  const use = /** @type {import("./types.js").Edge} */ (answer.cell.edges.find(({ id }) => id === edge));
  if (use.target === "J") return "from the loss";
  const highway = graph.lanes.some(({ name, highway: is }) => is && name === use.source && name === use.target);
  if (highway && use.lag === 1) return "along the highway";
  const name = nameOf(answer.cell, use.target);
  return `from ${name.startsWith("the ") ? name : symbolOf(use.target)}${use.lag ? " of the next step" : ""}`;
}

/** What the card beside an arrow says, line by line. @param {Flow} flow @param {string} id @param {number} t */
export function arrowCard(flow, id, t) {
  const carried = flow.carried.find(({ arrow }) => arrow.id === id);
  if (!carried || !exists(carried.arrow, t, flow.steps)) return null;
  const { arrow, norms } = carried;
  const size = norms[t - 1];
  const from = arrow.from === null ? `step ${t + 1}` : `${symbolOf(arrow.from)}(${t + arrow.lag})`;
  const count = arrow.edges.length;
  const title = `${from} → ${symbolOf(arrow.into)}(${t})${count > 1 ? `, ${inWords(count)} edges together` : ""}`;
  const part = flow.fresh > 0 ? ` = ${three((100 * size) / flow.fresh)}\u202f% of the largest fresh error` : "";
  const ledger = readLedger(flow, arrow.into, t);
  const parts = ledger.entries.filter(({ edge }) => arrow.edges.includes(edge));
  const lines = [`norm ${three(size)}${part}${count > 1 && !flow.vectors ? ", the largest of them" : ""}`];
  if (count > 1) lines.push(parts.map(({ from: end, norm: each }) => `${symbolOf(end.name)} ${three(each)}`).join(", "));
  const cut = countCutAt(flow.cuts, arrow.edges, t);
  if (cut) lines.push(cut === count ? "cut here" : `${cut} of ${count} cut here`);
  const before = arrow.from ? flow.errors[arrow.from]?.[t + arrow.lag - 1] : undefined;
  if (before) lines.push(`‖δ${from}‖ = ${three(before)} on leaving, factor ${three(size / before)}`);
  return { title, lines };
}

/** Where a node leads to, by mouse and by keyboard. */
export const GOES = "click or Enter: where it gathers its error";

/** @param {string} value @param {string} error */
const sizeWords = (value, error) => `value: norm ${value}; error: norm ${error}`;

/** What the card beside a node says. @param {Flow} flow @param {string} name @param {number} t */
export function nodeCard({ answer, masked }, name, t) {
  if (name === "J") {
    const value = three(answer.loss.per_step[t - 1] ?? NaN);
    return { title: `J(${t}) = ${value}`, lines: [targetWords(answer, t), ...(masked[t - 1] ? ["takes no part in the loss"] : [])] };
  }
  if (name === "x") {
    const error = three(answer.norms.deltas.x?.[t - 1] ?? NaN);
    const size = three(norm(numbers(answer.inputs[t - 1])));
    const sign = signOf(answer, t);
    return { title: `x(${t})${sign === null || sign === "+" && answer.request.task.name === "adding" ? "" : ` = ${sign}`}`, lines: [...inputWords(answer, t), sizeWords(size, error)] };
  }
  const [value, delta] = [answer.norms.values, answer.norms.deltas].map((norms) => three(norms[name]?.[t - 1] ?? NaN));
  return { title: `${symbolOf(name)}(${t})`, lines: [sizeWords(value, delta), GOES] };
}

/** What the width of every arrow is measured by. @param {Flow} flow */
export function freshWords({ graph, carried, fresh, vectors }) {
  const onto = carried.find(({ arrow }) => arrow.kind === "loss");
  const output = symbolOf(graph.lanes[graph.lanes.length - 1].name);
  const what = `Fresh: what the loss of one step alone sends to ${output}.`;
  if (!onto || fresh === 0) return `${what} Here no loss sends any, so every arrow is exactly zero.`;
  return `${what} The largest here: ${three(fresh)}, at step ${onto.norms.indexOf(fresh) + 1}.${vectors ? "" : " This run is too large for sums of vectors, so an arrow of several messages shows the largest."}`;
}

/** Where the numbers stop being finite. @param {import("./types.js").Overflow} overflow @param {{name: string}[]} parameters  of the cell */
export function overflowWords({ phase, variable, step, value }, parameters) {
  const what = value === "nan" ? "Not a number" : value === "+inf" ? "Infinity" : "Minus infinity";
  if (variable === "J") return { title: `${what} at step ${step}, in the loss.`, then: "The values that it reads are finite; their loss is not." };
  const then = phase === "forward" ? `The forward pass overflowed, so every error that passes step ${step} is NaN.` : "The errors exploded on their way back.";
  if (parameters.some(({ name }) => name === variable))
    return { title: `${what} in the gradient of ${symbolOf(variable)}, summed from the last step back to step ${step}.`, then: "The errors are finite; their sum over the steps is not." };
  return { title: `${what} at step ${step}, in ${phase === "backward" ? "the error of " : ""}${symbolOf(variable)}.`, then };
}

/**
 * A line of a cell's text, short enough for the rail: `c = z ⊙ i + c′ ⊙ f`, with a prime for one step earlier.
 * @param {string} line @returns {[string, string]} the name and the right side
 */
export function shortEquation(line) {
  const [left, right] = line.replace(/#.*/, "").split("=");
  const rest = right.trim().replaceAll("[t-1]", "′").replaceAll("[t]", "").replaceAll(" @ ", " ").replaceAll("*", "⊙").replaceAll("-", "−").replaceAll("sigmoid", "σ");
  return [left.replace("[t]", "").trim(), rest];
}

/** What is done while an answer is awaited, with its size where it is a large one. @param {import("./settings.js").Settings} settings */
export function waitingWords({ task, text, steps, hidden_size: size }) {
  const columns = task === "text" ? [...String(text)].length - 1 : Number(steps);
  const many = (/** @type {number} */ count) => count.toLocaleString("en").replaceAll(",", "\u202f");
  return columns * Number(size) < LARGE ? "Running forward and back…" : `Running ${many(columns)} steps of ${many(Number(size))} units forward and back…`;
}
