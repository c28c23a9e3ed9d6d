/** Where in the run the page stands, and how it moves on: the only owner of the moment. */

import { createClock } from "./clock.js";
import { PHASES, advance, phaseStart, stretchOf } from "./pure/timeline.js";
import { carryOver, stepFrom } from "./pure/walk.js";

/**
 * @typedef {import("./pure/timeline.js").Timeline} Timeline
 * @typedef {import("./pure/timeline.js").Position} Position
 */

const SPEEDS = [0.5, 1, 2, 4, 8, Infinity];

/** @param {() => void} changed  the moment or what is said about it */
export function createPlayer(changed) {
  /** @type {Timeline | null} */
  let timeline = null;
  /** @type {Position} */
  let position = { event: 0, fraction: 0 };
  let rate = 1;
  /** A step plays up to here, then rests. @type {Position | null} */
  let until = null;

  const clock = createClock((ms) => {
    if (!timeline) return false;
    position = rate === Infinity && !until ? oneStepOn(timeline, position) : advance(timeline, position, ms * (until ? Math.max(1, Math.min(8, rate)) : rate));
    if (until && isPast(position, until)) [position, until] = [until, null];
    else if (until || position.event < timeline.events - 1 || position.fraction < 1) return changed(), true;
    clock.stop();
    changed();
    return false;
  });

  /** @param {Position} to */
  function goTo(to) {
    clock.stop();
    [position, until] = [to, null];
    changed();
  }

  function play() {
    if (timeline && position.event === timeline.events - 1 && position.fraction === 1) position = { event: 0, fraction: 0 };
    until = null;
    clock.start();
    changed();
  }

  function stop() {
    clock.stop();
    if (until) [position, until] = [until, null];
    changed();
  }

  return {
    get timeline() {
      return timeline;
    },
    get position() {
      return position;
    },
    get playing() {
      return clock.running && until === null;
    },
    get rate() {
      return rate;
    },
    goTo,
    /** Another run; the moment is kept as far as it exists there. @param {Timeline} next @param {Position} [at] */
    load(next, at) {
      if (at) position = { event: Math.min(at.event, next.events - 1), fraction: at.fraction };
      else if (timeline) position = carryOver(timeline, next, position);
      if (until) {
        clock.stop(); // a step that was on its way does not become play
        [position, until] = [{ ...position, fraction: 1 }, null];
      }
      timeline = next;
    },
    play,
    stop,
    toggle: () => (clock.running && until === null ? stop() : play()),
    /** A step forward is watched, a step back is there at once. @param {1 | -1} by @param {import("./pure/walk.js").Size} size */
    step(by, size) {
      if (!timeline) return;
      const from = until ?? position;
      const to = stepFrom(timeline, from, by, size);
      if (by === -1 || size === "time" || timeline.still) return goTo(to);
      position = to.event === from.event ? from : { event: to.event, fraction: 0 };
      until = to;
      clock.start();
      changed();
    },
    /** @param {number} number  from 0 */
    toPhase(number) {
      if (timeline && PHASES[number]) goTo({ event: phaseStart(timeline, PHASES[number]), fraction: 0 });
    },
    toEnd() {
      if (timeline) goTo({ event: timeline.events - 1, fraction: 1 });
    },
    /** @param {1 | -1} by @param {boolean} [round] */
    changeRate(by, round = false) {
      const next = SPEEDS.indexOf(rate) + by;
      rate = SPEEDS[round ? (next + SPEEDS.length) % SPEEDS.length : Math.min(SPEEDS.length - 1, Math.max(0, next))];
      changed();
    },
  };
}

/** As fast as possible is one time step a frame. @param {Timeline} timeline @param {Position} position @returns {Position} */
function oneStepOn(timeline, { event }) {
  const next = event + stretchOf(timeline, event).groups.length;
  return next < timeline.events ? { event: next, fraction: 1 } : { event: timeline.events - 1, fraction: 1 };
}

/** @param {Position} position @param {Position} limit */
const isPast = (position, limit) => position.event > limit.event || (position.event === limit.event && position.fraction >= limit.fraction);
