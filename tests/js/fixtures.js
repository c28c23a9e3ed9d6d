/** Answers of the real server, stored: small runs of three steps, six digits. */

import { readFileSync } from "node:fs";

/** @typedef {import("../../static/js/pure/types.js").Answer} Answer */

/** @param {string} name @returns {Answer & Required<Pick<Answer, "deltas" | "messages">>} */
export const answerOf = (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));
