// Runs before the first paint, so that no page flashes in the other theme: the address, else what was chosen, else the system.
(() => {
  const asked = new URLSearchParams(location.search).get("theme");
  let chosen = null;
  try {
    chosen = localStorage.getItem("unrolled:theme");
  } catch {
    // Storage may be forbidden; the system's theme stands.
  }
  const known = [asked, chosen].find((theme) => theme === "light" || theme === "dark");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = known ?? system;
})();
