"""What the page shows in a real browser: the picture, its moments, its sizes and themes."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.seen import READY, frame, opened, state


def test_first_visit_plays_from_the_first_backward_event(page: Page) -> None:
    opened(page, "")
    seen = state(page)
    assert seen["playing"]
    assert seen["current"]["phase"] == "backward"
    assert seen["settings"]["cell"] == "lstm-peephole"
    page.wait_for_function(f"() => unrolled.state.event > {seen['event']}")
    page.get_by_role("button", name="Pause").click()
    assert not state(page)["playing"]


SCRUBBED = """(places) => {
  const slider = document.getElementById("scrub");
  const canvases = [...document.querySelectorAll("#stage canvas")];
  const at = (place) => {
    slider.value = place;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const pixels = (canvas) =>
      canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return { frame: JSON.stringify(unrolled.frame()), pixels: canvases.map(pixels) };
  };
  const there = places.map(at);
  const back = places.toReversed().map(at).toReversed();
  const differ = (a, b) => a.reduce((count, value, i) => count + (Math.abs(value - b[i]) > 48), 0);
  return there.map(({ frame, pixels }, i) => ({
    frame,
    same: frame === back[i].frame,
    differing: pixels.reduce((sum, data, k) => sum + differ(data, back[i].pixels[k]), 0),
  }));
}"""


def test_scrubbing_back_restores_identical_frames(page: Page) -> None:
    opened(page)
    found = page.evaluate(SCRUBBED, [0.05, 0.2, 0.3, 0.41, 0.55, 0.7, 0.85, 0.97])
    assert len({moment["frame"] for moment in found}) == len(found)
    assert all(moment["same"] for moment in found)
    # The rasterizer smooths a shape a little differently inside a clip, hence the tolerance.
    assert [moment["differing"] for moment in found] == [0] * len(found)


def test_address_restores_the_view(page: Page) -> None:
    address = "?cell=rnn&task=noise&steps=7&recurrent_gain=1.5&event=40&fraction=0.50&theme=dark"
    opened(page, address)
    page.wait_for_timeout(600)
    assert page.evaluate("() => location.search") == address
    first = frame(page)
    seen = state(page)
    assert (seen["event"], seen["fraction"], seen["playing"]) == (39, 0.5, False)
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    page.reload()
    page.wait_for_function(READY)
    assert frame(page) == first


def test_dark_theme_is_kept(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Dark").click()
    background = "() => getComputedStyle(document.querySelector('.stage')).backgroundColor"
    assert page.evaluate(background) == "rgb(19, 22, 30)"
    opened(page)
    assert page.evaluate(background) == "rgb(19, 22, 30)"
    page.locator("body").press("d")
    assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_narrow_layout(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    expect(page.locator("#caption")).to_be_visible()
    expect(page.locator("#minimap")).to_be_visible()
    expect(page.locator("#controls")).to_be_hidden()
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator("#controls")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chart")).to_be_visible()
    seen = frame(page)
    here = next(column for column in seen["columns"] if column["current"])
    assert abs(here["x"] - seen["camera"] - 195) < 12, "the gathering column is in the middle"


def test_dragging_holds_the_view_and_follow_lets_go(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    before = frame(page)["camera"]
    page.mouse.move(200, 370)
    page.mouse.down()
    page.mouse.move(260, 370, steps=4)
    page.mouse.up()
    assert frame(page)["camera"] == before - 60
    page.get_by_role("button", name="Follow").click()
    assert frame(page)["camera"] == before
    expect(page.get_by_role("button", name="Follow")).to_be_hidden()


def test_reduced_motion_cuts_from_event_to_event(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, reduced_motion="reduce")
    try:
        page = opened(context.new_page(), "")
        seen = state(page)
        assert not seen["playing"]
        arrows = frame(page)["live"]["arrows"]
        assert all(arrow["progress"] == 1 for arrow in arrows)
        page.locator("body").press("ArrowRight")
        assert state(page)["fraction"] == 1
        assert all(arrow["progress"] == 1 for arrow in frame(page)["live"]["arrows"])
    finally:
        context.close()


def test_pointing_at_an_arrow_shows_its_card(page: Page) -> None:
    opened(page, "?event=200")
    box = page.locator("#stage").bounding_box()
    assert box
    column = frame(page)["columns"][8]
    highway = next(arrow for arrow in column["arrows"] if arrow["id"] == "c_c")
    (x0, y), (x1, _) = highway["line"]
    page.mouse.move(box["x"] + (x0 + x1) / 2, box["y"] + y)
    card = page.locator("#card")
    expect(card).to_contain_text("c(10) → c(9), three edges together")
    expect(card).to_contain_text("of the largest fresh error")
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_click_on_a_node_goes_to_where_it_gathers(page: Page) -> None:
    opened(page, "?event=200")
    box = page.locator("#stage").bounding_box()
    assert box
    node = frame(page)["columns"][4]["nodes"][0]
    page.mouse.click(box["x"] + node["x"], box["y"] + node["y"])
    current = state(page)["current"]
    assert (current["phase"], current["t"], current["variables"]) == ("backward", 5, ["c"])


def test_readers_without_the_picture_hear_the_event(page: Page) -> None:
    opened(page, "?task=noise&event=90")
    page.locator("body").press("Home")
    page.locator("body").press("3")
    expect(page.locator("#spoken")).to_contain_text("step 12: error")
    rows = page.locator("#twin tbody tr")
    assert rows.count() >= 3
    expect(page.locator("#twin caption")).to_have_text("Messages of step 12")


def test_a_sentence_says_what_the_carrier_did(page: Page) -> None:
    opened(page, "?task=noise&event=124")
    told = page.locator(".told")
    rows = page.locator(".entry[data-edge]")
    largest = max(rows.all(), key=lambda row: float(row.get_attribute("data-norm") or 0))
    expect(told.locator(".tag")).to_have_text(largest.locator(".tag").inner_text())
    page.locator(".entry[data-edge='c>c@1'] math").hover()
    expect(told).to_contain_text(
        "The forget gate scales the error of the next cell unit by unit: f("
    )
    expect(told).to_contain_text("a factor of")
    page.mouse.move(5, 5)
    page.locator(".entry[data-edge='c>obar'] .name").focus()
    expect(told).to_contain_text("The weight pout scales")


def test_a_formula_longer_than_the_rail_shows_that_it_goes_on(page: Page) -> None:
    sums = "W @ tanh(A @ h[t-1] %2B B @ x[t]) %2B U @ tanh(C @ h[t-1] * sigmoid(D @ x[t]))"
    opened(page, f"?cell=own&task=noise&event=30&equations=h[t] %3D tanh({sums})")
    long = page.locator(".entry[data-edge='h>h@1'] .route")
    assert long.evaluate("route => route.scrollWidth > route.clientWidth + 20")
    # Two covers scroll with the formula's ends, over two shadows that stay.
    attached = long.evaluate("route => getComputedStyle(route).backgroundAttachment")
    assert attached == "local, local, scroll, scroll"
