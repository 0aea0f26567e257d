"""A tab that is watched: no violation, no error in the console, nothing sideways, one heading, at each width."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

# As a phone loads it first: what then fills a wide window has followed the window.
WIDTHS = (390, 1280)
AXE = Axe().axe_script
# Colors take most of the time, so each element's are looked at once: where it is first shown as it is.
VIOLATIONS = """async (again) => {
  const look = (paint) => [paint.color, paint.backgroundColor, paint.backgroundImage, paint.fontSize].join();
  const before = again ? window.lookedAt : new Map(), fresh = new Set();
  for (const one of document.querySelectorAll("body *")) {
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const looks = look(getComputedStyle(one));
    if (before.get(one) !== looks) fresh.add(one);
    before.set(one, looks);
  }
  window.lookedAt = before;
  const all = { resultTypes: ["violations"] }, colors = ["color-contrast", "link-in-text-block"];
  if (!again) return (await axe.run(all)).violations;
  const rules = Object.fromEntries(colors.map((name) => [name, { enabled: false }]));
  const found = (await axe.run({ ...all, rules })).violations;
  const tops = [...fresh].filter((one) => !fresh.has(one.parentElement));
  return tops.length ? [...found, ...(await axe.run(tops, { ...all, runOnly: colors })).violations] : found;
}"""
RENDERED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Watch:
    """A tab that notes whatever the console and the page report as wrong, but for the page's own status."""

    def __init__(self, page: Page):
        self.page = page
        self.wrong: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not own_status:
            self.wrong.append(f"console: {message.text}")

    def open(self, address: str) -> Response:
        """Loads a page at the first width, and returns what the site answered."""
        self._resize(WIDTHS[0])
        self.wrong = []
        return self.page.goto(address)

    def look(self, *widths: int) -> list[str]:
        """What is wrong with the page as it stands, at these widths or else at each, a line each."""
        self.page.evaluate(AXE)
        found = []
        for place, width in enumerate(widths or WIDTHS):
            self._resize(width)
            found += [f"{width}: {line}" for line in self._wrong_at(width, again=place > 0)]
        return found

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(RENDERED)

    def _wrong_at(self, width: int, *, again: bool) -> list[str]:
        sideways = self.page.evaluate("document.documentElement.scrollWidth")
        violations = self.page.evaluate(VIOLATIONS, again)
        found, self.wrong = self.wrong, []
        if sideways > width:
            found.append(f"{sideways} pixels wide")
        if (headings := self.page.locator("h1").count()) != 1:
            found.append(f"{headings} h1")
        for violation in violations:
            places = "; ".join(node["html"] for node in violation["nodes"][:3])
            found.append(f"{violation['id']}: {violation['help']}: {places}")
        return found
