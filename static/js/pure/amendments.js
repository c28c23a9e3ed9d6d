/** What a link asks for and cannot have, with what is shown instead: `Cell: asked “cru”, shown LSTM with peepholes`. */

import { readFrames } from "./frames.js";
import { SETTINGS, applies, fromQuery, isExact, rawOf } from "./settings.js";

/** Letters of a wish that are repeated in an answer to it. */
const REPEATED = 24;
/** @param {string} text */
const brief = (text) => (text.length > REPEATED ? `${text.slice(0, REPEATED)}…` : text);

/** Of the views. */
const NAMED = ["box", "circuit", "odyssey", "neurons", "routes"];

/** What a link holds besides the settings, and what is shown where that can't be read. @type {Record<string, (raw: string) => string | null>} */
const OF_THE_VIEW = {
  event: (raw) => (/^0*[1-9]\d*$/.test(raw) ? null : "shown the beginning"),
  fraction: (raw) => (raw && Number(raw) >= 0 && Number(raw) <= 1 ? null : "shown 1"),
  theme: (raw) => (raw === "light" || raw === "dark" ? null : "shown your own"),
  pin: () => null,
  view: (raw) => (NAMED.includes(raw) ? null : "shown the black box"),
  frames: (raw) => (raw === "" || readFrames(raw) ? null : "shown at the first, middle and last step"),
  parameter: () => null,
};

/** @param {string} name @param {string} raw @param {string} instead */
const amended = (name, raw, instead) => `${name}: asked “${brief(raw)}”, ${instead}`;

/** @param {URLSearchParams} query @param {Record<string, number>} bounds @returns {string[]} */
export function amendments(query, bounds) {
  const settings = fromQuery(query, bounds);
  const ofSettings = SETTINGS.flatMap((setting) => {
    const raw = rawOf(setting, query);
    const instead = raw === null ? null : shownInstead(setting, settings, raw);
    return raw === null || instead === null ? [] : [amended(setting.label.replaceAll("_", ""), raw, instead)];
  });
  const ofTheView = Object.entries(OF_THE_VIEW).flatMap(([name, read]) => {
    const raw = query.get(name);
    const instead = raw === null ? null : read(raw);
    return raw === null || instead === null ? [] : [amended(name[0].toUpperCase() + name.slice(1), raw, instead)];
  });
  const known = [...SETTINGS.map(({ name }) => name), ...Object.keys(OF_THE_VIEW)];
  const unknown = [...new Set(query.keys())].filter((name) => !known.includes(name));
  return [...ofSettings, ...ofTheView, ...unknown.map((name) => `${brief(name)}: there is no such setting`)];
}

/** @param {import("./settings.js").Setting} setting @param {import("./settings.js").Settings} settings @param {string} raw @returns {string | null} null where it is what was asked */
function shownInstead(setting, settings, raw) {
  const { name, initial, options, fixedBy } = setting;
  const value = settings[name];
  if (!applies(setting, settings)) return fixedBy ? `set by ${fixedBy}` : isExact(raw, initial) ? null : "does nothing here";
  if (isExact(raw, value)) return null;
  if (typeof value === "string" && !options && raw) return "shortened";
  return `shown ${options?.find(([each]) => each === value)?.[1] ?? value}`;
}
