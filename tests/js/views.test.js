import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { VIEWS, bring, viewOf } from "../../static/js/ink/views.js";
import { odysseyOf } from "../../static/js/pure/circuit/drawings.js";

const FOLDER = new URL("./fixtures/", import.meta.url);
/** @type {import("../../static/js/pure/types.js").Answer[]} */
const answers = /** @type {string[]} */ (readdirSync(FOLDER))
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")))
  .filter(({ cell }) => cell?.circuit);

test("the Odyssey is offered for just the cells that its drawing is whole for", () => {
  const odyssey = VIEWS.find(({ id }) => id === "odyssey");
  assert.ok(answers.length > 10);
  for (const answer of answers) assert.equal(odyssey?.shows(answer), odysseyOf(answer.cell) !== null, String(answer.cell.id));
});

test("a view that has not come is a black box until it has; of two asked for, the last is the one", async () => {
  const [answer] = answers.filter(({ cell }) => cell.id === "lstm-peephole");
  assert.equal(viewOf("circuit", answer).id, "box");
  const [first, second] = await Promise.all([bring("circuit"), bring("routes")]);
  assert.deepEqual([first, second], [false, true]);
  assert.equal(viewOf("circuit", answer).id, "circuit");
  await bring("nothing");
  assert.equal(viewOf("nothing", answer).id, "box");
});
