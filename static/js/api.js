/** The one way to the server: a single request in flight, and the latest wishes win. */

/**
 * @typedef {import("./pure/types.js").Answer} Answer
 *
 * @typedef {object} Problem  RFC 9457
 * @property {string} title
 * @property {string} [detail]
 * @property {{pointer?: string, detail: string, line?: number, column?: number}[]} [errors]
 * @property {number} [numbers]  of a run that is too large: how large it would be
 * @property {number} [most]  and how large it may be
 *
 * @typedef {{answer: Answer} | {problem: Problem} | {unreachable: true}} Outcome
 */

/** A run that takes longer than this must not hold up a newer wish. */
const PATIENCE = 1000;

/** @param {string} path */
export function createApi(path) {
  /** @type {{controller: AbortController, since: number} | null} */
  let flight = null;
  /** @type {{body: object, done: (outcome: Outcome) => void} | null} */
  let next = null;

  /** @param {{body: object, done: (outcome: Outcome) => void}} wish */
  async function send({ body, done }) {
    const controller = new AbortController();
    flight = { controller, since: performance.now() };
    const outcome = await post(path, body, controller.signal);
    flight = null;
    if (outcome) done(outcome);
    const wish = next;
    next = null;
    if (wish) send(wish);
  }

  return {
    /** Asks for a run; an older wish that still waits is dropped. @param {object} body @param {(outcome: Outcome) => void} done */
    ask(body, done) {
      if (!flight) return void send({ body, done });
      next = { body, done };
      if (performance.now() - flight.since > PATIENCE) flight.controller.abort();
    },
    cancel() {
      next = null;
      flight?.controller.abort();
    },
  };
}

/** @param {string} path @param {object} body @param {AbortSignal} signal @returns {Promise<Outcome | null>} null if it was aborted */
async function post(path, body, signal) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
    if (response.ok) return { answer: await response.json() };
    if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) return { problem: await response.json() };
    return { problem: { title: `The server answered ${response.status}.` } };
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? null : { unreachable: true };
  }
}
