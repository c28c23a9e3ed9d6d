/** The loss that a run will have once its parameters are renewed: asked for when the update is looked at. */

import { createApi } from "./api.js";

/** @typedef {import("./pure/flow.js").Flow} Flow */

/** @param {string} base  of the calls @param {number} most  updates that the server takes @param {() => void} changed */
export function createAfter(base, most, changed) {
  const api = createApi(base);
  /** By run: the loss, null where it is not finite, undefined while it is not known. @type {WeakMap<Flow, number | null | undefined>} */
  const losses = new WeakMap();

  /** @param {Flow} flow @returns {number | null | undefined} */
  function lossAfter(flow) {
    const updates = (flow.answer.request.updates ?? 0) + 1;
    if (losses.has(flow) || updates > most) return losses.get(flow);
    losses.set(flow, undefined);
    api.ask({ ...flow.answer.request, updates, include: [] }, (outcome) => {
      if (!("answer" in outcome)) return;
      losses.set(flow, outcome.answer.loss.total);
      changed();
    });
  }

  return lossAfter;
}
