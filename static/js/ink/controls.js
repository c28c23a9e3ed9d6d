/** The left rail, made from the table of settings. */

import { applies, readValue, SETTINGS, stopOf } from "../pure/settings.js";
import { createEditor } from "./editor.js";
import { element, italics } from "./element.js";

/**
 * @typedef {import("../pure/settings.js").Setting} Setting
 * @typedef {import("../pure/settings.js").Settings} Settings
 * @typedef {{root: HTMLElement, show: (value: string | number) => void, problem?: (errors: Fault[]) => void}} Control
 * @typedef {{pointer?: string, detail: string, line?: number, column?: number}} Fault
 * @typedef {(name: string, value: string | number) => void} Change
 */

/** @param {HTMLElement} root @param {Record<string, number>} bounds @param {Change} change */
export function createControls(root, bounds, change) {
  /** @type {Map<string, {control: Control, fault: HTMLElement}>} */
  const made = new Map();
  for (const setting of SETTINGS) {
    const make = MAKERS[setting.control];
    if (!make) continue;
    const control = make(setting, bounds, (value) => change(setting.name, value));
    const fault = element("p", { class: "fault", id: `${setting.name}-fault`, hidden: true });
    control.root.dataset.setting = setting.name;
    if (setting.control !== "equations") control.root.append(fault);
    root.append(control.root);
    made.set(setting.name, { control, fault });
  }

  /** @param {Settings} settings */
  function show(settings) {
    for (const setting of SETTINGS) {
      const entry = made.get(setting.name);
      if (!entry) continue;
      entry.control.root.hidden = !applies(setting, settings);
      entry.control.show(settings[setting.name]);
    }
  }

  /** What the server refused, each beside its control; an empty list clears all. @param {{name: string, fault: Fault}[]} faults */
  function complain(faults) {
    for (const [name, { control, fault }] of made) {
      const mine = faults.filter((one) => one.name === name).map((one) => one.fault);
      if (control.problem) control.problem(mine);
      fault.textContent = mine.map(({ detail }) => detail).join(" ");
      fault.hidden = mine.length === 0 || control.problem !== undefined;
      const field = control.root.querySelector("input, textarea") ?? control.root.querySelector("select");
      if (mine.length) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
    }
  }

  /** @param {string} name */
  const rootOf = (name) => made.get(name)?.control.root ?? root;

  return { show, complain, rootOf };
}

/** @typedef {(setting: Setting, bounds: Record<string, number>, change: (value: string | number) => void) => Control} Maker */

/** A slider with its number beside it, which can be typed beyond the slider's end. @type {Maker} */
function makeRange(setting, bounds, change) {
  const { name, label, min = 0, max = 1, step = 1, bound, stops } = setting;
  const [low, high] = stops ? [0, stops.length - 1] : [min, max];
  const slider = element("input", { type: "range", id: name, min: low, max: high, step });
  const number = element("input", { type: "number", class: "figure", min, max: bound ? (bounds[bound] ?? max) : max, step, "aria-label": `${label.replaceAll("_", "")}, number` });
  const take = (/** @type {string} */ raw) => {
    const value = readValue(setting, raw, bounds);
    if (value !== undefined) change(value);
  };
  slider.addEventListener("input", () => take(stops ? String(stops[Number(slider.value)]) : slider.value));
  number.addEventListener("change", () => take(number.value));
  const root = element("div", { class: "control" }, element("div", { class: "head" }, element("label", { for: name }, ...italics(label)), number), slider);
  return {
    root,
    show(value) {
      const place = stopOf(setting, Number(value));
      slider.value = String(place);
      if (stops) slider.setAttribute("aria-valuetext", String(value));
      const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
      if (document.activeElement !== number) number.value = Number(value).toFixed(digits);
      slider.style.setProperty("--part", String(Math.min(1, (place - low) / (high - low))));
    },
  };
}

/** A few values side by side. @type {Maker} */
function makeChoice({ name, label, options = [] }, _bounds, change) {
  const inputs = options.map(([value]) => element("input", { type: "radio", name, value, id: `${name}-${value}` }));
  const parts = options.map(([value, text], i) => element("label", { for: `${name}-${value}` }, inputs[i], element("span", {}, text)));
  const segment = element("div", { class: "segment" }, ...parts);
  segment.addEventListener("change", () => change(inputs.find(({ checked }) => checked)?.value ?? ""));
  const root = element("fieldset", { class: "control" }, element("legend", {}, label), segment);
  return { root, show: (value) => inputs.forEach((input) => (input.checked = input.value === value)) };
}

/** @type {Maker} */
function makeSelect({ name, label, options = [] }, _bounds, change) {
  const select = element("select", { id: name }, ...options.map(([value, text]) => element("option", { value }, text)));
  select.addEventListener("change", () => change(select.value));
  const root = element("div", { class: "control" }, element("label", { for: name }, label), select);
  return { root, show: (value) => (select.value = String(value)) };
}

/** A line of text or a number. @type {Maker} */
function makeField(setting, bounds, change) {
  const { name, label, control, min, max, bound, step = "any" } = setting;
  /** @type {Record<string, string | number | null>} */
  const attributes = control === "line" ? { type: "text", maxlength: bound ? (bounds[bound] ?? null) : null } : { type: "number", min: min ?? 0, max: max ?? 0, step };
  const field = element("input", { id: name, autocomplete: "off", spellcheck: "false", ...attributes });
  field.addEventListener("input", () => {
    const value = readValue(setting, field.value, bounds);
    if (value !== undefined) change(value);
  });
  const root = element("div", { class: "control" }, element("label", { for: name }, ...italics(label)), field);
  return {
    root,
    show(value) {
      if (field.value !== String(value) && document.activeElement !== field) field.value = String(value);
    },
  };
}

/** @type {Partial<Record<Setting["control"], Maker>>} */
const MAKERS = { range: makeRange, choice: makeChoice, select: makeSelect, line: makeField, whole: makeField, number: makeField, equations: createEditor };
