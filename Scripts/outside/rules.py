"""What every answer of the console carries, and whom it refuses."""

import json
import urllib.parse

from .agent import METERS, USERS
from .asking import Visitor, ask, bearer, send
from .failure import Remarks

PAGES = ["/", "/health", "/warnings", "/balances", "/systems", "/login"]
ASSETS = ["/console.css", "/console.js", "/icon.svg"]
PAGE_BYTES = 150_000
HTML = ["Accept: text/html"]
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "connect-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'"}
ALWAYS = {"x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
          "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}


def headers(agent):
    """Everything that is answered, in every way it can be: pages, files, the API, refusals."""
    remarks, count = Remarks(), 0
    tech = Visitor(agent)
    tech.log_in("tech", USERS["tech"][1])
    document = json.loads(ask(agent, "GET /api/v1/openapi.json").text)
    paths = sorted({*PAGES, *ASSETS, "/api/v1/openapi.json", f"/meters/{METERS[0]}/picture", f"/meters/{METERS[0]}/read", "/logout",
                    *(path.replace("{meter}", METERS[0]) for path in document["paths"])} - {"/api/v1/events"})
    for path in paths:
        for method in ["GET", "POST"] if agent.secure else ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "BREW"]:
            for fields in [[], HTML, bearer(agent.tokens["technician"]), bearer(agent.tokens["viewer"])]:
                # A reading that is asked for is waited for; one is enough.
                if method == "POST" and path.endswith("/read") and fields != bearer(agent.tokens["viewer"]):
                    continue
                count += 1
                look(ask(agent, f"{method} {path}", fields), f"{method} {path} {fields}", remarks)
        answer = tech.ask(f"GET {path}", HTML)
        count += 1
        look(answer, f"GET {path} logged in", remarks)
    refused = [ask(agent, "GET /nothing"), ask(agent, "GET /api/v1/nothing"), ask(agent, "POST /login", body="x" * 20_000),
               ask(agent, "POST /login", body="user=a&password=b"), ask(agent, "GET /api/v1/meters"),
               ask(agent, "POST /api/v1/meters/none/read", bearer(agent.tokens["technician"]))]
    for answer, status in zip(refused, [404, 404, 413, 403, 401, 409]):
        count += 1
        remarks.check(answer.status == status, f"{answer.status} in place of {status}: {answer.text[:200]}")
        look(answer, f"a refusal with {status}", remarks)
    remarks.settle()
    return f"{count} answers at {len(paths)} paths"


def look(answer, what, remarks):
    remarks.check(answer.status != 0, f"{what}: no answer")
    if not answer.status:
        return
    policy = dict(part.strip().partition(" ")[::2] for part in (answer.field("content-security-policy") or "").split(";") if part)
    remarks.check(policy == POLICY, f"{what}: its Content-Security-Policy is {policy}")
    for name, value in ALWAYS.items():
        remarks.check(answer.field(name) == value, f"{what}: {name} is {answer.field(name)}")
    is_asset = answer.status == 200 and any(what.split()[1] == path for path in ASSETS)
    wanted = "private, max-age=300" if is_asset else "no-store"
    remarks.check(answer.field("cache-control") == wanted, f"{what}: Cache-Control is {answer.field('cache-control')}")
    for name in ["server", "x-powered-by", "access-control-allow-origin"]:
        remarks.check(answer.field(name) is None, f"{what}: it says {name}: {answer.field(name)}")


def cookies(agent):
    """What the browser keeps, before somebody is in and after."""
    remarks = Remarks()
    visitor = Visitor(agent)
    before = visitor.ask("GET /login")
    first, answer = visitor.cookie, visitor.log_in("tech", USERS["tech"][1])
    remarks.check(answer.status == 303 and answer.field("location") == "/", f"the login is answered {answer.status}")
    remarks.check(visitor.cookie != first, "who has logged in still has the cookie of before")
    for said in [before.field("set-cookie"), answer.field("set-cookie")]:
        name, *words = (said or "").split("; ")
        secure = {"Secure"} if agent.secure else set()
        remarks.check(name.startswith(agent.cookie + "=") and set(words) == {"Path=/", "HttpOnly", "SameSite=Strict"} | secure,
                      f"the cookie is {said}")
    stale = Visitor(agent)
    stale.cookie = first
    remarks.check(stale.ask("GET /").status == 303, "the cookie of before the login opens the console")
    visitor.ask("POST /logout", body=f"code={visitor.code}")
    remarks.check(visitor.ask("GET /").status == 303, "the cookie opens the console after logging out")
    remarks.settle()
    return f"{agent.cookie}: HttpOnly, SameSite=Strict{', Secure' if agent.secure else ''}; new with the login, void after the logout"


def forgeries(agent):
    """What changes something comes from the console's own pages, of the one who is in, or from a program with a token."""
    remarks = Remarks()
    tech, other, guest = Visitor(agent), Visitor(agent), Visitor(agent)
    for visitor, name in [(tech, "tech"), (other, "tech"), (guest, "guest")]:
        remarks.check(visitor.log_in(name, USERS[name][1]).status == 303, f"{name} cannot log in")
    read, own = f"POST /meters/{METERS[0]}/read", f"code={tech.code}"
    api = f"POST /api/v1/meters/{METERS[0]}/read"
    header = [f"X-Form-Code: {tech.code}"]
    for what, line, fields, body in [
            ("without a code", read, [], ""), ("with a code of another session", read, [], f"code={other.code}"),
            ("with a code and from another site", read, ["Sec-Fetch-Site: cross-site"], own),
            ("with a code and from a neighbouring site", read, ["Sec-Fetch-Site: same-site"], own),
            ("without a code at the API", api, [], ""), ("with a code at the API from another site", api,
                                                        [*header, "Sec-Fetch-Site: cross-site"], ""),
            ("logging out without a code", "POST /logout", [], "")]:
        answer = tech.ask(line, fields, body)
        remarks.check(answer.status == 403, f"a POST {what} is answered {answer.status}")
    remarks.check(ask(agent, "POST /login", body="user=tech&password=x").status == 403, "a login is taken without a code")
    for line, fields, body in [(read, [], f"code={guest.code}"), (api, [f"X-Form-Code: {guest.code}"], "")]:
        remarks.check(guest.ask(line, fields, body).status == 403, f"a viewer may {line}")
    remarks.check(ask(agent, api, bearer(agent.tokens["viewer"]), "").status == 403, "a viewer's token may read meters")
    remarks.check(ask(agent, api, [], "").status == 401, "who is nobody may read meters")
    # That all of these fail for the reason they are meant to.
    remarks.check(tech.ask(read, ["Sec-Fetch-Site: same-origin"], own).status == 303, "a technician's own POST is refused")
    remarks.check(tech.ask(api, header, "").status == 202, "a technician's own POST at the API is refused")
    remarks.check(ask(agent, api, bearer(agent.tokens["technician"]), "").status == 202, "a technician's token is refused")
    remarks.settle()
    return "12 forged or forbidden orders refused, 3 good ones taken"


def names(agent):
    """A console without accounts is looked at by its own machine alone, also where another name was made to lead here."""
    remarks = Remarks()
    bad = ["evil.example", f"evil.example:{agent.port}", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]", "",
           "127.0.0.1@evil.example", "evil.example#localhost", "0x7f.1", "2130706433"]
    for host in bad:
        answer = ask(agent, "GET /api/v1/meters", host=host)
        remarks.check(answer.status in (400, 421), f"Host: {host} is answered {answer.status}")
    for host in ["localhost", f"localhost:{agent.port}", "127.0.0.1", f"[::1]:{agent.port}"]:
        answer = ask(agent, "GET /api/v1/meters", host=host)
        remarks.check(answer.status == 200, f"Host: {host} is answered {answer.status}")
    remarks.check(send(agent, b"GET /api/v1/meters HTTP/1.1\r\nConnection: close\r\n\r\n").status in (400, 421), "no Host is taken")
    remarks.settle()
    return f"{len(bad) + 1} other names refused, 4 of this machine taken"


def sizes(agent, paths=PAGES):
    """How large pages are, and how long the first one takes."""
    remarks, figures = Remarks(), []
    tech, nobody = Visitor(agent), Visitor(agent)
    tech.log_in("tech", USERS["tech"][1])
    shared = sum(len(ask(agent, f"GET {path}").body) for path in ASSETS)
    for path in paths:
        answer = (nobody if path == "/login" else tech).ask(f"GET {path}", HTML)
        remarks.check(answer.status == 200, f"{path} is answered {answer.status}")
        whole = len(answer.body) + shared
        remarks.check(whole <= PAGE_BYTES, f"{path} is {whole} bytes with its style and script")
        figures.append(f"{path} {whole / 1000:.1f} kB")
    remarks.settle()
    return ", ".join(figures) + f" with style, script and icon; {urllib.parse.urlparse(agent.url).scheme}"
