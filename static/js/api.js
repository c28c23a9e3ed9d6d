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
/** What stands before a server answers so when there is none behind it. */
const GATEWAY = [502, 503, 504];
/** Between two knocks at a server that is away, at first and at most. */
const [KNOCK_FIRST, KNOCK_MOST] = [500, 8000];

/** @param {string} base  the address of the calls, with a slash at its end */
export function createApi(base) {
  const path = `${base}flow`;
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
    /** A built-in cell as it is described, null where the server is away. @param {string} id @param {string} query @returns {Promise<import("./pure/types.js").Cell | null>} */
    describe: (id, query) => fetch(`${base}cells/${id}?${query}`).then((response) => (response.ok ? response.json() : null), () => null),
  };
}

/** @param {string} path @param {object} body @param {AbortSignal} signal @returns {Promise<Outcome | null>} null if it was aborted */
async function post(path, body, signal) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal });
    if (response.ok) return { answer: await response.json() };
    if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) return { problem: await response.json() };
    if (GATEWAY.includes(response.status)) return { unreachable: true };
    return { problem: { title: `The server answered ${response.status}.` } };
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? null : { unreachable: true };
  }
}

/** Knocks at a server that is away, ever more rarely, until it opens. @param {string} path @param {() => void} opened */
export function createKnocker(path, opened) {
  let wait = KNOCK_FIRST;
  let timer = 0;

  async function knock() {
    const open = await fetch(path, { cache: "no-store" }).then(({ ok }) => ok, () => false);
    if (!timer) return;
    timer = 0;
    if (open) opened();
    else start();
  }

  function start() {
    if (timer) return;
    timer = setTimeout(knock, wait);
    wait = Math.min(KNOCK_MOST, 2 * wait);
  }

  return {
    start,
    /** It has answered. */
    stop() {
      clearTimeout(timer);
      [timer, wait] = [0, KNOCK_FIRST];
    },
  };
}
