/** The equations of a cell of one's own: a text area with numbered lines, and what is wrong, under the line where it is. */

import { EXAMPLES } from "../pure/examples.js";
import { element } from "./element.js";

/** @type {import("./controls.js").Maker} */
export function createEditor({ name }, _bounds, change) {
  const area = element("textarea", { id: name, spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", "aria-describedby": `${name}-fault` });
  const numbers = element("ol", { class: "numbers", "aria-hidden": "true" });
  const wave = element("div", { class: "wave", hidden: true, "aria-hidden": "true" });
  const fault = element("p", { class: "fault", id: `${name}-fault`, hidden: true });
  const examples = element("select", { "aria-label": "Start from an example" }, element("option", { value: "" }, "Start from…"), ...EXAMPLES.map((example) => element("option", {}, example.name)));
  const paper = element("div", { class: "paper" }, numbers, element("div", { class: "text" }, area, wave));
  const root = element("div", { class: "control editor" }, element("div", { class: "head" }, element("label", { for: name }, "Equations"), examples), paper, fault);

  function count() {
    const lines = area.value.split("\n").length;
    if (numbers.childElementCount !== lines) numbers.replaceChildren(...Array.from({ length: lines }, () => element("li")));
    area.rows = lines;
  }
  area.addEventListener("input", () => {
    count();
    change(area.value);
  });
  examples.addEventListener("change", () => {
    const example = EXAMPLES.find((one) => one.name === examples.value);
    examples.value = "";
    if (!example) return;
    area.value = example.equations;
    count();
    change(example.equations);
  });

  return {
    root,
    show(value) {
      if (document.activeElement !== area && area.value !== value) area.value = String(value);
      count();
    },
    problem(faults) {
      const [first] = faults;
      fault.hidden = wave.hidden = first === undefined;
      numbers.querySelectorAll("li").forEach((item, i) => item.classList.toggle("wrong", first?.line === i + 1));
      if (!first) return;
      const { line = 1, column = 1, detail } = first;
      fault.replaceChildren(element("b", {}, `Line ${line}: `), detail);
      const word = /^\w+/.exec(area.value.split("\n")[line - 1]?.slice(column - 1) ?? "")?.[0].length ?? 1;
      wave.style.setProperty("--line", String(line - 1));
      wave.style.setProperty("--column", String(column - 1));
      wave.style.setProperty("--letters", String(Math.max(1, word)));
    },
  };
}
