/** What is asked of the server about a run only when someone looks at it, once for each run. */

import { createApi } from "./api.js";

/** @typedef {import("./pure/flow.js").Flow} Flow */

/**
 * @template Found
 * @param {string} base  of the calls
 * @param {(flow: Flow) => object | null} bodyOf  the request; null where there is nothing to ask for
 * @param {(answer: import("./pure/types.js").Answer) => Found} read
 * @param {() => void} changed
 * @returns {(flow: Flow) => Found | null | undefined} undefined while it is not known, null where it cannot be had
 */
export function createLookup(base, bodyOf, read, changed) {
  const api = createApi(base);
  /** @type {WeakMap<Flow, Found | null | undefined>} */
  const known = new WeakMap();
  return (flow) => {
    if (known.has(flow)) return known.get(flow);
    const body = bodyOf(flow);
    known.set(flow, body ? undefined : null);
    if (!body) return null;
    api.ask(body, (outcome) => {
      if ("unreachable" in outcome) return;
      known.set(flow, "answer" in outcome ? read(outcome.answer) : null);
      changed();
    });
    return undefined;
  };
}

/** The request of a run, once more renewed. @param {number} most  updates that the server takes @param {string[]} include @returns {(flow: Flow) => object | null} */
export const renewedBody = (most, include) => ({ answer: { request } }) => {
  const updates = (request.updates ?? 0) + 1;
  return updates > most ? null : { ...request, updates, include };
};
