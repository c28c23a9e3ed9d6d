"""How fast the page is, in a real Chromium: python bench/page.py [address of a running server].

Prints how long a first visit takes to show a run that can be played, and two tables: from the
slider's input event to the new arrows on the canvas, and script time and frames a second while
playing; then how long the circuit takes to appear and to be laid out, at first and again.
The bars: 1 s from the first paint; 50 ms at T = 12; 4 ms and 60 frames up to T = 500.
"""

import operator
import shutil
import statistics
import sys

from playwright.sync_api import Browser, Page, sync_playwright

READY = "() => globalThis.unrolled && unrolled.frame() !== null"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MOVES = 40

NOTE_READY = """(() => {
  const look = () => {
    if (globalThis.unrolled && unrolled.frame()) globalThis.readyAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""

OPENING = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [readyAt, paint.startTime];
}"""

PLAY = """async (seconds) => {
  const before = unrolled.state.timing;
  document.getElementById("play").click();
  const start = performance.now();
  let frames = 0;
  while (performance.now() - start < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    frames++;
  }
  document.getElementById("play").click();
  const after = unrolled.state.timing;
  const drawn = after.frames - before.frames;
  return { rate: frames / seconds, script: (after.ms - before.ms) / drawn };
}"""

CHANGE = """async () => {
  const page = document.querySelector(".page");
  const frame = () => new Promise(requestAnimationFrame);
  const inside = async () => {
    const { frames } = unrolled.state.timing;
    const start = performance.now();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "c" }));
    const drawn = () => page.dataset.folds === "below" && unrolled.state.timing.frames > frames;
    while (!drawn() || unrolled.state.waiting) await frame();
    return performance.now() - start;
  };
  const cold = await inside();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "b" }));
  while (page.dataset.folds === "below") await frame();
  return [cold, await inside()];
}"""

LAY_OUT = """async () => {
  const main = document.querySelector('script[src$="/main.js"]').src;
  const { layOutCircuit } = await import(main.replace("main.js", "pure/circuit/automatic.js"));
  const body = JSON.stringify({ cell: "lstm-fgr", readout: "linear" });
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/api/v1/flow", { method: "POST", headers, body });
  const { cell } = await answer.json();
  return Array.from({ length: 9 }, () => {
    const start = performance.now();
    layOutCircuit(cell);
    return performance.now() - start;
  });
}"""

SLIDE = """async (moves) => {
  const slider = document.getElementById("forget_bias");
  const found = [];
  const seen = new PerformanceObserver((list) => found.push(...list.getEntries()));
  seen.observe({ type: "measure" });
  for (let i = 0; i < moves; i++) {
    slider.value = String(i % 2 ? 1 + i / 20 : 5 - i / 20);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 150));
  }
  return found.map(({ duration }) => duration);
}"""


def main(address: str) -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        print("opening, ms             of all  after first paint")
        print("to the first arrows     {:6.0f} {:18.0f}".format(*opened(browser, address)))
        print("slider to arrows, ms       median     worst")
        for steps, hidden in ((12, 4), (50, 16), (200, 16)):
            times = slide(page, f"{address}/?task=noise&steps={steps}&hidden_size={hidden}&event=9")
            name = f"T = {steps}, H = {hidden}"
            print(f"{name:24} {statistics.median(times):8.1f} {max(times):9.1f}")
        print("playing                script ms  frames/s")
        for steps, event in ((12, 100), (50, 420), (200, 1700), (500, 4200)):
            page.goto(f"{address}/?task=noise&steps={steps}&event={event}")
            page.wait_for_function(READY)
            seen = page.evaluate(PLAY, 3)
            print(f"T = {steps:<18} {seen['script']:10.2f} {seen['rate']:9.1f}")
        for view in ("circuit", "odyssey"):
            page.goto(f"{address}/?task=noise&event=124&view={view}")
            page.wait_for_function(READY)
            seen = page.evaluate(PLAY, 3)
            print(f"{view:<22} {seen['script']:10.2f} {seen['rate']:9.1f}")
        print("first look, ms               cold      warm")
        cold, warm = changed(browser, address)
        print(f"key C to the circuit     {cold:8.1f} {warm:9.1f}")
        page.goto(f"{address}/?task=noise")
        page.wait_for_function(READY)
        cold, *rest = page.evaluate(LAY_OUT)
        print(f"laying out lstm-fgr      {cold:8.1f} {statistics.median(rest):9.1f}")
        browser.close()


def opened(browser: Browser, address: str) -> tuple[float, float]:
    """Medians of seven visits with an empty cache: from the request, and from the first paint."""
    visits = []
    for _ in range(7):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.add_init_script(NOTE_READY)
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => globalThis.readyAt")
        visits.append(page.evaluate(OPENING))
        context.close()
    ready, painted = zip(*visits, strict=True)
    return statistics.median(ready), statistics.median(map(operator.sub, ready, painted))


def changed(browser: Browser, address: str) -> tuple[float, float]:
    """Medians of five visits: from the key to the circuit's first frame, at first and once more."""
    visits = []
    for _ in range(5):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"{address}/?task=noise&event=124")
        page.wait_for_function(READY)
        visits.append(page.evaluate(CHANGE))
        context.close()
    cold, warm = zip(*visits, strict=True)
    return statistics.median(cold), statistics.median(warm)


def slide(page: Page, address: str) -> list[float]:
    page.goto(address)
    page.wait_for_function(READY)
    times: list[float] = page.evaluate(SLIDE, MOVES)
    return times[5:]  # the first ones warm up


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
