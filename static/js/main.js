/** Wires the page together: settings to the server, its answer to the picture, the clock to the moment. */

import { createAfter } from "./after.js";
import { createApi } from "./api.js";
import { createPlayer } from "./player.js";
import { createControls } from "./ink/controls.js";
import { byId } from "./ink/element.js";
import { createEquations } from "./ink/equations.js";
import { createFurniture } from "./ink/furniture.js";
import { showHint } from "./ink/hint.js";
import { listenToKeys } from "./ink/keys.js";
import { createNotices } from "./ink/notices.js";
import { createPicture } from "./ink/picture.js";
import { createTransport } from "./ink/transport.js";
import { createTwin } from "./ink/twin.js";
import { readAddress, writeAddress } from "./pure/address.js";
import { positionOnBar } from "./pure/bar.js";
import { lossBefore, readFlow } from "./pure/flow.js";
import { isTooLarge, smaller } from "./pure/limits.js";
import { SETTINGS, settingAt, toRequest } from "./pure/settings.js";
import { buildTimeline, eventAt, gatherIndex, phaseStart } from "./pure/timeline.js";
import { momentAt } from "./pure/walk.js";
import { headline, overflowWords } from "./pure/words.js";

/** @typedef {import("./pure/settings.js").Settings} Settings */

const bounds = JSON.parse(byId("bounds", HTMLElement).textContent ?? "{}");
const address = readAddress(location.search, bounds);
const still = matchMedia("(prefers-reduced-motion: reduce)");

const state = {
  settings: address.settings,
  /** @type {import("./pure/flow.js").Flow | null} */
  flow: null,
  theme: address.theme,
  /** The settings of the last run whose numbers were all finite. @type {Settings | null} */
  finite: null,
  /** Whether an answer is awaited. */
  waiting: false,
  /** Script time of the frames drawn so far. */
  timing: { frames: 0, ms: 0, worst: 0 },
};

const api = createApi("api/v1/flow");
const player = createPlayer(draw);
const notices = createNotices(byId("notices", HTMLElement));
const twin = createTwin(byId("twin", HTMLTableElement), byId("spoken", HTMLElement));
const equations = createEquations(byId("cell-equations", HTMLElement));
const controls = createControls(byId("controls", HTMLElement), bounds, change);
const tried = address.position ? () => {} : showHint(controls.rootOf("forget_bias"), "Drag it and watch.");
const picture = createPicture({
  changed: draw,
  pins: address.pins,
  lossAfter: createAfter("api/v1/flow", bounds.max_updates, draw),
  scrub: (place) => player.timeline && player.goTo(momentAt(player.timeline, player.position, place)),
  choose: (name, t) => player.timeline && player.goTo({ event: gatherIndex(player.timeline, name, t), fraction: 1 }),
});
const furniture = createFurniture({
  theme: switchTheme,
  share,
  follow: picture.follow,
  renew: () => change("updates", Number(state.settings.updates) + 1),
  restart: () => change("updates", 0),
  cancel: () => (api.cancel(), waitFor(false)),
  tab: picture.lay,
});
const transport = createTransport({
  toggle,
  step: player.step,
  scrub: (place) => player.timeline && player.goTo(positionOnBar(player.timeline, place)),
  speed: () => player.changeRate(1, true),
});
listenToKeys({
  toggle,
  step: player.step,
  toStart: () => player.goTo({ event: 0, fraction: 0 }),
  toEnd: player.toEnd,
  toPhase: player.toPhase,
  speed: player.changeRate,
  follow: picture.follow,
  theme: switchTheme,
  list: furniture.showKeys,
  letGo: picture.letGo,
});

/** @param {string} name @param {string | number} value */
function change(name, value) {
  performance.mark("unrolled:input");
  if (name === "forget_bias") tried();
  state.settings = { ...state.settings, [name]: value };
  ask();
}

/** @param {boolean} waiting */
function waitFor(waiting) {
  state.waiting = waiting;
  furniture.waitFor(waiting);
}

function ask() {
  controls.show(state.settings);
  waitFor(true);
  const asked = state.settings;
  /** @param {import("./api.js").Outcome} outcome */
  const take = (outcome) => {
    waitFor(asked !== state.settings);
    if ("unreachable" in outcome) return notices.show("server", "The server cannot be reached.", "What is loaded plays on.", { label: "Try again", does: ask });
    notices.hide("server");
    if ("problem" in outcome) refuse(outcome.problem);
    else accept(outcome.answer, asked);
  };
  const onlyNorms = () => asked === state.settings && api.ask(toRequest(asked, false), take);
  api.ask(toRequest(asked), (outcome) => ("problem" in outcome && isTooLarge(outcome.problem) ? onlyNorms() : take(outcome)));
}

/** @param {import("./pure/types.js").Answer} answer @param {Settings} asked */
function accept(answer, asked) {
  const first = state.flow === null;
  const flow = readFlow(answer);
  const was = lossBefore(state.flow?.answer ?? null, answer);
  state.flow = flow;
  notices.hide("problem");
  controls.complain([]);
  furniture.tell(flow, was);
  equations.tell(answer.cell, asked.cell === "own");
  tellOverflow(answer, asked);
  load(flow, first);
  const input = performance.getEntriesByName("unrolled:input").at(-1);
  if (input) performance.measure("unrolled:slider-to-arrows", { start: input.startTime });
  if (first && !address.position && !still.matches) player.play();
}

/** A run whose numbers are no longer finite is a finding, with a way back. @param {import("./pure/types.js").Answer} answer @param {Settings} asked */
function tellOverflow({ overflow, cell }, asked) {
  if (!overflow) {
    notices.hide("overflow");
    state.finite = asked;
    return;
  }
  const { title, then } = overflowWords(overflow, cell.parameters);
  const { finite } = state;
  const back = () => {
    if (finite) state.settings = finite;
    ask();
  };
  notices.show("overflow", title, then, finite ? { label: "Back to the last finite run", does: back } : undefined);
}

/** @param {import("./api.js").Problem} problem */
function refuse(problem) {
  const { title, detail = "", errors = [] } = problem;
  const faults = errors.map((fault) => ({ name: settingAt(fault.pointer ?? "")?.name ?? "", fault }));
  controls.complain(faults.filter(({ name }) => name));
  player.stop();
  const fits = smaller(state.settings, problem);
  if (fits) {
    const { label } = /** @type {import("./pure/settings.js").Setting} */ (SETTINGS.find(({ name }) => name === fits.name));
    notices.show("problem", "This run is too large.", `${detail.split(";")[0]}.`, { label: `${label.replaceAll("_", "")}: ${fits.value}`, does: () => change(fits.name, fits.value) });
  } else if (faults.length === 0 || faults.some(({ name }) => !name)) notices.show("problem", title, detail);
  else notices.hide("problem");
}

/** On a first visit the page stands at the first backward event, else where it stood. @param {import("./pure/flow.js").Flow} flow @param {boolean} [first] */
function load(flow, first = false) {
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps, still.matches);
  const start = { event: phaseStart(timeline, "backward"), fraction: still.matches ? 1 : 0 };
  player.load(timeline, first ? (address.position ?? start) : undefined);
  picture.show(flow, timeline);
}

function draw() {
  const { flow } = state;
  const { timeline, position, playing, rate } = player;
  const began = performance.now();
  const shown = flow && timeline && picture.draw(position);
  if (!shown) return;
  transport.draw(timeline, position, playing, rate, () => headline(flow, shown.event).replaceAll("_", ""));
  twin.draw(flow, shown.event, playing);
  equations.mark(shown.event.variables);
  furniture.setFollowing(picture.following);
  if (picture.layout) furniture.setLanes(picture.layout);
  furniture.keepAddress(addressNow);
  const ms = performance.now() - began;
  const { timing } = state;
  state.timing = { frames: timing.frames + 1, ms: timing.ms + ms, worst: Math.max(timing.worst, ms) };
}

function toggle() {
  if (player.playing) player.stop();
  else player.play();
}

function addressNow() {
  return writeAddress({ settings: state.settings, position: player.position, pins: picture.pins, theme: state.theme });
}

async function share() {
  history.replaceState(null, "", `?${addressNow()}`);
  await navigator.clipboard.writeText(location.href);
}

function switchTheme() {
  state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  furniture.setTheme(state.theme);
  picture.readTheme();
}

still.addEventListener("change", () => state.flow && load(state.flow));
if (address.theme) furniture.setTheme(address.theme);
ask();

/** The page's own console handle, read only: what is shown, as plain data. */
Object.defineProperty(globalThis, "unrolled", {
  value: Object.freeze({
    get state() {
      const { settings, theme, timing, flow, waiting } = state;
      const { timeline, position, playing, rate } = player;
      const current = timeline && eventAt(timeline, position.event);
      return { settings, waiting, theme, timing, ...position, playing, rate, current, fresh: flow?.fresh ?? null, overflow: flow?.answer.overflow ?? null };
    },
    frame: () => structuredClone(picture.frame),
  }),
});
