/** The small fixed parts of the page: header, totals, waiting, lanes' letters, tabs, and the address. */

import { inWords, three } from "../pure/numbers.js";
import { countCuts, whereCut } from "../pure/routes/cuts.js";
import { capital, freshWords, symbolOf } from "../pure/words.js";
import { byId, element } from "./element.js";

/** @typedef {"light" | "dark"} Theme */

/** How long an answer takes until a quiet sign, until the old picture pales, and until it can be cancelled. */
const [BUSY_AFTER, PALE_AFTER, CANCEL_AFTER] = [200, 600, 2000];
/** Lanes closer than this cannot each have their letter. */
const LETTER = 16;
/** More lanes than this need a higher stage on a narrow page. */
const MANY = 3;
/** Browsers refuse an address that changes too often. */
const ADDRESS_EVERY = 400;

/**
 * @param {{theme: () => void, link: () => string, follow: () => void, renew: () => void, restart: () => void, mendAll: () => void, cancel: () => void, tab: () => void}} does
 */
export function createFurniture(does) {
  const page = /** @type {HTMLElement} */ (document.querySelector(".page"));
  const stage = byId("stage", HTMLElement);
  const theme = byId("theme", HTMLButtonElement);
  const share = byId("share", HTMLButtonElement);
  const loading = byId("loading", HTMLElement);
  const cancel = byId("cancel", HTMLButtonElement);
  const followButton = byId("follow", HTMLButtonElement);
  const dialog = byId("keys-list", HTMLDialogElement);
  /** @type {number[]} */
  let timers = [];
  let addressTimer = 0;
  /** @type {import("../pure/layout.js").Layout | null} */
  let lettered = null;

  theme.addEventListener("click", does.theme);
  followButton.addEventListener("click", does.follow);
  cancel.addEventListener("click", does.cancel);
  byId("keys", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  const renew = byId("renew", HTMLButtonElement);
  renew.addEventListener("click", does.renew);
  byId("restart", HTMLButtonElement).addEventListener("click", does.restart);
  byId("mend", HTMLButtonElement).addEventListener("click", does.mendAll);
  share.addEventListener("click", async () => {
    const link = does.link();
    const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    if (!copied) return showLink(link);
    share.textContent = "Link copied";
    setTimeout(() => (share.textContent = "Share"), 1600);
  });
  nameTheme();
  const openTab = listenToTabs(does.tab);

  function nameTheme() {
    theme.textContent = document.documentElement.dataset.theme === "dark" ? "Light" : "Dark";
  }

  return {
    /** @param {Theme} name @param {boolean} chosen  by the reader, who keeps it; not by a link */
    setTheme(name, chosen) {
      document.documentElement.dataset.theme = name;
      nameTheme();
      if (!chosen) return;
      try {
        localStorage.setItem("unrolled:theme", name);
      } catch {
        // Storage may be forbidden; the address still holds the theme.
      }
    },
    showKeys: () => dialog.showModal(),
    /** The leaf of the sheet on a narrow screen. */
    openTab,
    /** @param {boolean} stale  the picture is not that of the settings, which were refused */
    setStale: (stale) => [page, stage].forEach((part) => part.classList.toggle("stale", stale)),
    /** There is a run: all that shows one comes to sight. */
    begin: () => page.removeAttribute("data-run"),
    /** @param {import("../pure/flow.js").Flow} flow @param {number | null} was  the total loss before the last update */
    tell(flow, was) {
      const { answer, graph, parameters } = flow;
      byId("fresh", HTMLElement).textContent = freshWords(flow);
      tellCuts(flow);
      byId("total-loss", HTMLElement).textContent = answer.loss.total === null ? "not finite" : three(answer.loss.total);
      byId("loss-was", HTMLElement).textContent = was === null ? "" : `, was ${three(was)}`;
      byId("parameter-count", HTMLElement).textContent = parameters.toLocaleString("en").replaceAll(",", "\u202f");
      renew.hidden = parameters === 0;
      stage.classList.toggle("many", graph.lanes.length > MANY);
      const updates = answer.request.updates ?? 0;
      const renewed = byId("renewed", HTMLElement);
      renewed.hidden = updates === 0;
      renewed.querySelector("span")?.replaceChildren(`renewed ${updates === 1 ? "once" : `${updates} times`}`);
    },
    /** @param {boolean} waiting  for an answer @param {string} words  what is being done */
    waitFor(waiting, words) {
      timers.forEach(clearTimeout);
      timers = [];
      stage.classList.remove("waiting", "busy");
      loading.hidden = cancel.hidden = true;
      if (!waiting) return;
      loading.firstElementChild?.replaceChildren(words);
      const pale = () => {
        loading.hidden = false;
        stage.classList.add("waiting");
      };
      timers = [setTimeout(() => stage.classList.add("busy"), BUSY_AFTER), setTimeout(pale, PALE_AFTER), setTimeout(() => (cancel.hidden = false), CANCEL_AFTER)];
    },
    /** @param {import("../pure/layout.js").Layout} layout */
    setLanes(layout) {
      if (layout === lettered) return;
      lettered = layout;
      stage.classList.toggle("scrolls", layout.content > layout.width);
      let last = -Infinity;
      const letters = Object.entries(layout.lanes).flatMap(([name, y]) => {
        if (y - last < LETTER) return [];
        last = y;
        const letter = element("i", {}, symbolOf(name));
        letter.style.top = `${y}px`;
        return [letter];
      });
      byId("lanes", HTMLElement).replaceChildren(...letters);
    },
    /** @param {boolean} following */
    setFollowing(following) {
      if (followButton.hidden !== following) followButton.hidden = following;
    },
    /** @param {() => string} write */
    keepAddress(write) {
      addressTimer ||= setTimeout(() => {
        addressTimer = 0;
        history.replaceState(null, "", `?${write()}`);
      }, ADDRESS_EVERY);
    },
  };
}

/** The browser keeps its clipboard to itself: the link stands in a field, to be copied by hand. @param {string} link */
function showLink(link) {
  const field = byId("link-field", HTMLInputElement);
  field.value = link;
  byId("link", HTMLDialogElement).showModal();
  field.select();
}

/** Cut routes make other gradients than the true ones. @param {import("../pure/flow.js").Flow} flow */
function tellCuts({ answer, cuts }) {
  const sign = byId("untrue", HTMLElement);
  const count = countCuts(cuts);
  sign.hidden = count === 0;
  const angle = answer.clip?.angle ?? NaN;
  const turned = Number.isFinite(angle) ? ` They point ${three(angle)}° away from the true ones.` : "";
  sign.querySelector("span")?.replaceChildren(`${capital(inWords(count))} ${count === 1 ? `route is cut ${whereCut(cuts)}` : "routes are cut"}.${turned}`);
}

/** The leaves of the sheet on a narrow screen. @param {() => void} changed @returns {(name: string) => void} opens one */
function listenToTabs(changed) {
  const page = /** @type {HTMLElement} */ (document.querySelector(".page"));
  const tabs = [...document.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLElement);
  const choose = (/** @type {HTMLElement} */ chosen) => {
    tabs.forEach((tab) => tab.setAttribute("aria-selected", String(tab === chosen)));
    tabs.forEach((tab) => (tab.tabIndex = tab === chosen ? 0 : -1));
    page.dataset.tab = chosen.id.replace("tab-", "");
    changed();
  };
  tabs.forEach((tab, i) => {
    tab.tabIndex = i ? -1 : 0;
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", ({ key }) => {
      const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
      const next = by && tabs[(i + by + tabs.length) % tabs.length];
      if (next) (choose(next), next.focus());
    });
  });
  return (name) => choose(byId(`tab-${name}`, HTMLElement));
}
