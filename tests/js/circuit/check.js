/** Lays out the cells of a file, {name: description}, and writes what is wrong with them and how large they are, as JSON. */

import { readFileSync } from "node:fs";
import process from "node:process";
import { layOutCircuit } from "../../../static/js/pure/circuit/automatic.js";
import { routeOf } from "../../../static/js/pure/circuit/routes.js";
import { problemsOf } from "./checker.js";

/** @type {Record<string, import("../../../static/js/pure/types.js").Cell>} */
const cells = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = Object.entries(cells).map(([name, cell]) => {
  const circuit = layOutCircuit(cell);
  const { width, height } = circuit.block;
  const lost = cell.edges.filter((edge) => !routeOf(circuit, edge)).map(({ id }) => `${id} has no route`);
  return [name, { width, height, bridges: circuit.bridges.length, problems: [...problemsOf(circuit, cell), ...lost] }];
});
console.log(JSON.stringify(Object.fromEntries(found)));
