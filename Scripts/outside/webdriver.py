"""A browser, driven by the W3C's WebDriver protocol: as much of it as the checks need."""

import base64
import json
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from .failure import Failure

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 15
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-extensions",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"]


class Driver:
    """chromedriver, for as long as it is needed."""

    def __enter__(self):
        self.process = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                self.url = f"http://127.0.0.1:{found[1]}"
                return self
        self.__exit__()
        raise Failure("chromedriver does not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


class Browser:
    """A browser of its own, on a phone or a desk, that asks for pages in a language."""

    def __init__(self, driver, width, height, language, phone=False, dark=False):
        self.driver, self.width = driver, width
        self.home = tempfile.TemporaryDirectory(prefix="meterclip-browser-", ignore_cleanup_errors=True)
        options = {
            "args": [*ARGUMENTS, f"--user-data-dir={self.home.name}", f"--window-size={width},{height}",
                     f"--lang={language.split(',')[0]}"] + (["--force-dark-mode"] if dark else []),
            "prefs": {"intl.accept_languages": language, "credentials_enable_service": False}}
        if phone:
            options["mobileEmulation"] = {
                "deviceMetrics": {"width": width, "height": height, "pixelRatio": 2.0, "touch": True, "mobile": True},
                "userAgent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
                             "Mobile Safari/537.36"}
        capabilities = {"browserName": "chrome", "acceptInsecureCerts": True, "goog:chromeOptions": options,
                        "goog:loggingPrefs": {"browser": "ALL"}}
        made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}}, session=False)
        self.session, self.clicks = made["sessionId"], 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        except (Failure, OSError):
            pass
        self.home.cleanup()

    def call(self, method, path, body=None, session=True):
        url = self.driver.url + (f"/session/{self.session}" if session else "") + path
        data = None if method != "POST" else json.dumps(body or {}).encode()
        asked = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            said = json.load(error)["value"]
            raise Failure(f"the browser: {said['error']}: {said['message'].splitlines()[0]}") from None

    # What somebody before it does.

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def find(self, selector):
        return [found[ELEMENT] for found in self.call("POST", "/elements", {"using": "css selector", "value": selector})]

    def one(self, selector):
        """The element, once it is there."""
        return wait(f"\"{selector}\" is on the page", lambda: self.find(selector))[0]

    def touch(self, method, selector, what, body=None):
        """Something done to an element; a page that has just updated itself is asked again."""
        while True:
            try:
                return self.call(method, f"/element/{self.one(selector)}/{what}", body)
            except Failure as failure:
                if "stale element" not in str(failure):
                    raise

    def click(self, selector):
        self.clicks += 1
        self.touch("POST", selector, "click")

    def type(self, selector, text):
        """Fills in a field, which counts like a click."""
        self.clicks += 1
        self.touch("POST", selector, "value", {"text": text})

    def text(self, selector):
        return self.touch("GET", selector, "text")

    def url(self):
        return self.call("GET", "/url")

    def run(self, script, *arguments):
        """What a script on the page returns; one that returns a promise is waited for."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def messages(self):
        """What it has had to say of the pages since it was last asked."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.call("POST", "/se/log", {"type": "browser"})]

    def save(self, path):
        """A picture of the whole page, as long as it is."""
        height = self.run("return document.documentElement.scrollHeight")
        shot = self.call("POST", "/goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {
            "format": "png", "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": self.width, "height": height, "scale": 1}}})
        path.write_bytes(base64.b64decode(shot["data"]))


def wait(what, look, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise Failure(f"never happened: {what}")
        time.sleep(0.1)
    return found
