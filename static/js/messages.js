/** What the page says over the stage when a run is not what was asked for, and the ways out that it offers. */

import { smaller } from "./pure/limits.js";
import { SETTINGS, settingAt } from "./pure/settings.js";
import { list, overflowWords } from "./pure/words.js";

/**
 * @typedef {import("./pure/settings.js").Settings} Settings
 * @typedef {import("./api.js").Problem} Problem
 */

/** @param {string} name */
const labelOf = (name) => SETTINGS.find((setting) => setting.name === name)?.label.replaceAll("_", "") ?? name;

/** @param {ReturnType<typeof import("./ink/notices.js").createNotices>} notices @param {import("./wishes.js").Wishes} wishes @param {(name: string) => void} showSetting */
export function createMessages(notices, wishes, showSetting) {
  return {
    /** Why a key did nothing. @param {string} text */
    tellKey(text) {
      notices.show("key", text, "", { label: "Close", does: () => notices.hide("key") });
    },
    /** @param {string[]} amendments  of what a link asks for */
    tellLink(amendments) {
      if (amendments.length) notices.show("link", "Not all of this link can be shown.", `${amendments.join(". ")}.`, { label: "Close", does: () => notices.hide("link") });
    },
    /** @param {string[]} waiting  settings that the picture does not show yet */
    tellUnreachable(waiting) {
      const wait = waiting.length ? `The picture shows the run before; ${list(waiting.map(labelOf))} will follow.` : "What is loaded plays on.";
      notices.show("server", "The server cannot be reached.", `${wait} The page tries again by itself.`, { label: "Try now", does: wishes.ask });
    },
    /** A run whose numbers are no longer finite is a finding, with a way back. */
    /** @param {import("./pure/types.js").Answer} answer @param {Settings | null} finite  of the last run that was not so */
    tellOverflow({ overflow, cell }, finite) {
      if (!overflow) return notices.hide("overflow");
      const { title, then } = overflowWords(overflow, cell.parameters);
      notices.show("overflow", title, then, ...(finite ? [{ label: "Back to the last finite run", does: () => wishes.restore(finite) }] : []));
    },
    /** What the server refused. Beside a run its controls say it; without one the stage does. */
    /** @param {Problem} problem @param {Settings} settings @param {boolean} run  there is one @returns {{name: string, fault: import("./ink/controls.js").Fault}[]} what the controls say */
    tellProblem(problem, settings, run) {
      const { title, detail = "", errors = [] } = problem;
      const faults = errors.map((fault) => ({ name: settingAt(fault.pointer ?? "")?.name ?? "", fault }));
      const [first] = faults.filter(({ name }) => name);
      const fits = smaller(settings, problem);
      const uncut = faults.find(({ name }) => name === "cut");
      if (uncut) notices.show("problem", "This run has no such cut.", uncut.fault.detail, { label: "Mend all", does: () => wishes.change("cut", "") });
      else if (fits) notices.show("problem", "This run is too large.", `${detail.split(";")[0]}.`, { label: `${labelOf(fits.name)}: ${fits.value}`, does: () => wishes.change(fits.name, fits.value) });
      else if (first && !run) {
        const { fault, name } = first;
        const where = fault.line ? `Line ${fault.line}, column ${fault.column}: ` : "";
        const mistake = { label: "Show the mistake", does: () => showSetting(name) };
        notices.show("problem", fault.line ? "The equations have a mistake, so there is no run to show." : `${labelOf(name)} stands in the way of a run.`, where + fault.detail, mistake, { label: "Start with the first example", does: wishes.startOver });
      } else if (faults.length === 0 || faults.some(({ name }) => !name)) notices.show("problem", title, detail);
      else notices.hide("problem");
      return faults.filter(({ name }) => name);
    },
  };
}
