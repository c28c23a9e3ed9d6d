/** What the picture says, for readers who do not see it: the table of the step's messages, and a polite sentence. */

import { readLedger } from "../pure/ledger.js";
import { percent, three } from "../pure/numbers.js";
import { sentence, symbolOf } from "../pure/words.js";
import { element } from "./element.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/timeline.js").Event} Event
 */

/** @param {HTMLTableElement} table @param {HTMLElement} spoken */
export function createTwin(table, spoken) {
  let step = 0;
  let index = -1;
  /** @type {Flow | null} */
  let of = null;

  /** While playing, only a change of step is read. @param {Flow} flow @param {Event} event @param {boolean} playing */
  function draw(flow, event, playing) {
    const other = flow !== of;
    if (other || (playing ? event.t !== step : event.index !== index)) {
      index = event.index;
      spoken.textContent = playing ? `Step ${event.t}.` : sentence(flow, event);
    }
    if (other || event.t !== step) writeTable(flow, event.t || 1);
    [of, step] = [flow, event.t];
  }

  /** @param {Flow} flow @param {number} t */
  function writeTable(flow, t) {
    const rows = flow.graph.lanes.flatMap(({ name }) => {
      const { entries, shared } = readLedger(flow, name, t);
      return entries.map(({ from, norm, share }) =>
        element("tr", {}, ...[`${symbolOf(from.name)}(${from.t})`, `${symbolOf(name)}(${t})`, three(norm), shared ? percent(share) : "–"].map((text) => element("td", {}, text))),
      );
    });
    table.caption?.replaceChildren(`Messages of step ${t}`);
    table.tBodies[0].replaceChildren(...rows);
  }

  return {
    draw,
    /** Until the moment changes. @param {string} text */
    say: (text) => void (spoken.textContent = text),
  };
}
