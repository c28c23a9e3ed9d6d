/** Answers of the real server, stored: small runs of two or three steps, six digits or (units) twelve. */

import { readFileSync } from "node:fs";

/** @typedef {import("../../static/js/pure/types.js").Answer} Answer */

/** @param {string} name @returns {Answer & Required<Pick<Answer, "deltas" | "messages">>} */
export const answerOf = (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));

/** Runs that clip in several ways, with the same run after one update more. @returns {Record<string, {now: Answer, renewed: Answer}>} */
export const renewals = () => JSON.parse(readFileSync(new URL("fixtures/renewals.json", import.meta.url), "utf8"));
