/** What single lines carry: the message on the line from unit i to unit j is W[j][i] times the error of unit j. */

import { numbers } from "../vectors.js";
import { netOf } from "./net.js";

/**
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("./net.js").Net} Net
 * @typedef {import("./net.js").Link} Link
 * @typedef {import("./net.js").Layer} Layer
 *
 * @typedef {object} Unit  from 1, at a step
 * @property {string} id  its layer
 * @property {number} unit
 * @property {number} t
 *
 * @typedef {object} Gathered  one message to a unit
 * @property {string} name  who sends it: the sum of a layer, the layer where that has no name, or J
 * @property {number} unit  of it; 0 is the loss
 * @property {number} t
 * @property {Link} link
 * @property {number} message
 */

/**
 * The numbers on the lines of a link, back to step t: row i is what its unit i gathers, one from every sender j.
 * The sums over j are the API's message. A link that was cut carries nothing; of weights that have not come nothing is known.
 * @param {Answer} answer @param {Net} net @param {Link} link @param {number} t @returns {number[][]}
 */
export function linesAt(answer, { layers }, link, t) {
  const { deltas, messages, parts } = answer;
  const { edge, from, lag, parameter } = link;
  const whole = numbers(messages?.[edge][t - 1] ?? []);
  if (parameter === undefined) return whole.map((message) => [message]);
  const { inside } = /** @type {Layer} */ (layers.find(({ name }) => name === from));
  const errors = numbers((deltas?.[inside] ?? parts?.deltas[inside])?.[t - 1 + lag] ?? []);
  const weights = weightsOf(answer, link);
  if (!weights) return whole.map(() => []);
  return whole.map((sum, i) => errors.map((error, j) => (sum === 0 && whole.every((one) => one === 0) ? 0 : weights[j][i] * error)));
}

/** The matrix of a link, a row for each sender; undefined where it has none or it has not come. @param {Answer} answer @param {Link} link */
export const weightsOf = ({ parameters }, { parameter = "" }) => /** @type {number[][] | undefined} */ (parameters?.[parameter]);

/** The links that bring errors to a layer at step t. @param {Net} net @param {string} layer @param {number} t @param {{steps: number, masked: boolean[]}} run */
export const linksInto = ({ links }, layer, t, { steps, masked }) =>
  links.filter(({ into, from, lag }) => into === layer && (lag === 0 || t < steps) && !(from === "J" && masked[t - 1]));

/** Every message that one unit gathers, in the order of the terms. @param {import("../flow.js").Flow} flow @param {Unit} unit @returns {Gathered[]} */
export function gatheredBy(flow, { id, unit, t }) {
  const net = /** @type {Net} */ (netOf(flow.answer));
  return linksInto(net, id, t, flow).flatMap((link) =>
    linesAt(flow.answer, net, link, t)[unit - 1].map((message, j) => ({
      name: net.layers.find(({ name }) => name === link.from)?.into ?? "J",
      unit: link.from === "J" ? 0 : j + 1,
      t: t + link.lag,
      link,
      message,
    })),
  );
}
