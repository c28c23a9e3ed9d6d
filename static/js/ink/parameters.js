/** The head of the parameter's gradients: which parameter, how its squares are read, and what of it cannot be shown. */

import { three } from "../pure/numbers.js";
import { stripOf } from "../pure/strip.js";
import { byId, element } from "./element.js";
import { blockWords } from "./square.js";

/** @typedef {import("../pure/parameters.js").Chosen} Chosen */

/** @param {(name: string) => void} choose */
export function createParameterHead(choose) {
  const select = byId("parameter", HTMLSelectElement);
  const note = byId("parameters-note", HTMLElement);
  const rows = /** @type {HTMLTableSectionElement} */ (byId("step-norms", HTMLTableElement).tBodies[0]);
  select.addEventListener("change", () => choose(select.value));
  let named = "";
  /** @type {Chosen | null} */
  let told = null;
  /** @type {import("../pure/layout.js").Layout | null} */
  let laid = null;

  return {
    /** @param {import("../pure/flow.js").Flow} flow @param {Chosen} chosen @param {import("../pure/layout.js").Layout} layout */
    tell({ answer: { cell } }, chosen, layout) {
      if (chosen === told && layout === laid) return;
      [told, laid] = [chosen, layout];
      const names = cell.parameters.map(({ name }) => name);
      if (named !== names.join()) select.replaceChildren(...names.map((name) => element("option", {}, name)));
      named = names.join();
      select.value = chosen.name;
      note.textContent = noteOf(chosen, layout);
      rows.replaceChildren(...chosen.norms.map((size, i) => element("tr", {}, element("th", { scope: "row" }, String(i + 1)), element("td", {}, three(size)))));
    },
  };
}

/** @param {Chosen} chosen @param {import("../pure/layout.js").Layout} layout */
function noteOf({ steps, before }, layout) {
  if (steps === undefined) return "asking for the gradient of each step…";
  const said = [
    steps === null ? "bars = norms only, since this run is too large for the gradient of each step" : stripOf(layout).how === "bars" ? "bars = norms" : "",
    "filled = positive, hollow = negative, area = size",
    before ? blockWords(before) : "",
    layout.lens ? "the lens shows a part of the run, and frames collect arrows beyond it" : "",
  ];
  return said.filter(Boolean).join("; ");
}
