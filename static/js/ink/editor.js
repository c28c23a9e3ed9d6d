/** The equations of a cell of one's own: a text area with numbered lines, and what is wrong, pointed at in its line. */

import { EXAMPLES } from "../pure/examples.js";
import { quoteAt } from "../pure/quote.js";
import { FAMILIES } from "../pure/settings.js";
import { element } from "./element.js";

/** @type {import("./controls.js").Maker} */
export function createEditor({ name }, _bounds, take, startFrom) {
  const area = element("textarea", { id: name, spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", "aria-describedby": `${name}-fault` });
  const numbers = element("ol", { class: "numbers", "aria-hidden": "true" });
  const wave = element("div", { class: "wave", hidden: true, "aria-hidden": "true" });
  const fault = element("div", { class: "fault", id: `${name}-fault`, "aria-live": "polite" });
  const builtIn = FAMILIES.flatMap(({ cells }) => cells.map(({ id, title }) => element("option", { value: id }, title)));
  const others = element("optgroup", { label: "Not built in" }, ...EXAMPLES.map((example) => element("option", { value: example.name }, example.name)));
  const examples = element("select", { "aria-label": "Start from an example" }, element("option", { value: "" }, "Start from…"), ...builtIn, others);
  const paper = element("div", { class: "paper" }, numbers, element("div", { class: "text" }, area, wave));
  const root = element("div", { class: "control editor" }, element("div", { class: "head" }, element("label", { for: name }, "Equations"), examples), paper, fault);

  function count() {
    const lines = area.value.split("\n").length;
    if (numbers.childElementCount !== lines) numbers.replaceChildren(...Array.from({ length: lines }, () => element("li")));
    area.rows = lines;
  }
  area.addEventListener("input", () => {
    count();
    take(area.value);
  });
  examples.addEventListener("change", () => {
    const example = EXAMPLES.find((one) => one.name === examples.value);
    if (example) take(example.equations);
    else startFrom(examples.value);
    examples.value = "";
  });

  return {
    root,
    show(value) {
      if (area.value !== value) area.value = String(value);
      count();
    },
    problem(faults) {
      const [first] = faults;
      wave.hidden = first === undefined;
      numbers.querySelectorAll("li").forEach((item, i) => item.classList.toggle("wrong", first?.line === i + 1));
      if (!first) return fault.replaceChildren();
      const { line = 1, column = 1, detail } = first;
      const { quote, indent, letters } = quoteAt(area.value, line, column);
      const pointed = element("pre", { "aria-hidden": "true" }, `${quote}\n${" ".repeat(indent)}${"^".repeat(letters)}`);
      fault.replaceChildren(pointed, element("b", {}, `Line ${line}, column ${column}: `), detail);
      wave.style.setProperty("--line", String(line - 1));
      wave.style.setProperty("--column", String(column - 1));
      wave.style.setProperty("--letters", String(letters));
    },
  };
}
