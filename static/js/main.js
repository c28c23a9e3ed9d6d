/** Wires the page together: settings to the server, its answer to the picture, the clock to the moment. */

import { createApi, createKnocker } from "./api.js";
import { createMessages } from "./messages.js";
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
import { withoutReadout } from "./pure/examples.js";
import { lossBefore, readFlow } from "./pure/flow.js";
import { SETTINGS, initialSettings, toRequest } from "./pure/settings.js";
import { buildTimeline, eventAt, gatherIndex, phaseStart } from "./pure/timeline.js";
import { headline } from "./pure/words.js";

/** @typedef {import("./pure/settings.js").Settings} Settings */

/** The time from a change to the picture of it, as the browser's tools show it. */
const [INPUT, ANSWERED] = ["unrolled:input", "unrolled:slider-to-arrows"];
const bounds = JSON.parse(byId("bounds", HTMLElement).textContent ?? "{}");
const address = readAddress(location.search, bounds);
const still = matchMedia("(prefers-reduced-motion: reduce)");

const state = {
  /** What is asked for. */
  settings: address.settings,
  /** What the picture shows. @type {Settings | null} */
  shown: null,
  /** @type {import("./pure/flow.js").Flow | null} */
  flow: null,
  /** Where the next run shall stand, if not where this one does. */
  landing: address.position,
  /** The setting that was changed last. */
  last: "",
  theme: address.theme,
  /** The settings of the last run whose numbers were all finite. @type {Settings | null} */
  finite: null,
  /** Whether an answer is awaited. */
  waiting: false,
  /** Script time of the frames drawn so far. */
  timing: { frames: 0, ms: 0, worst: 0 },
};

const api = createApi("api/v1/");
const knocker = createKnocker("healthz", ask);
const player = createPlayer(draw);
const notices = createNotices(byId("notices", HTMLElement));
const messages = createMessages(notices, bounds, { ask, change, goBack: (settings) => changeAll(settings), showSetting, startOver: () => changeAll(initialSettings(), true) });
const twin = createTwin(byId("twin", HTMLTableElement), byId("spoken", HTMLElement));
const equations = createEquations(byId("cell-equations", HTMLElement));
const controls = createControls(byId("controls", HTMLElement), bounds, change, startFrom);
const tried = address.position ? () => {} : showHint(controls.rootOf("forget_bias"), "Drag it and watch.");
const picture = createPicture({
  changed: draw,
  pins: address.pins,
  choose: (name, t) => player.timeline && player.goTo({ event: gatherIndex(player.timeline, name, t), fraction: 1 }),
});
const furniture = createFurniture({
  theme: switchTheme,
  share,
  follow: picture.follow,
  renew: () => change("updates", Number(state.settings.updates) + 1),
  restart: () => change("updates", 0),
  cancel,
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
  if (state.settings[name] === value) return;
  performance.clearMarks(INPUT);
  performance.mark(INPUT);
  if (name === "forget_bias") tried();
  if (name === "cell" && value === "own" && !state.settings.equations) return void startFrom(String(state.settings.cell));
  // Letters typed one after the other are one page of the history.
  const turns = SETTINGS.some((setting) => setting.name === name && setting.turns) && !(name === "equations" && state.last === name);
  state.last = name;
  changeAll({ ...state.settings, [name]: value }, turns);
}

/** @param {Settings} settings @param {boolean} [turns]  the browser's Back comes back from here */
function changeAll(settings, turns = false) {
  if (turns) history.replaceState(null, "", `?${addressNow()}`);
  state.settings = settings;
  if (turns) history.pushState(null, "", `?${addressNow()}`);
  notices.hide("link");
  ask();
}

/** A cell of one's own begins as a built-in one. @param {string} id @param {boolean} [turns] */
async function startFrom(id, turns = true) {
  const { activation } = state.settings;
  const cell = await api.describe(id, id === "rnn" ? `activation=${activation}` : "");
  if (cell) return changeAll({ ...state.settings, cell: "own", equations: withoutReadout(cell) }, turns);
  controls.show(state.settings);
  leave(["cell"]);
}

/** @param {boolean} waiting */
function waitFor(waiting) {
  state.waiting = waiting;
  furniture.waitFor(waiting);
}

/** The picture and the settings stay those of the run before. */
function cancel() {
  api.cancel();
  waitFor(false);
  if (state.shown) state.settings = state.shown;
  else notices.show("problem", "Nothing has been run.", "", { label: "Run it", does: ask });
  controls.show(state.settings);
}

function ask() {
  controls.show(state.settings);
  waitFor(true);
  const asked = state.settings;
  if (asked.cell === "own" && !asked.equations && !state.flow) return void startFrom(String(initialSettings().cell), false);
  api.ask(toRequest(asked), (outcome) => {
    waitFor(asked !== state.settings);
    if ("unreachable" in outcome) return leave(Object.keys(asked).filter((name) => state.shown && asked[name] !== state.shown[name]));
    notices.hide("server");
    knocker.stop();
    controls.mark([]);
    if ("problem" in outcome) refuse(outcome.problem);
    else accept(outcome.answer, asked);
  });
}

/** The server is away: what is shown stays, and is asked for again when it is back. @param {string[]} waits  names of settings */
function leave(waits) {
  controls.mark(waits);
  messages.tellUnreachable(waits);
  knocker.start();
}

/** @param {import("./pure/types.js").Answer} answer @param {Settings} asked */
function accept(answer, asked) {
  const first = state.flow === null;
  const flow = readFlow(answer);
  const was = lossBefore(state.flow?.answer ?? null, answer);
  state.flow = flow;
  state.shown = asked;
  notices.hide("problem");
  controls.complain([]);
  controls.tell(asked, answer.request);
  furniture.begin();
  furniture.setStale(false);
  furniture.tell(flow, was);
  equations.tell(answer.cell, asked.cell === "own");
  if (!answer.overflow) state.finite = asked;
  messages.tellOverflow(answer.overflow, state.finite);
  load(flow, first);
  const [input] = performance.getEntriesByName(INPUT);
  if (input) {
    performance.clearMeasures(ANSWERED);
    performance.measure(ANSWERED, { start: input.startTime });
    performance.clearMarks(INPUT);
  }
  if (first && !address.position && !still.matches) player.play();
}

/** The last good picture stays, paler; play waits. @param {import("./api.js").Problem} problem */
function refuse(problem) {
  const faults = messages.tellProblem(problem, state.settings, state.flow !== null);
  controls.complain(faults);
  furniture.setStale(true);
  player.stop();
}

/** @param {string} name */
function showSetting(name) {
  furniture.openTab("settings");
  controls.focus(name);
}

/** On a first visit the page stands at the first backward event, else where it stood. @param {import("./pure/flow.js").Flow} flow @param {boolean} [first] */
function load(flow, first = false) {
  const timeline = buildTimeline(flow.answer.cell, flow.graph, flow.steps, still.matches);
  const start = { event: phaseStart(timeline, "backward"), fraction: still.matches ? 1 : 0 };
  const { landing } = state;
  state.landing = null;
  if (first) messages.tellLink(landing && landing.event >= timeline.events ? [...address.amendments, `Event: asked ${landing.event + 1}, shown ${timeline.events}, the last`] : address.amendments);
  player.load(timeline, landing ?? (first ? start : undefined));
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
  furniture.setTheme(state.theme, true);
  picture.readTheme();
}

still.addEventListener("change", () => state.flow && load(state.flow));
addEventListener("popstate", () => {
  const { settings, position, pins, theme } = readAddress(location.search, bounds);
  Object.assign(state, { settings, landing: position, last: "" });
  picture.repin(pins);
  if (theme && theme !== document.documentElement.dataset.theme) {
    state.theme = theme;
    furniture.setTheme(theme, false);
    picture.readTheme();
  }
  notices.hide("link");
  ask();
});
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
