/** The table of all that one unit gathers, message by message. */

import { tableOf } from "../pure/neurons/words.js";
import { symbolOf } from "../pure/words.js";
import { element, italics } from "./element.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/neurons/messages.js").Unit} Unit
 */

/** @param {HTMLElement} root */
export function createUnitTable(root) {
  let shown = "";
  /** @type {Flow | null} */
  let of = null;

  /** @param {Flow} flow @param {Unit | null | undefined} unit */
  function draw(flow, unit) {
    root.hidden = !unit || !flow.answer.parameters || !flow.answer.parts;
    const key = JSON.stringify(unit ?? null);
    if (!unit || root.hidden || (key === shown && flow === of)) return;
    [shown, of] = [key, flow];
    const { caption, entries, sum, inside } = tableOf(flow, unit);
    const froms = entries.map(({ name, unit: number, t }) => element("th", { scope: "col" }, element("i", {}, symbolOf(name)), ...(number ? [element("sub", {}, String(number))] : []), `(${t})`));
    const numbers = entries.map(({ message }) => element("td", {}, message));
    root.replaceChildren(
      element("h2", { id: "unit-title" }, ...italics(caption)),
      element("div", { class: "scroll", role: "group", "aria-labelledby": "unit-title", tabindex: 0 }, element(
        "table",
        { "aria-labelledby": "unit-title" },
        element("thead", {}, element("tr", {}, element("th", { scope: "row" }, "from"), ...froms, element("th", { scope: "col" }, "sum"))),
        element("tbody", {}, element("tr", {}, element("th", { scope: "row" }, "message"), ...numbers, element("td", {}, element("b", {}, sum)))),
      )),
      ...(inside ? [element("p", { class: "lo" }, inside)] : []),
    );
  }

  return { draw };
}
