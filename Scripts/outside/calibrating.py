"""A technician before a meter that nobody has set up: types what it shows, confirms what was found, and it is read."""

from .agent import USERS
from .browsing import DESK, LANGUAGES, PHONE, Visit
from .failure import Failure
from .webdriver import Browser, wait

# Of the simulated meter, which stands still; nobody but who looks at it knows.
READING, INDEX = "00123.4567", "123.4567"
METER = """
[[meter]]
card = "attic.toml"
interval = "1s"
camera = { kind = "simulated", face = "water", acceleration = 0 }
"""
PATH = "/meters/attic/calibrate"
# Clicks and fields from nothing to a meter that is read, the login among them.
MOST = 8
# What the board of a gateway takes to find the dials.
SEARCH = 60


def run(driver, agent, language, phone, shots):
    size, name = (PHONE, "phone") if phone else (DESK, "desk")
    with Browser(driver, *size, LANGUAGES[language][0], phone) as browser:
        visit = Visit(browser, agent, f"{name}-{language}", shots)
        visit.log_in()
        visit.look("not-set-up")
        visit.check(not agent.outbox(), "there are readings of a meter that nobody has set up")
        browser.click(f'a[href="{PATH}"]')
        phase(browser, "typing")
        light = live(visit)
        visit.look("calibrate")
        browser.type("#reading", READING)
        browser.click("#find")
        phase(browser, "proposed", SEARCH)
        visit.check(browser.text("#index") == INDEX, f"{browser.text('#index')} is proposed")
        dials = len(browser.find("#dials g.dial"))
        visit.check(dials == 9, f"{dials} dials are proposed")
        visit.look("proposed")
        browser.click("#confirm")
        phase(browser, "done", SEARCH)
        clicks = browser.clicks
        visit.check(clicks <= MOST, f"it took {clicks} clicks and fields")
        visit.look("confirmed")
        readings = wait("readings of the meter", lambda: [entry for entry in agent.outbox() if entry.get("index")][2:])
        visit.check({entry["index"] for entry in readings} == {INDEX}, f"it reads {[entry['index'] for entry in readings]}")
        visit.check((agent.folder / "attic.toml").exists(), "there is no card")
        told = [entry for entry in agent.outbox() if entry.get("command") == "set-card"]
        visit.check(len(told) == 1 and told[0]["by"] == "console, tech" and told[0]["state"] == "done",
                    f"the journal says of the change: {told}")
        browser.open(agent.url + "/")
        wait("the index on the page of the meters", lambda: INDEX in browser.text("main"))
        visit.look("set-up")
        visit.remarks.settle()
    return (f"{size[0]}×{size[1]}: {clicks} clicks and fields with the login, {dials} dials found from \"{READING}\", "
            f"then read as that; in the journal with the name of who did it; {light}")


def phase(browser, name, seconds=20):
    try:
        wait(f"the phase \"{name}\"", lambda: browser.find(f'#work[data-phase="{name}"]'), seconds)
    except Failure as failure:
        raise Failure(f"{failure}; instead: {browser.text('#work')[:300]}") from None


def live(visit):
    """The picture of the camera moves, and the meters beside it have something to say."""
    browser = visit.browser
    first = browser.run("return document.querySelector('#view').src")
    wait("another picture of the camera", lambda: browser.run("return document.querySelector('#view').src") != first)
    wait("the picture", lambda: browser.run("return document.querySelector('#view').naturalWidth") > 100)
    values = browser.run("return ['light', 'sharpness'].map(id => document.getElementById(id).value)")
    words = [browser.text("#lightwords"), browser.text("#sharpnesswords")]
    visit.check(all(value > 0 for value in values) and all(words), f"light and sharpness are {values}, {words}")
    return f"light \"{words[0]}\", sharpness \"{words[1]}\""


def asked(browser):
    """The question on the page, if there is one, in a list."""
    return browser.run("return [...document.querySelectorAll('#question')].map(found => found.textContent.trim())")


def mistakes(driver, agent, shots):
    """What is typed wrong is told in words and stays in the form; a session that has ended costs nothing but a login."""
    with Browser(driver, *PHONE, LANGUAGES["en"][0], True) as browser:
        visit = Visit(browser, agent, "phone-en", shots)
        visit.log_in()
        browser.open(agent.url + PATH)
        phase(browser, "typing")
        questions = []
        for wrong in ["12a.4567", "1234567890123456789012", "99999.9999"]:
            browser.call("POST", f"/element/{browser.one('#reading')}/clear")
            browser.type("#reading", wrong)
            browser.click("#find")
            wait(f"an answer to {wrong}", lambda: (asked(browser) or questions[-1:]) != questions[-1:], SEARCH)
            questions += asked(browser)
            kept = browser.run("return document.querySelector('#reading').value")
            visit.check(kept == wrong, f"of {wrong} the form keeps {kept}")
            visit.check(len(questions[-1]) > 15, f"{wrong} is answered \"{questions[-1]}\"")
            visit.look(f"mistake-{len(questions)}")
        browser.call("POST", f"/element/{browser.one('#reading')}/clear")
        browser.type("#reading", READING)
        browser.call("DELETE", "/cookie")
        browser.click("#find")
        wait("the login", lambda: "/login" in browser.url())
        browser.type("input[name=user]", "tech")
        browser.type("input[name=password]", USERS["tech"][1])
        browser.click("main button")
        wait("the page of before", lambda: PATH in browser.url())
        wait("what was typed before", lambda: browser.run("return document.querySelector('#reading').value") == READING)
        visit.check(not (agent.folder / "attic.toml").exists(), "a card was made of mistakes")
        visit.remarks.settle()
    return "; ".join(questions) + "; a login in the midst of it keeps what was typed"
