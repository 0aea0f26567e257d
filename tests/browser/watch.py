"""A watched tab, at each width: no violation, console error, horizontal scrolling or broken word, and one heading."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

# The phone first, where a page is loaded; wider windows then show what was loaded.
WIDTHS = (390, 1280)
PHONE = 720
# Columns are narrowest just above the width of a phone: only tables are looked at there, and words of up to 16 letters.
BETWEEN, LONG_WORD = 768, 16
AXE = Axe().axe_script
# Colors take most of the time, so of all elements that look alike, including their ancestors, one is checked: the first
# of a tab, on any page and at any width. Numbers stand for the looks; thousands of them are passed as one text, because
# the items of a list are packed one by one.
VIOLATIONS = """async (known) => {
  const numbers = new Map(), before = new Set(JSON.parse(known)), fresh = [];
  const number = (text) => {
    let [high, low] = [7, 11];
    for (let place = 0; place < text.length; place += 1) {
      high = Math.imul(high ^ text.charCodeAt(place), 0x85ebca6b);
      low = Math.imul(low ^ text.charCodeAt(place), 0xc2b2ae35);
    }
    return (high >>> 0) * 0x200000 + (low >>> 11);
  };
  for (const one of document.querySelectorAll("body, body *")) {
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const paint = getComputedStyle(one), within = numbers.get(one.parentElement);
    const off = one.matches(":disabled, [aria-disabled=true]") || one.control?.disabled;
    const looks = number([within, one.localName, one.getAttribute("class"), off, paint.color, paint.backgroundColor,
      paint.backgroundImage, paint.opacity, paint.fontSize, paint.fontWeight, paint.textShadow].join());
    numbers.set(one, looks);
    if (before.has(looks)) continue;
    before.add(looks);
    fresh.push(looks);
    one.setAttribute("data-looks-new", "");
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-looks-new]" }] });
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  document.querySelectorAll("[data-looks-new]").forEach((one) => one.removeAttribute("data-looks-new"));
  return { violations, fresh: JSON.stringify(fresh) };
}"""
# How many folded parts of a page are opened to check their contents, unless a visit opened them.
UNFOLDED = """() => [...document.querySelectorAll(".fold:not([open])")].filter((one) => one.checkVisibility())
  .map((one) => one.querySelector(":scope > :not(summary)").checkVisibility())"""
# Words of up to 20 letters that people see broken; only a text of several lines can have one.
BROKEN = """() => {
  const walk = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = new Set();
  const lines = () => new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top)));
  const unseen = (one) => one && (getComputedStyle(one).clipPath !== "none" || unseen(one.parentElement));
  while (walk.nextNode()) {
    const text = walk.currentNode, within = text.parentElement;
    range.selectNodeContents(text);
    if (range.getClientRects().length < 2 || !within.checkVisibility() || unseen(within)) continue;
    for (const word of text.data.matchAll(/(?<![\\p{L}\\p{N}])\\p{L}{2,20}(?![\\p{L}\\p{N}])/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (lines().size > 1) found.add(word[0]);
    }
  }
  return [...found];
}"""
# Tables that are wider than the part of the page that they are in, and so cover what is beside it.
STUCK_OUT = """() => [...document.querySelectorAll("main table")].filter((one) => one.checkVisibility()
  && getComputedStyle(one.parentElement).overflowX === "visible"
  && one.getBoundingClientRect().right > one.parentElement.getBoundingClientRect().right + 1)
  .map((one) => one.caption?.innerText ?? one.className)"""
# A tab that renders nothing is not waited for.
RENDERED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
  setTimeout(done, 2000);
})"""


def violations_of(page: Page, looks: set[int]) -> list[dict]:
    """The violations that axe finds on a page; colors are checked for looks not among these, which are then added."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE)
    told = page.evaluate(VIOLATIONS, json.dumps([*looks]))
    looks.update(json.loads(told["fresh"]))
    return told["violations"]


class Watch:
    """A tab that collects errors of the console and the page, except for the page's own status."""

    def __init__(self, page: Page):
        self.page = page
        self.wrong: list[str] = []
        self.looks: set[int] = set()
        page.on("console", self._console)
        # Sent once to the browser, and not again with every page.
        page.add_init_script(AXE)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not own_status:
            self.wrong.append(f"console: {message.text}")

    def open(self, address: str) -> Response:
        """Load a page at the first width, and return the site's answer."""
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        self.wrong = []
        return self.page.goto(address)

    def look(self, *widths: int) -> list[str]:
        """The faults of the page at these widths, or at each width, one line each."""
        found = []
        for width in widths or WIDTHS:
            self._resize(width)
            found += [f"{width}: {line}" for line in self._wrong_at(width)]
        if not widths and self.page.locator("main table").count():
            self._resize(BETWEEN)
            found += [f"{BETWEEN}: {line}" for line in self._out_of_room(BETWEEN)]
        return found

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(RENDERED)

    def _wrong_at(self, width: int) -> list[str]:
        violations = violations_of(self.page, self.looks)
        unfolded = self.page.evaluate(UNFOLDED)
        found, self.wrong = self.wrong, []
        found += self._out_of_room(width)
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} h1")
        if unfolded and {*unfolded} != {width > PHONE}:
            found.append(f"{unfolded.count(True)} of {len(unfolded)} folds are open")
        for violation in violations:
            places = "; ".join(node["html"] for node in violation["nodes"][:3])
            found.append(f"{violation['id']}: {violation['help']}: {places}")
        return found

    def _out_of_room(self, width: int) -> list[str]:
        sideways, broken = self.page.evaluate("document.documentElement.scrollWidth"), self.page.evaluate(BROKEN)
        broken = [word for word in broken if width != BETWEEN or len(word) <= LONG_WORD]
        found = [f"{sideways} pixels wide"] if sideways > width else []
        found += [f"a table sticks out: {name}" for name in self.page.evaluate(STUCK_OUT)]
        return [*found, f"broken words: {', '.join(broken[:5])}"] if broken else found
