/** The page's own console handle, read only: what is shown, as plain data. */

import { timing } from "./measure.js";
import { eventAt } from "./pure/timeline.js";

/**
 * @param {ReturnType<typeof import("./player.js").createPlayer>} player
 * @param {import("./wishes.js").Wishes} wishes
 * @param {() => {theme: unknown, view: string, waiting: boolean, flow: import("./pure/flow.js").Flow | null}} read
 * @param {() => import("./pure/frame.js").Frame | null} frame
 */
export function offerHandle(player, wishes, read, frame) {
  Object.defineProperty(globalThis, "unrolled", {
    value: Object.freeze({
      get state() {
        const { theme, view, flow, waiting } = read();
        const { timeline, position, playing, rate } = player;
        const current = timeline && eventAt(timeline, position.event);
        return { settings: wishes.settings, waiting, theme, view, timing: { ...timing }, ...position, playing, rate, current, fresh: flow?.fresh ?? null, overflow: flow?.answer.overflow ?? null };
      },
      frame: () => structuredClone(frame()),
    }),
  });
}
