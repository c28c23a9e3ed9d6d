/** What is asked for: the settings, the browser's history of them, and the way to the server and back. */

import { createApi, createKnocker } from "./api.js";
import { markInput } from "./measure.js";
import { withoutReadout } from "./pure/examples.js";
import { cutsWithin, recut } from "./pure/routes/cuts.js";
import { fits, isTooLarge } from "./pure/limits.js";
import { SETTINGS, initialSettings, toRequest } from "./pure/settings.js";

/**
 * @typedef {import("./pure/settings.js").Settings} Settings
 * @typedef {ReturnType<typeof createWishes>} Wishes
 *
 * @typedef {object} Does
 * @property {() => string} address  of what is asked for, at this moment
 * @property {() => Settings | null} shown  the settings of the picture
 * @property {() => string[]} needs  what is drawn besides vectors and norms
 * @property {(settings: Settings, name?: string) => void} wished
 * @property {(waiting: boolean) => void} waitFor
 * @property {(answer: import("./pure/types.js").Answer, asked: Settings) => void} accept
 * @property {(problem: import("./api.js").Problem) => void} refuse
 * @property {(waits: string[]) => void} leave  the server is away; these settings wait for it
 */

/** @param {Settings} settings @param {Record<string, number>} bounds @param {Does} does */
export function createWishes(settings, bounds, does) {
  const api = createApi("api/v1/");
  const knocker = createKnocker("healthz", ask);
  /** The setting that was changed last. */
  let last = "";

  /** @param {string} name @param {string | number} value */
  function change(name, value) {
    if (settings[name] === value) return;
    markInput();
    if (name === "cell" && value === "own" && !settings.equations) return void startFrom(String(settings.cell));
    // Letters typed one after the other are one page of the history.
    const turns = SETTINGS.some((setting) => setting.name === name && setting.turns) && !(name === "equations" && last === name);
    const next = { ...settings, [name]: value };
    changeAll({ ...next, cut: cutsAfter(next, name) }, name, turns);
  }

  /** Cuts are those of one cell, and of steps that there are. @param {Settings} next @param {string} name  of what was changed */
  function cutsAfter({ cut, steps, text }, name) {
    if (name === "cell") return "";
    const length = name === "steps" ? Number(steps) : name === "text" ? [...String(text)].length : Infinity;
    return cutsWithin(String(cut), length);
  }

  /** @param {Settings} next @param {string} name  of what was changed @param {boolean} turns  the browser's Back comes back to what was before */
  function changeAll(next, name, turns) {
    if (turns) history.replaceState(null, "", `?${does.address()}`);
    [settings, last] = [next, name];
    if (turns) history.pushState(null, "", `?${does.address()}`);
    does.wished(settings, name);
    ask();
  }

  /** A cell of one's own begins as a built-in one. @param {string} id @param {boolean} [turns] */
  async function startFrom(id, turns = true) {
    const before = settings;
    does.waitFor(true);
    const cell = await api.describe(id, id === "rnn" ? `activation=${settings.activation}` : "");
    if (settings !== before) return; // something else was chosen meanwhile
    const cut = id === settings.cell ? settings.cut : "";
    if (cell) return changeAll({ ...settings, cell: "own", equations: withoutReadout(cell), cut }, "cell", turns);
    does.wished(settings);
    away([]);
  }

  function ask() {
    does.wished(settings);
    does.waitFor(true);
    const asked = settings;
    if (asked.cell === "own" && !asked.equations && !does.shown()) return void startFrom(String(initialSettings().cell), false);
    /** @param {import("./api.js").Outcome} outcome */
    const take = (outcome) => {
      does.waitFor(asked !== settings);
      const shown = does.shown();
      if ("unreachable" in outcome) return away(shown ? Object.keys(asked).filter((name) => asked[name] !== shown[name]) : []);
      knocker.stop();
      if ("problem" in outcome) does.refuse(outcome.problem);
      else does.accept(outcome.answer, asked);
    };
    const onlyNorms = () => asked === settings && api.ask(toRequest(asked, false), take);
    const vectors = fits(asked, bounds);
    api.ask(toRequest(asked, vectors, does.needs()), (outcome) => (vectors && "problem" in outcome && isTooLarge(outcome.problem) ? onlyNorms() : take(outcome)));
  }

  /** The server is knocked at until it answers. @param {string[]} waits */
  function away(waits) {
    does.waitFor(false);
    does.leave(waits);
    knocker.start();
  }

  return {
    get settings() {
      return settings;
    },
    change,
    startFrom: (/** @type {string} */ id) => void startFrom(id),
    /** @param {string[]} edges @param {number} t  a step of their source @param {import("./pure/routes/cuts.js").Extent} extent  none mends them */
    recut: (edges, t, extent) => change("cut", edges.reduce((cuts, edge) => recut(cuts, edge, t, extent), String(settings.cut))),
    ask,
    away: () => away([]),
    /** The picture and the settings stay those of the run before. */
    cancel() {
      api.cancel();
      does.waitFor(false);
      settings = does.shown() ?? settings;
      does.wished(settings);
    },
    /** Settings that were shown before, or are those of another address. @param {Settings} before */
    restore(before) {
      [settings, last] = [before, ""];
      ask();
    },
    startOver: () => changeAll(initialSettings(), "cell", true),
  };
}
