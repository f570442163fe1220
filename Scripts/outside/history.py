"""Somebody who wants to know what was used when, and does not believe it: from a bar to its readings, from a reading to its picture."""

from .agent import METERS, USERS
from .asking import Visitor
from .browsing import DESK, LANGUAGES, PHONE, Visit
from .webdriver import Browser, wait

PATH = f"/meters/{METERS[0]}/history"
STEPS = ["minute", "hour", "day", "month"]
PICTURE = "const i = document.querySelector('img.evidence'); return i && i.complete ? [i.naturalWidth, i.naturalHeight, i.width] : [0]"


def run(driver, agent, language, phone, shots):
    size, name = (PHONE, "phone") if phone else (DESK, "desk")
    with Browser(driver, *size, LANGUAGES[language][0], phone) as browser:
        visit = Visit(browser, agent, f"{name}-{language}", shots)
        visit.log_in()
        wait("enough readings", lambda: len(agent.lines) > 20, 30)
        browser.clicks = 0
        browser.open(agent.url + "/")
        browser.click(f'a[href^="{PATH}"]')
        for step in STEPS:
            browser.click(f'nav.steps a[href*="by={step}"]')
            wait(f"the chart by {step}", lambda: browser.find(f".chart svg.{step} a"))
            visit.look(f"history-{step}")
        browser.click('nav.steps a[href*="by=minute"]')
        browser.one(".chart svg.minute a")
        # A bar is touched anywhere in its column; that of now is the last one of which something is known.
        bars = browser.run("""const bars = [...document.querySelectorAll(".chart svg a")].filter(a => a.querySelector(".whole,.incomplete,.point"));
            bars.at(-1).id = "bar"; bars.at(-1).scrollIntoView({inline: "center", block: "center"}); return bars.length""")
        visit.check(bars >= 1, "no bar is drawn")
        browser.click("#bar")
        readings = wait("the readings of the bar", lambda: len(browser.find("#readings a.reading")))
        visit.look("history-bar")
        index = browser.text("#readings a.reading strong").split()[0]
        browser.click("#readings a.reading")
        wait("the picture that was read", lambda: browser.run(PICTURE)[0] > 0)
        wide, high, shown = browser.run(PICTURE)
        visit.check(wide >= 100 and shown >= 200, f"the picture of {wide}×{high} px is shown {shown} px wide")
        visit.check(index in browser.text("#reading"), f"the reading of {index} is told as {browser.text('#reading')}")
        visit.look("reading")
        clicks = browser.clicks - len(STEPS)
        browser.open(agent.url + "/changes")
        visit.look("changes")
        visit.remarks.settle()
    return f"{size[0]}×{size[1]}: {readings} readings behind a bar, the picture of {wide}×{high} px behind a reading, {clicks} clicks; {table(agent)}"


def table(agent):
    """The readings as a table for other programs: each of them once, and nothing that a spreadsheet would take for a formula."""
    visitor = Visitor(agent)
    visitor.log_in("guest", USERS["guest"][1])
    answer = visitor.ask(f"GET {PATH}.csv")
    head, *rows = answer.text.splitlines()
    if answer.status != 200 or not rows or any(row.startswith(("=", "+", "@")) for row in rows):
        return f"no table: {answer.status} {answer.text[:200]}"
    return f"a table of {len(rows)} rows ({head})"
