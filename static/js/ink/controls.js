/** The left rail, made from the table of settings. */

import { applies, byTask, isExact, rangeWords, readValue, SETTINGS, stopOf } from "../pure/settings.js";
import { createCells } from "./cells.js";
import { createEditor } from "./editor.js";
import { element, italics } from "./element.js";

/**
 * @typedef {import("../pure/settings.js").Setting} Setting
 * @typedef {import("../pure/settings.js").Settings} Settings
 * @typedef {{root: HTMLElement, show: (value: string | number) => void, leaveTo?: (words: string) => void, problem?: (errors: Fault[]) => void}} Control
 * @typedef {{pointer?: string, detail: string, line?: number, column?: number}} Fault
 * @typedef {(name: string, value: string | number) => void} Change
 */

const FIELDS = "input, textarea, select";

/** @param {HTMLElement} root @param {Record<string, number>} bounds @param {Change} change @param {(id: string) => void} startFrom  the equations of a built-in cell */
export function createControls(root, bounds, change, startFrom) {
  /** @type {Map<string, {control: Control, note: HTMLElement, fault: HTMLElement}>} */
  const made = new Map();
  for (const setting of SETTINGS) {
    const make = MAKERS[setting.control];
    if (!make) continue;
    const { name } = setting;
    const note = element("p", { class: "note", id: `${name}-note`, "aria-live": "polite" });
    const fault = element("p", { class: "fault", id: `${name}-fault`, "aria-live": "polite" });
    const control = make(setting, bounds, take, startFrom);
    control.root.dataset.setting = name;
    control.root.append(note);
    if (!control.problem) control.root.append(fault);
    for (const field of control.root.querySelectorAll(FIELDS)) if (!field.hasAttribute("aria-describedby")) field.setAttribute("aria-describedby", `${note.id} ${fault.id}`);
    root.append(control.root);
    made.set(name, { control, note, fault });

    /** @param {string} raw @param {boolean} [settled]  the writer has finished, and is told what was wrong */
    function take(raw, settled = false) {
      const value = readValue(setting, raw, bounds);
      note.textContent = settled && !isExact(raw, value) ? rangeWords(setting, bounds, raw) : "";
      if (value !== undefined) change(name, value);
    }
  }

  /** @param {Settings} settings */
  function show(settings) {
    for (const setting of SETTINGS) {
      const entry = made.get(setting.name);
      if (!entry) continue;
      const { root: place, show: write, leaveTo } = entry.control;
      const words = byTask(setting, settings);
      if (words) leaveTo?.(words);
      const says = applies(setting, settings);
      place.hidden = !says && !setting.fixedBy;
      if (setting.fixedBy) setFixed(entry, !says);
      if (says || !setting.fixedBy) write(settings[setting.name]);
    }
  }

  /** @param {{control: Control, note: HTMLElement}} entry @param {boolean} fixed */
  function setFixed({ control, note }, fixed) {
    const was = control.root.classList.contains("fixed");
    if (was === fixed) return;
    control.root.classList.toggle("fixed", fixed);
    note.textContent = "";
    for (const field of control.root.querySelectorAll("input")) field.disabled = fixed;
  }

  /** What the task has decided, in the place of the reader. @param {Settings} settings @param {Record<string, any>} request  as it was answered */
  function tell(settings, request) {
    for (const setting of SETTINGS) {
      const entry = made.get(setting.name);
      if (!entry || !setting.fixedBy || applies(setting, settings)) continue;
      entry.control.show(request[setting.name]);
      entry.note.textContent = `Set by ${setting.fixedBy}; X = ${request.input_size}, K = ${request.output_size}.`;
    }
  }

  /** Marks what is asked for and not shown yet. @param {string[]} names */
  function mark(names) {
    for (const [name, { control }] of made) control.root.classList.toggle("waits", names.includes(name));
  }

  /** What the server refused, each beside its control; an empty list clears all. @param {{name: string, fault: Fault}[]} faults */
  function complain(faults) {
    for (const [name, { control, fault }] of made) {
      const mine = faults.filter((one) => one.name === name).map((one) => one.fault);
      if (control.problem) control.problem(mine);
      else fault.textContent = mine.map(({ detail }) => detail).join(" ");
      const field = fieldOf(control);
      if (mine.length) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
    }
  }

  /** @param {Control} control @returns {HTMLElement | null} */
  const fieldOf = ({ root: place }) => place.querySelector("textarea") ?? place.querySelector(FIELDS);

  /** @param {string} name */
  const rootOf = (name) => made.get(name)?.control.root ?? root;

  /** @param {string} name */
  function focus(name) {
    const entry = made.get(name);
    if (entry) fieldOf(entry.control)?.focus();
  }

  return { show, tell, mark, complain, rootOf, focus };
}

/** @typedef {(raw: string, settled?: boolean) => void} Take */
/** @typedef {(setting: Setting, bounds: Record<string, number>, take: Take, startFrom: (id: string) => void) => Control} Maker */

/** A number that is written: while it is, nothing overwrites it; then it shows what is used. @param {HTMLInputElement} field @param {Take} take @param {(value: number) => string} format */
function settle(field, take, format) {
  let used = "";
  field.addEventListener("change", () => {
    take(field.value, true);
    field.value = used;
  });
  return (/** @type {string | number} */ value) => {
    used = format(Number(value));
    if (document.activeElement !== field) field.value = used;
  };
}

/** A slider with its number beside it, which can be typed beyond the slider's end. @type {Maker} */
function makeRange(setting, bounds, take) {
  const { name, label, min = 0, max = 1, step = 1, bound, stops } = setting;
  const [low, high] = stops ? [0, stops.length - 1] : [min, max];
  const slider = element("input", { type: "range", id: name, min: low, max: high, step });
  const number = element("input", { type: "number", class: "figure", min, max: bound ? (bounds[bound] ?? max) : max, step, "aria-label": `${label.replaceAll("_", "")}, number` });
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  slider.addEventListener("input", () => take(stops ? String(stops[Number(slider.value)]) : slider.value));
  const write = settle(number, take, (value) => value.toFixed(digits));
  const root = element("div", { class: "control" }, element("div", { class: "head" }, element("label", { for: name }, ...italics(label)), number), slider);
  return {
    root,
    show(value) {
      const place = stopOf(setting, Number(value));
      slider.value = String(place);
      if (stops) slider.setAttribute("aria-valuetext", String(value));
      write(value);
      slider.style.setProperty("--part", String(Math.min(1, (place - low) / (high - low))));
    },
  };
}

/** After a click the keys are the page's again, as before it; who chooses by keys keeps them. @param {globalThis.Event} event */
export function letGo({ target }) {
  if (target instanceof HTMLElement && !target.matches(":focus-visible")) target.blur();
}

/** A few values side by side. @type {Maker} */
function makeChoice({ name, label, options = [] }, _bounds, take) {
  const inputs = options.map(([value]) => element("input", { type: "radio", name, value, id: `${name}-${value}` }));
  const parts = options.map(([value, text], i) => element("label", { for: `${name}-${value}` }, inputs[i], element("span", {}, text)));
  const segment = element("div", { class: "segment" }, ...parts);
  segment.addEventListener("change", () => take(inputs.find(({ checked }) => checked)?.value ?? ""));
  inputs.forEach((input) => input.addEventListener("click", letGo));
  const root = element("fieldset", { class: "control" }, element("legend", {}, label), segment);
  return { root, show: (value) => inputs.forEach((input) => (input.checked = input.value === value)) };
}

/** @type {Maker} */
function makeSelect({ name, label, options = [] }, _bounds, take) {
  const select = element("select", { id: name }, ...options.map(([value, text]) => element("option", { value }, text)));
  select.addEventListener("change", (event) => {
    take(select.value);
    letGo(event);
  });
  const root = element("div", { class: "control" }, element("label", { for: name }, label), select);
  return { root, show: (value) => (select.value = String(value)), leaveTo: (words) => (select.options[0].textContent = words) };
}

/** A line of text. @type {Maker} */
function makeLine({ name, label, bound }, bounds, take) {
  const field = element("input", { type: "text", id: name, autocomplete: "off", spellcheck: "false", maxlength: bound ? (bounds[bound] ?? null) : null });
  field.addEventListener("input", () => take(field.value));
  const root = element("div", { class: "control" }, element("label", { for: name }, label), field);
  return {
    root,
    show(value) {
      if (field.value !== value) field.value = String(value);
    },
  };
}

/** A number without a slider. @type {Maker} */
function makeNumber({ name, label, min = 0, max = 0, step = "any" }, _bounds, take) {
  const field = element("input", { type: "number", id: name, autocomplete: "off", min, max, step });
  field.addEventListener("input", () => take(field.value));
  const root = element("div", { class: "control" }, element("label", { for: name }, ...italics(label)), field);
  return { root, show: settle(field, take, String) };
}

/** @type {Partial<Record<Setting["control"], Maker>>} */
const MAKERS = { cells: createCells, range: makeRange, choice: makeChoice, select: makeSelect, line: makeLine, whole: makeNumber, number: makeNumber, equations: createEditor };
