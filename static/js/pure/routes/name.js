/** A route in words, read off the cell's description: what its first step is, and what the variable there is for. */

import { isHighway, shownVariables } from "../graph.js";
import { nameOf, symbolOf } from "../words.js";
import { edgeOf, pathOf } from "./path.js";

/**
 * @typedef {import("../flow.js").Flow} Flow
 * @typedef {import("../types.js").Cell} Cell
 * @typedef {import("../types.js").Edge} Edge
 */

const GATES = ["sigmoid", "hard_sigmoid"];

/** A letter between underscores is set in italics. @param {Flow} flow @param {string} id  of the first edge @param {number} t */
export function routeName(flow, id, t) {
  const { cell } = flow.answer;
  const edge = edgeOf(cell, id);
  const twin = cell.edges.some((other) => other.source === edge.source && other.target === edge.target && other.lag !== edge.lag);
  return plainName(flow, edge, t) + (twin ? (edge.lag ? ", one step later" : ", in this step") : "");
}

/** @param {Flow} flow @param {Edge} edge @param {number} t */
function plainName(flow, edge, t) {
  const { cell } = flow.answer;
  const end = pathOf(flow, edge.id, t).at(-1);
  if (!end?.names.includes("J")) return "to no loss";
  if (end.t !== null) return "fresh error";
  if (isHighway(edge)) return "the highway";
  const what = activationOf(cell, edge.target);
  const outside = edge.lag ? `to the next ${bare(cell, what)}` : `straight to ${called(cell, what)}`;
  return (shownVariables(cell).includes(what) ? outside : inside(cell, what)) + (isPeephole(cell, edge, what) ? ", peephole" : "");
}

/** What a sum before a function is the sum of; any other variable is itself. @param {Cell} cell @param {string} name */
function activationOf(cell, name) {
  const uses = cell.edges.filter(({ source }) => source === name);
  const [use] = uses;
  const onlyFunction = uses.length === 1 && use.lag === 0 && use.carriers.length === 1 && use.carriers[0].length === 1 && use.carriers[0][0].kind === "slope";
  return onlyFunction ? use.target : name;
}

/** With its article where it has a word. @param {Cell} cell @param {string} name */
const called = (cell, name) => (hasWord(cell, name) ? nameOf(cell, name) : `_${symbolOf(name)}_`);

/** @param {Cell} cell @param {string} name */
const hasWord = (cell, name) => nameOf(cell, name).startsWith("the ");

/** @param {Cell} cell @param {string} name */
const bare = (cell, name) => called(cell, name).replace(/^the /, "");

/** A variable inside the cell: its word, or what it does. @param {Cell} cell @param {string} name */
function inside(cell, name) {
  if (hasWord(cell, name)) return bare(cell, name);
  return `${isGate(cell, name) ? "gate" : "through"} _${symbolOf(name)}_`;
}

/** A gate is made by a function from 0 to 1, and another variable is multiplied by it. @param {Cell} cell @param {string} name */
function isGate(cell, name) {
  const into = cell.edges.filter(({ target }) => target === name);
  const made = into.length > 0 && into.every(({ carriers }) => carriers.every(([first]) => first?.kind === "slope" && GATES.includes(first.function ?? "")));
  return made && cell.edges.some(({ carriers }) => carriers.flat().some(({ kind, expression }) => kind === "times" && expression === `${name}[t]`));
}

/** A weight for each unit, into a gate. @param {Cell} cell @param {Edge} edge @param {string} what */
function isPeephole(cell, { carriers }, what) {
  const weighs = carriers.some((chain) => chain.some(({ kind, expression }) => kind === "times" && cell.parameters.some(({ name }) => name === expression)));
  return weighs && isGate(cell, what);
}
