/** The choice between the views that a cell can be seen in, in the header, and their keys in the list. */

import { byId, element } from "./element.js";
import { VIEWS } from "./views.js";

/** @param {(id: string) => void} choose */
export function createSwitch(choose) {
  const root = byId("views", HTMLElement);
  const buttons = VIEWS.map(({ id, name, key }) => {
    const button = element("button", { type: "button", "aria-keyshortcuts": key }, name);
    button.addEventListener("click", () => choose(id));
    return button;
  });
  root.replaceChildren(...buttons);
  byId("view-keys", HTMLElement).replaceChildren(
    element("dt", {}, ...VIEWS.flatMap(({ key }, i) => [i ? " " : "", element("kbd", {}, key.toUpperCase())])),
    element("dd", {}, VIEWS.map(({ name }) => name).join(", ")),
  );

  return {
    /** @param {import("../pure/types.js").Answer} answer @param {import("./views.js").View} shown */
    tell(answer, shown) {
      VIEWS.forEach((view, i) => {
        buttons[i].hidden = !view.shows(answer);
        buttons[i].setAttribute("aria-pressed", String(view.id === shown.id));
      });
      root.hidden = buttons.filter(({ hidden }) => !hidden).length < 2;
    },
  };
}
