/** All that draws a run: it keeps what is shown and from where, and draws any moment of it. */

import { layOut } from "../pure/layout.js";
import { nodeSentence } from "../pure/words.js";
import { createChart } from "./chart.js";
import { byId } from "./element.js";
import { createUnitTable } from "./gathered.js";
import { createGradients } from "./gradients.js";
import { drawLegend } from "./legend.js";
import { createMinimap } from "./minimap.js";
import { readPalette } from "./palette.js";
import { createPanel } from "./panel.js";
import { listenToPointer } from "./pointer.js";
import { createRiver } from "./river.js";
import { createRoutes } from "./routes.js";
import { createSelection } from "./selection.js";
import { createSeries } from "./series.js";
import { createStage } from "./stage.js";
import { createSwitch } from "./switch.js";
import { isOffered, viewNamed, viewOf } from "./views.js";
import { createZoom } from "./zoom.js";

/**
 * @typedef {import("../pure/flow.js").Flow} Flow
 * @typedef {import("../pure/frame.js").Frame} Frame
 * @typedef {import("../pure/hit.js").Hit} Hit
 * @typedef {import("../pure/layout.js").Layout} Layout
 * @typedef {import("../pure/timeline.js").Timeline} Timeline
 * @typedef {import("../pure/timeline.js").Position} Position
 */

/** What the arrow keys come to is at least so far from the edges of the view. */
const MARGIN = 48;
const NARROW = matchMedia("(max-width: 759px)");

/**
 * @param {object} does  and what was pinned in the address
 * @param {() => void} does.changed
 * @param {(id: string) => void} does.look  at another view
 * @param {(name: string, t: number) => void} does.choose
 * @param {(place: number) => void} does.scrub
 * @param {(edges: string[], t: number, extent: import("../pure/routes/cuts.js").Extent) => void} does.cut
 * @param {(text: string) => void} does.say  to who does not see it
 * @param {(text: string) => void} does.tell  to everyone
 * @param {Hit[]} does.pins
 * @param {(frame: Frame, flow: Flow, layout: Layout) => Frame} does.dress  what else is drawn of a moment
 * @param {(flow: Flow) => number | null | undefined} does.lossAfter
 * @param {() => void} does.renew
 * @param {string} does.view
 */
export function createPicture(does) {
  /** The run, as a whole and as the view has it. @type {{flow: Flow, seen: Flow, timeline: Timeline, view: import("./views.js").View} | null} */
  let run = null;
  /** The view asked for; a cell that cannot be seen so is shown as a black box. */
  let wanted = does.view;
  /** @type {Layout | null} */
  let layout = null;
  /** @type {Frame | null} */
  let shown = null;
  /** The left edge of the view where the reader has taken it over. @type {number | null} */
  let held = null;
  let palette = readPalette();

  const root = byId("stage", HTMLElement);
  const stage = createStage(root);
  const zoom = createZoom();
  const chart = createChart(/** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.getElementById("chart"))));
  const series = createSeries(byId("series", HTMLElement), byId("trend", HTMLElement), lay);
  const minimap = createMinimap(byId("minimap", HTMLCanvasElement), pan);
  const river = createRiver(byId("river", HTMLCanvasElement), pan);
  const selection = createSelection(root, byId("card", HTMLElement), does.pins, () => (run && layout ? { ...run, layout, shown } : null), does);
  const panel = createPanel({ title: [byId("event-title", HTMLElement), byId("caption", HTMLElement)], body: byId("event-body", HTMLElement) }, { ...selection.rows, renew: does.renew });
  const routes = createRoutes(byId("routes", HTMLElement), selection.rows);
  const gradients = createGradients(byId("gradients", HTMLElement));
  const table = createUnitTable(byId("unit", HTMLElement));
  const page = /** @type {HTMLElement} */ (document.querySelector(".page"));
  const choice = createSwitch(does.look);
  listenToPointer(root, () => (run && layout && shown ? { ...run, layout, camera: shown.camera } : null), {
    point: selection.point,
    choose: selection.choose,
    walk: walkTo,
    enter: selection.chooseMarked,
    pin: selection.pinMarked,
    pan,
    zoom: zoomAt,
    scrub: does.scrub,
  });
  new ResizeObserver(lay).observe(root);

  /** Places everything anew: for another run, size or theme. */
  function lay() {
    place(0, false);
  }

  /** @param {number} before  the height of the stage that was tried before @param {boolean} mapped  whether the minimap stays though all is in view */
  function place(before, mapped) {
    if (!run) return;
    const { flow, seen, timeline, view } = run;
    series.show(flow);
    const { clientWidth: width, clientHeight: height } = root;
    layout = view.layOut(seen, { steps: flow.steps, width, height, narrow: NARROW.matches, zoom: zoom.by });
    const whole = layout.lens || view.folds ? layOut(flow.graph, { steps: flow.steps, width, height, whole: true }) : layout;
    minimap.setScene(flow, layout, timeline, palette, mapped);
    river.setScene(layout.lens ? { flow, whole, lens: layout, timeline, palette } : null);
    // The minimap or the river takes its room from the stage, so its coming or going changes the stage's height. Blocks
    // that are all in view only beside the minimap keep it, else it would come and go for ever.
    if (root.clientHeight !== height) return place(height, mapped || root.clientHeight === before);
    stage.setScene({ flow: seen, layout, palette, view });
    chart.setScene(flow, whole, timeline, series.chosen);
    drawLegend(byId("legend", HTMLCanvasElement), palette);
    does.changed();
  }

  /** @param {Position} position @returns {Frame | null} what is drawn now */
  function draw(position) {
    if (!run || !layout) return null;
    const { flow, seen, timeline, view } = run;
    shown = does.dress(view.frame(seen, layout, timeline, { pan: held, pins: selection.pins, marked: selection.marked }, position), flow, layout);
    stage.draw(shown, selection.all);
    selection.showCard();
    chart.draw(shown);
    minimap.draw(shown);
    river.draw(shown);
    panel.draw(seen, shown, selection.messages(), shown.event.phase === "update" ? does.lossAfter(flow) : undefined);
    if (view.folds === "over") routes.draw(flow, shown, selection.messages(), palette);
    gradients.draw(flow, timeline, shown.event);
    table.draw(seen, shown.selected);
    return shown;
  }

  /** @param {number | null} camera  null to follow again */
  function pan(camera) {
    if (!layout || layout.content <= layout.width) return;
    held = camera;
    does.changed();
  }

  /** What is under a place of the view stays there. @param {number} factor @param {number} x */
  function zoomAt(factor, x) {
    if (!layout || !shown) return;
    const { first, pitch } = layout;
    const step = (shown.camera + x - first) / pitch;
    const passes = zoom.turn(factor, pitch, () => (lay(), layout?.pitch ?? pitch));
    const next = passes && run?.view[passes];
    if (next && run && isOffered(next, run.flow.answer)) does.look(next);
    pan(layout.first + step * layout.pitch - x);
  }

  /** @param {string} key  an arrow key */
  function walkTo(key) {
    if (!run || !layout || !shown) return;
    const next = run.view.walk(run.seen, selection.marked, shown.event.t, key);
    const x = run.view.placeOf(layout, next).x - shown.camera;
    const margin = Math.min(layout.pitch / 2, MARGIN);
    if (x < layout.gutter + margin || x > layout.width - margin) pan(shown.camera + x - layout.width / 2);
    selection.point(next);
    does.say(nodeSentence(run.seen, next));
  }

  return {
    get layout() {
      return layout;
    },
    get pins() {
      return selection.pins;
    },
    get frame() {
      return shown;
    },
    get following() {
      return held === null || !layout || layout.content <= layout.width;
    },
    /** The view that is asked for; it is kept when a cell cannot be seen so. */
    get view() {
      return wanted;
    },
    /** What is drawn besides vectors and norms. Before the first run it is not known whether its cell can be seen so. */
    get needs() {
      return viewNamed(wanted, run?.flow.answer).needs;
    },
    /** Another view, from the next run shown on. @param {string} id */
    look: (id) => (wanted = id),
    /** A run as the view has it, which its timeline is made for. @param {Flow} flow */
    read: (flow) => viewOf(wanted, flow.answer).read(flow),
    /** @param {Flow} flow @param {Timeline} timeline */
    show(flow, timeline) {
      const view = viewOf(wanted, flow.answer);
      if (flow.steps !== run?.flow.steps || view !== run.view) zoom.reset();
      if (run && view !== run.view) {
        stage.fade();
        held = null;
      }
      run = { flow, seen: view.read(flow), timeline, view };
      page.dataset.folds = view.folds;
      choice.tell(flow.answer, view);
      selection.keep((hit) => view.has(flow, hit));
      lay();
    },
    draw,
    lay,
    follow: () => pan(null),
    cutSelected: selection.cut,
    repin: selection.repin,
    letGo: selection.letGo,
    readTheme() {
      palette = readPalette();
      lay();
    },
  };
}
