"""People with a real browser: on a phone in a dark cellar, at a desk, in English and in Chinese."""

import time

from .agent import METERS, USERS
from .failure import Remarks
from .webdriver import Browser, wait

PHONE, DESK = (390, 844), (1280, 800)
# What a finger hits, in pixels of the page.
TAP = 40
LANGUAGES = {"en": ("en-GB,en", "Meters", "Health"), "zh-CN": ("zh-CN,zh", "仪表", "状态检查")}
# Everything that can be touched, with its height, and whether it stands beside the screen. What scrolls within the page may.
TARGETS = """const scrolls = e => e && e !== document.documentElement && (getComputedStyle(e).overflowX === "auto" || scrolls(e.parentElement));
    const area = e => (e.matches("[type=checkbox],[type=radio]") && e.closest("label") || e).getBoundingClientRect();
    return [...document.querySelectorAll("a,button,input:not([type=hidden]),select,summary,textarea,[role=button],[tabindex]")]
        .filter(e => e.checkVisibility()).map(e => [e, area(e)]).filter(([e, r]) => r.width > 0 && r.height > 0)
        .map(([e, r]) => [e.outerHTML.slice(0, 90), r.height, ...(scrolls(e) ? [0, 0] : [r.left, r.right])])"""
PICTURE = """const image = document.querySelector(".picture image"), test = new Image();
    test.src = image.getAttribute("href"); await test.decode();
    const box = image.getBoundingClientRect();
    return [test.naturalWidth, image.width.baseVal.value, test.naturalHeight, image.height.baseVal.value, box.width, box.height,
            document.querySelectorAll(".picture polygon").length, document.querySelectorAll(".picture text").length]"""
FIRST = """const entry = performance.getEntriesByType("navigation")[0];
    return [entry.responseEnd - entry.requestStart, entry.domContentLoadedEventEnd - entry.startTime]"""


class Visit:
    """A browser before the console of an agent, and what is wrong with what it shows."""

    def __init__(self, browser, agent, name, shots):
        self.browser, self.agent, self.name, self.shots, self.remarks = browser, agent, name, shots, Remarks()

    def check(self, holds, words):
        self.remarks.check(holds, f"{self.name}: {words}")

    def log_in(self, user="tech"):
        self.browser.open(self.agent.url + "/")
        self.look("login")
        self.browser.type("input[name=user]", user)
        self.browser.type("input[name=password]", USERS[user][1])
        self.browser.click("main button")
        wait("the page after the login", lambda: self.browser.url() == self.agent.url + "/")

    def look(self, page):
        """What is true of every page, and a picture of it."""
        width = self.browser.run("return [document.documentElement.scrollWidth, innerWidth]")
        self.check(width == [self.browser.width] * 2, f"{page} is {width[0]} px wide on {width[1]} of {self.browser.width}")
        for what, height, left, right in self.browser.run(TARGETS):
            self.check(height >= TAP, f"{page}: {height:.0f} px high: {what}")
            self.check(left >= 0 and right <= width[1], f"{page}: beside the screen: {what}")
        missing = self.browser.run("return [...document.images].filter(i => !i.complete || !i.naturalWidth).length")
        self.check(missing == 0, f"{page}: {missing} pictures are missing")
        for message in self.browser.messages():
            self.check(False, f"{page}: the browser says {message}")
        if self.shots:
            self.browser.save(self.shots / f"{self.name}-{page}.png")


def run(driver, agent, language, phone, shots, dark=False):
    accepted, meters, health = LANGUAGES[language]
    size = PHONE if phone else DESK
    name = f"{'phone' if phone else 'desk'}-{language}" + ("-dark" if dark else "")
    with Browser(driver, *size, accepted, phone, dark) as browser:
        visit = Visit(browser, agent, name, shots)
        visit.log_in()
        wait("a picture of every meter", lambda: len(browser.find(".picture image")) == len(METERS), 20)
        first = browser.run(FIRST)
        visit.check(browser.run("return document.documentElement.lang") == language, f"the page is not in {language}")
        visit.check(browser.text("h1") == meters, f"the head of the meters is {browser.text('h1')}")
        natural, wide, tall, high, shown, _, polygons, texts = browser.run(PICTURE)
        visit.check(natural == wide and tall == high and shown > 200, f"the picture of {natural} px is laid out as {wide} and {shown}")
        visit.check(polygons >= 3 * len(METERS) and texts == polygons, f"{polygons} dials are marked, {texts} with what they show")
        visit.look("meters")
        updates, seconds = live(visit)
        browser.open(agent.url + "/health")
        visit.check(browser.text("h1") == health, f"the head of the health page is {browser.text('h1')}")
        visit.check(len(browser.find("main li")) >= 3, "the health page has no findings")
        visit.look("health")
        browser.click("footer button")
        wait("the login after the logout", lambda: browser.url() == agent.url + "/login")
        visit.look("logged-out")
        browser.open(agent.url + "/nothing")
        # The one message that there must be.
        refused = browser.messages()
        visit.check(len(refused) == 1 and "404" in refused[0], f"a page that is not there: {refused}")
        visit.look("nothing")
        visit.remarks.settle()
    return (f"{size[0]}×{size[1]}: {polygons} dials marked, {updates} updates by events in {seconds:.0f} s, nothing to scroll sideways, "
            f"everything to touch ≥ {TAP} px, no message; first page {first[0]:.0f} ms, shown after {first[1]:.0f} ms")


def live(visit):
    """The index and the picture change by themselves, and the page is the same one as before."""
    browser = visit.browser
    browser.run("window.stays = true")
    now = "return [document.querySelector('.index').textContent, document.querySelector('.picture image').getAttribute('href')]"
    begin, seen = time.monotonic(), [browser.run(now)]
    # Well before a page that hears of no events would look again.
    while time.monotonic() < begin + 12 and len(seen) < 4:
        if (at := browser.run(now)) != seen[-1]:
            seen.append(at)
        time.sleep(0.2)
    visit.check(len({index for index, _ in seen}) > 1, f"the index stays {seen[0][0].strip()} while the meter runs")
    visit.check(len({path for _, path in seen}) > 1, "the picture stays the same while the meter is read")
    visit.check(browser.run("return window.stays === true"), "the page was loaded anew")
    return len(seen) - 1, time.monotonic() - begin
