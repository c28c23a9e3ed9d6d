/** Which view is looked at: the one asked for last, as soon as what draws it has come. */

import { bring, hasCome, isOffered, viewNamed } from "./ink/views.js";

/**
 * @param {object} does
 * @param {() => import("./pure/flow.js").Flow | null} does.flow
 * @param {ReturnType<typeof import("./ink/picture.js").createPicture>} does.picture
 * @param {(flow: import("./pure/flow.js").Flow) => void} does.load
 * @param {(text: string) => void} does.tell
 * @param {(id: string) => void} does.turned  to another view
 * @param {() => void} does.away  the server is
 */
export function createLooking({ flow, picture, load, tell, turned, away }) {
  /** The view that was asked for last is shown; while the server is away it is asked for again. */
  async function arrive() {
    const isLast = await bring(picture.view);
    const run = flow();
    if (isLast && run) load(run);
  }

  return {
    /** Another view of the same moment. @param {string} id */
    look(id) {
      const run = flow();
      if (run && !isOffered(id, run.answer)) return tell(`This run has no ${viewNamed(id, undefined).name} view.`);
      picture.look(id);
      turned(id);
      arrive().catch(away);
    },
    /** A run that came before its view. */
    catchUp() {
      if (!hasCome(picture.view)) arrive().catch(away);
    },
    /** What follows needs the view, but does not wait for it for ever. @param {string} id @param {() => void} then */
    first: (id, then) => void bring(id).then((isLast) => isLast && then(), then),
  };
}
