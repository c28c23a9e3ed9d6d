/** Answers of the real server, stored: small runs of three steps, six digits. */

import { readFileSync } from "node:fs";

/** @param {string} name @returns {import("../../static/js/pure/types.js").Answer} */
export const answerOf = (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8"));
