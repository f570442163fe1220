"""Somebody who wants to know what was used when, and does not believe it: from a bar to its readings, from a reading to its picture."""

import subprocess

from .agent import METERS, USERS
from .asking import Visitor
from .browsing import DESK, LANGUAGES, PHONE, Visit
from .webdriver import Browser, wait

PATH = f"/meters/{METERS[0]}/history"
STEPS = ["minute", "quarter", "hour", "part", "day", "month"]
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
        browser.open(agent.url + PATH + "?by=minute")
        browser.click('a[href*="/report?"]')
        wait("the ends of the usage sheet", lambda: browser.find(".ends img"))
        visit.look("report")
        sheet(visit, agent, language)
        browser.open(agent.url + "/changes")
        visit.look("changes")
        browser.open(agent.url + "/")
        wait("what its use costs", lambda: "EUR" in browser.text("#main"))
        wait("a warning", lambda: [browser.open(agent.url + "/warnings"), browser.find("main li a")][1])
        visit.look("warnings")
        browser.open(agent.url + "/balances")
        visit.check("house" in browser.text("main h2"), "the balance group is not told of")
        visit.look("balances")
        browser.open(agent.url + "/systems")
        visit.check("hall by shift" in browser.text("main h2"), "the shifts are not told of")
        visit.check(len(browser.find("main tbody tr")) >= 20, "the days of systems are not told")
        visit.look("systems")
        visit.remarks.settle()
    return f"{size[0]}×{size[1]}: {readings} readings behind a bar, the picture of {wide}×{high} px behind a reading, {clicks} clicks; {table(agent)}"


def sheet(visit, agent, language):
    """The usage sheet as a file: made by a command while the agent runs, opened from the disk, looked at as it comes out on paper."""
    path, browser = agent.folder / f"sheet-{visit.name}.html", visit.browser
    done = subprocess.run(
        [agent.program, "report", "--config", agent.folder / "meterclip.toml", "--meter", METERS[0], "--by", "hour", "--language", language,
         "--from", "2020-01-01T00:00:00Z", "--to", "2020-01-02", "--out", path], capture_output=True, text=True)
    visit.check(done.returncode == 0 and "not known" in done.stdout, f"a period without readings: {done.stdout}{done.stderr}")
    begin, end = (browser.run(f"return new Date(Date.now() + {hours} * 3600000).toISOString()").split(".")[0] + "Z" for hours in (-6, 1))
    done = subprocess.run(
        [agent.program, "report", "--config", agent.folder / "meterclip.toml", "--meter", METERS[0], "--from", begin, "--to", end,
         "--language", language, "--out", path, "--csv", path.with_suffix(".csv")], capture_output=True, text=True)
    visit.check(done.returncode == 0, f"no usage sheet: {done.stderr}")
    visit.check(path.with_suffix(".csv").read_text().startswith("from,to,usage,"), "the table has another head")
    browser.open(path.as_uri())
    visit.check(len(browser.find(".ends img")) >= 1, "the usage sheet has no picture")
    visit.look("sheet")
    browser.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"media": "print"}})
    pages = browser.call("POST", "/print", {"page": {"width": 21, "height": 29.7}})
    visit.check(len(pages) > 10_000, "nothing comes out on paper")
    if visit.shots:
        browser.save(visit.shots / f"{visit.name}-sheet-print.png")
    browser.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"media": ""}})


def table(agent):
    """The readings as a table for other programs: each of them once, and nothing that a spreadsheet would take for a formula."""
    visitor = Visitor(agent)
    visitor.log_in("guest", USERS["guest"][1])
    answer = visitor.ask(f"GET {PATH}.csv")
    head, *rows = answer.text.splitlines()
    if answer.status != 200 or not rows or any(row.startswith(("=", "+", "@")) for row in rows):
        return f"no table: {answer.status} {answer.text[:200]}"
    return f"a table of {len(rows)} rows ({head})"
