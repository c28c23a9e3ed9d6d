/** The address holds everything: settings, moment and theme, so that a link reproduces the view. */

import { amendments } from "./amendments.js";
import { readFrames, writeFrames } from "./frames.js";
import { readPins, writePins } from "./selection.js";
import { fromQuery, toQuery } from "./settings.js";

/**
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("./timeline.js").Position} Position
 *
 * @typedef {object} Address
 * @property {Settings} settings
 * @property {Position | null} position  null on a first visit
 * @property {import("./hit.js").Hit[]} pins  what is selected
 * @property {string} view  by its name; the black box has no need of one in the address
 * @property {import("./frames.js").Framed} framed  three gradients
 * @property {"light" | "dark" | null} theme  null leaves it to the reader's system
 */

/** @param {Address} address @returns {string} the query, without the question mark */
export function writeAddress({ settings, position, pins, view, framed, theme }) {
  const query = toQuery(settings);
  if (position) {
    query.set("event", String(position.event + 1));
    if (position.fraction < 1) query.set("fraction", position.fraction.toFixed(2));
  }
  if (pins.length) query.set("pin", writePins(pins));
  if (view !== "box") query.set("view", view);
  if (framed.on) query.set("frames", framed.frames ? writeFrames(framed.frames) : "");
  if (framed.on && framed.parameter !== null) query.set("parameter", framed.parameter);
  if (theme) query.set("theme", theme);
  return query.toString();
}

/** @param {string} search @param {Record<string, number>} bounds @returns {Address & {amendments: string[]}}  and what the link asks for that cannot be shown */
export function readAddress(search, bounds) {
  const query = new URLSearchParams(search);
  const event = Number(query.get("event"));
  const fraction = Number(query.get("fraction") ?? 1);
  const theme = query.get("theme");
  const frames = query.get("frames");
  return {
    settings: fromQuery(query, bounds),
    amendments: amendments(query, bounds),
    position: Number.isInteger(event) && event > 0 ? { event: event - 1, fraction: fraction >= 0 && fraction <= 1 ? fraction : 1 } : null,
    pins: readPins(query.get("pin") ?? ""),
    view: frames === null ? (query.get("view") ?? "box") : "box",
    framed: { on: frames !== null, frames: readFrames(frames ?? ""), parameter: query.get("parameter") },
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}
