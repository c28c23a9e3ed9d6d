/** All that draws a run: it keeps what is shown and from where, and draws any moment of it. */

import { frame } from "../pure/frame.js";
import { placeOf } from "../pure/hit.js";
import { layOut } from "../pure/layout.js";
import { arrowCard, nodeCard } from "../pure/words.js";
import { createCard } from "./card.js";
import { createChart } from "./chart.js";
import { byId } from "./element.js";
import { drawLegend } from "./legend.js";
import { createMinimap } from "./minimap.js";
import { readPalette } from "./palette.js";
import { createPanel } from "./panel.js";
import { listenToPointer } from "./pointer.js";
import { createStage } from "./stage.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {import("../pure/timeline.js").Position} Position
 */

const NARROW = matchMedia("(max-width: 759px)");

/** @param {{changed: () => void, choose: (name: string, t: number) => void}} does */
export function createPicture(does) {
  /** @type {{flow: Flow, timeline: Timeline} | null} */
  let run = null;
  /** @type {Layout | null} */
  let layout = null;
  /** @type {Frame | null} */
  let shown = null;
  /** The left edge of the view where the reader has taken it over. @type {number | null} */
  let held = null;
  /** What is pointed at. @type {Hit | null} */
  let marked = null;
  let palette = readPalette();

  const root = byId("stage", HTMLElement);
  const stage = createStage(root);
  const chart = createChart(/** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.getElementById("chart"))));
  const minimap = createMinimap(byId("minimap", HTMLCanvasElement), pan);
  const card = createCard(byId("card", HTMLElement));
  const panel = createPanel({ title: [byId("event-title", HTMLElement), byId("caption", HTMLElement)], body: byId("event-body", HTMLElement) }, pointAtEdge);
  listenToPointer(root, () => (run && layout && shown ? { flow: run.flow, layout, camera: shown.camera } : null), {
    point,
    choose: ({ kind, id, t }) => (kind === "node" ? does.choose(id, t) : undefined),
    pan,
  });
  new ResizeObserver(lay).observe(root);

  /** Places everything anew: for another run, size or theme. */
  function lay() {
    if (!run) return;
    const { flow, timeline } = run;
    const { clientWidth: width, clientHeight: height } = root;
    layout = layOut(flow.graph, { steps: flow.steps, width, height, narrow: NARROW.matches });
    minimap.setScene(flow, layout, timeline, palette);
    // The minimap takes its room from the stage, so its coming or going changes the stage's height.
    if (root.clientHeight !== height) return lay();
    stage.setScene({ flow, layout, palette });
    chart.setScene(flow, layout, timeline);
    drawLegend(byId("legend", HTMLCanvasElement), palette);
    does.changed();
  }

  /** @param {Position} position @returns {Frame | null} what is drawn now */
  function draw(position) {
    if (!run || !layout) return null;
    const { flow, timeline } = run;
    shown = frame(flow, layout, timeline, { pan: held }, position);
    stage.draw(shown, marked);
    chart.draw(shown);
    minimap.draw(shown);
    panel.draw(flow, shown);
    return shown;
  }

  /** @param {number | null} camera  null to follow again */
  function pan(camera) {
    if (!layout || layout.content <= layout.width) return;
    held = camera;
    does.changed();
  }

  /** @param {Hit | null} hit */
  function point(hit) {
    root.classList.toggle("pointing", hit?.kind === "node");
    if (hit?.id === marked?.id && hit?.t === marked?.t) return;
    marked = hit;
    if (!hit || !run || !layout || !shown) card.show(null);
    else {
      const { x, y } = placeOf(layout, hit);
      const content = hit.kind === "arrow" ? arrowCard(run.flow, hit.id, hit.t) : nodeCard(run.flow, hit.id, hit.t);
      card.show(content, { x: x - shown.camera, y, width: layout.width, height: layout.height });
    }
    does.changed();
  }

  /** A row of the ledger lights its arrow, if it is one that is drawn. @param {string | null} edge @param {number} t */
  function pointAtEdge(edge, t) {
    const arrow = edge && run?.flow.graph.arrows.find(({ edges }) => edges.includes(edge));
    point(arrow ? { kind: "arrow", id: arrow.id, t } : null);
  }

  return {
    get layout() {
      return layout;
    },
    get frame() {
      return shown;
    },
    get following() {
      return held === null || !layout || layout.content <= layout.width;
    },
    /** @param {Flow} flow @param {Timeline} timeline */
    show(flow, timeline) {
      run = { flow, timeline };
      marked = null;
      card.show(null);
      lay();
    },
    draw,
    lay,
    follow: () => pan(null),
    readTheme() {
      palette = readPalette();
      lay();
    },
  };
}
