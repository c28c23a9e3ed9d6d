/** Which cell: its family side by side with the others, and over them the chosen family's members. */

import { FAMILIES } from "../pure/settings.js";
import { letGo } from "./controls.js";
import { element } from "./element.js";

/** @type {import("./controls.js").Maker} */
export function createCells({ name, label }, _bounds, take) {
  const choices = [...FAMILIES.map(({ family, cells }) => ({ text: family, ids: cells.map(({ id }) => id) })), { text: "Own", ids: ["own"] }];
  const inputs = choices.map(({ ids: [value] }) => element("input", { type: "radio", name, value, id: `${name}-${value}` }));
  const parts = choices.map(({ text }, i) => element("label", { for: inputs[i].id }, inputs[i], element("span", {}, text)));
  const segment = element("div", { class: "segment" }, ...parts);
  const members = element("select", { id: "member", "aria-label": "Variant" });
  segment.addEventListener("change", () => take(inputs.find(({ checked }) => checked)?.value ?? ""));
  inputs.forEach((input) => input.addEventListener("click", letGo));
  members.addEventListener("change", (event) => {
    take(members.value);
    letGo(event);
  });
  const head = element("div", { class: "head" }, element("span", { id: `${name}-label` }, label), members);
  const root = element("div", { class: "control", role: "group", "aria-labelledby": `${name}-label` }, head, segment);
  let family = -1;
  return {
    root,
    show(value) {
      const chosen = choices.findIndex(({ ids }) => ids.includes(String(value)));
      if (chosen !== family) members.replaceChildren(...(FAMILIES[chosen]?.cells ?? []).map(({ id, title }) => element("option", { value: id }, title)));
      family = chosen;
      inputs.forEach((input, i) => (input.checked = i === chosen));
      members.hidden = choices[chosen].ids.length === 1;
      members.value = String(value);
    },
  };
}
