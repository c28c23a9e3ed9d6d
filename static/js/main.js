/** Wires the page together: settings to the server, its answer to the picture, the clock to the moment. */

import { createFramed } from "./framed.js";
import { offerHandle } from "./handle.js";
import { markAnswer, markFrame } from "./measure.js";
import { createMessages } from "./messages.js";
import { createPlayer } from "./player.js";
import { createWishes } from "./wishes.js";
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
import { bring, hasCome, isOffered, viewNamed } from "./ink/views.js";
import { readAddress, writeAddress } from "./pure/address.js";
import { positionOnBar } from "./pure/bar.js";
import { lossBefore, readFlow } from "./pure/flow.js";
import { buildTimeline, gatherIndex, phaseStart } from "./pure/timeline.js";
import { knowCells, knowTasks } from "./pure/settings.js";
import { momentAt } from "./pure/walk.js";
import { headline, waitingWords } from "./pure/words.js";

/** @typedef {import("./pure/settings.js").Settings} Settings */

const bounds = JSON.parse(byId("bounds", HTMLElement).textContent ?? "{}");
knowCells(JSON.parse(byId("families", HTMLElement).textContent ?? "[]"));
knowTasks(JSON.parse(byId("tasks", HTMLElement).textContent ?? "{}"));
const address = readAddress(location.search, bounds);
const still = matchMedia("(prefers-reduced-motion: reduce)");

const state = {
  /** What the picture shows. @type {Settings | null} */
  shown: null,
  /** @type {import("./pure/flow.js").Flow | null} */
  flow: null,
  /** Where the next run shall stand, if not where this one does. */
  landing: address.position,
  theme: address.theme,
  /** The settings of the last run whose numbers were all finite. @type {Settings | null} */
  finite: null,
  /** Whether an answer is awaited. */
  waiting: false,
};

const player = createPlayer(draw);
const wishes = createWishes(address.settings, bounds, { address: addressNow, shown: () => state.shown, needs: () => picture.needs, wished, waitFor, accept, refuse, leave });
const notices = createNotices(byId("notices", HTMLElement));
const messages = createMessages(notices, wishes, showSetting);
const twin = createTwin(byId("twin", HTMLTableElement), byId("spoken", HTMLElement));
const equations = createEquations(byId("cell-equations", HTMLElement));
const controls = createControls(byId("controls", HTMLElement), bounds, wishes.change, wishes.startFrom);
const tried = address.position ? () => {} : showHint(controls.rootOf("forget_bias"), "Drag it and watch.");
const renew = () => wishes.change("updates", Number(wishes.settings.updates) + 1);
const framed = createFramed(address.framed, { most: bounds.max_updates, changed: draw, turned: (on) => (on ? look("box") : picture.lay()), renew });
const picture = createPicture({
  changed: draw,
  look,
  pins: address.pins,
  view: address.view,
  lossAfter: framed.lossAfter,
  renew,
  dress: framed.dress,
  scrub: (place) => player.timeline && player.goTo(momentAt(player.timeline, player.position, place)),
  cut: wishes.recut,
  say: twin.say,
  tell,
  choose: (name, t) => player.timeline && player.goTo({ event: gatherIndex(player.timeline, name, t), fraction: 1 }),
});
const furniture = createFurniture({
  theme: switchTheme,
  link,
  follow: picture.follow,
  renew,
  restart: () => wishes.change("updates", 0),
  mendAll: () => wishes.change("cut", ""),
  cancel,
  tab: picture.lay,
});
const transport = createTransport({
  toggle: player.toggle,
  step: player.step,
  scrub: (place) => player.timeline && player.goTo(positionOnBar(player.timeline, place)),
  speed: () => player.changeRate(1, true),
});
listenToKeys({
  toggle: player.toggle,
  step: player.step,
  toStart: () => player.goTo({ event: 0, fraction: 0 }),
  toEnd: player.toEnd,
  toPhase: player.toPhase,
  speed: player.changeRate,
  follow: picture.follow,
  theme: switchTheme,
  cut: picture.cutSelected,
  list: furniture.showKeys,
  letGo,
  look,
  gradients: framed.toggle,
});

/** Something else is asked for. @param {Settings} settings @param {string} [name]  of the setting that was changed */
function wished(settings, name) {
  controls.show(settings);
  notices.hide("key");
  if (name) notices.hide("link");
  if (name === "forget_bias") tried();
}

/** @param {boolean} waiting */
function waitFor(waiting) {
  state.waiting = waiting;
  furniture.waitFor(waiting, waitingWords(wishes.settings));
}

/** The server is away: what is shown stays, and the rest is asked for again when it is back. @param {string[]} waits  names of settings */
function leave(waits) {
  controls.mark(waits);
  messages.tellUnreachable(waits);
}

/** The server is there. */
function answered() {
  notices.hide("server");
  controls.mark([]);
}

/** The picture and the settings stay those of the run before. */
function cancel() {
  wishes.cancel();
  controls.complain([]);
  furniture.setStale(false);
  if (!state.flow) notices.show("problem", "Nothing has been run.", "", { label: "Run it", does: wishes.ask });
}

/** @param {import("./pure/types.js").Answer} answer @param {Settings} asked */
function accept(answer, asked) {
  const first = state.flow === null;
  const flow = readFlow(answer);
  const was = lossBefore(state.flow?.answer ?? null, answer);
  state.flow = flow;
  state.shown = asked;
  answered();
  notices.hide("problem");
  controls.complain([]);
  controls.tell(asked, answer.request);
  furniture.begin();
  furniture.setStale(false);
  furniture.tell(flow, was);
  equations.tell(answer.cell, asked.cell === "own");
  if (!answer.overflow) state.finite = asked;
  messages.tellOverflow(answer, state.finite);
  load(flow, first);
  markAnswer();
  if (first && !address.position && !still.matches) player.play();
}

/** The last good picture stays, paler; play waits. @param {import("./api.js").Problem} problem */
function refuse(problem) {
  const faults = messages.tellProblem(problem, wishes.settings, state.flow !== null);
  answered();
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
  const timeline = buildTimeline(flow.answer.cell, picture.read(flow).graph, flow.steps, still.matches);
  const start = { event: phaseStart(timeline, "backward"), fraction: still.matches ? 1 : 0 };
  const { landing } = state;
  state.landing = null;
  if (first) messages.tellLink(landing && landing.event >= timeline.events ? [...address.amendments, `Event: asked ${landing.event + 1}, shown ${timeline.events}, the last`] : address.amendments);
  player.load(timeline, landing ?? (first ? start : undefined));
  picture.show(flow, timeline);
  if (!hasCome(picture.view)) arrive();
  // A run too large for its vectors is too large for what else there is.
  if (flow.vectors && picture.needs.some((what) => !flow.answer.request.include.includes(what))) wishes.ask();
}

function draw() {
  const { flow } = state;
  const { timeline, position, playing, rate } = player;
  const began = performance.now();
  const shown = flow && timeline && picture.draw(position);
  if (!shown) return;
  transport.draw(timeline, position, playing, rate, () => headline(flow, shown.event).replaceAll("_", ""));
  twin.draw(picture.read(flow), shown.event, playing);
  equations.mark(shown.event.variables);
  furniture.setFollowing(picture.following);
  if (picture.layout) {
    furniture.setLanes(picture.layout);
    framed.draw(flow, timeline, shown, picture.layout);
  }
  furniture.keepAddress(addressNow);
  markFrame(began);
}

/** Another view of the same moment, as soon as it has come. @param {string} id */
function look(id) {
  if (state.flow && !isOffered(id, state.flow.answer)) return tell(`This run has no ${viewNamed(id, undefined).name} view.`);
  notices.hide("key");
  picture.look(id);
  if (id !== "box") framed.turn(false);
  arrive();
}

/** The view that was asked for last is shown; while the server is away it is asked for again. */
function arrive() {
  bring(picture.view).then((isLast) => isLast && state.flow && load(state.flow), wishes.away);
}

/** What a key could not do is seen and heard. @param {string} text */
function tell(text) {
  messages.tellKey(text);
  twin.say(text);
}

function letGo() {
  notices.hide("key");
  picture.letGo();
}

function addressNow() {
  return writeAddress({ settings: wishes.settings, position: player.position, pins: picture.pins, view: picture.view, framed: framed.asked, theme: state.theme });
}

function link() {
  history.replaceState(null, "", `?${addressNow()}`);
  return location.href;
}

function switchTheme() {
  state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  furniture.setTheme(state.theme, true);
  picture.readTheme();
}

still.addEventListener("change", () => state.flow && load(state.flow));
addEventListener("popstate", () => {
  const { settings, position, pins, view, framed: three, theme } = readAddress(location.search, bounds);
  state.landing = position;
  picture.repin(pins);
  framed.restore(three);
  if (theme && theme !== document.documentElement.dataset.theme) {
    state.theme = theme;
    furniture.setTheme(theme, false);
    picture.readTheme();
  }
  notices.hide("link");
  picture.look(view);
  const restore = () => wishes.restore(settings);
  bring(view).then((isLast) => isLast && restore(), restore);
});
bring(address.view).then(wishes.ask, wishes.ask);
offerHandle(player, wishes, () => ({ ...state, view: picture.view }), () => picture.frame);
