/** The one clock. While it runs, each animation frame hands on the time gone since the one before; nothing else moves time. */

/** A tab that slept must not leap. */
const LONGEST = 100;

/** @param {(ms: number) => boolean} tick  says whether to go on */
export function createClock(tick) {
  let running = false;
  let before = 0;

  /** @param {number} now */
  function beat(now) {
    if (!running) return;
    const ms = Math.min(LONGEST, Math.max(0, now - before));
    before = now;
    running = tick(ms);
    if (running) requestAnimationFrame(beat);
  }

  return {
    get running() {
      return running;
    },
    start() {
      if (running) return;
      running = true;
      before = performance.now();
      requestAnimationFrame(beat);
    },
    stop() {
      running = false;
    },
  };
}
