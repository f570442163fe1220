"""The OpenAPI document against the server that it describes: schemathesis makes up thousands of requests from it, good and bad ones."""

import json
import re
import shutil
import subprocess
import sys

from .agent import METERS
from .failure import Failure, Skipped

VERSION = "4.32.5"
# A stream of events does not end by itself: two are looked at. What would leave something unlooked at is a failure, too; but the
# meters of the demonstration bring their own cards, so that for them there is nothing to calibrate.
SETTINGS = f"""
max-stream-events = 2
request-timeout = 10.0
[warnings]
fail-on = ["missing_auth", "missing_deserializer", "validation_mismatch", "unused_openapi_auth", "unsupported_regex"]
[dictionaries.meters]
values = {json.dumps(METERS)}
[parameters]
meter = {{ dictionary = "meters", probability = 0.5 }}
"""


def prepared(root):
    """The program, in an environment of its own beside what is built."""
    home = root / f".build/schemathesis-{VERSION}"
    program = home / "bin/schemathesis"
    if not program.exists():
        print(f"installing schemathesis {VERSION} from PyPI", file=sys.stderr, flush=True)
        made = subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", home], stdout=subprocess.DEVNULL).returncode == 0
        pip = [home / "bin/pip", "install", "--quiet", "--disable-pip-version-check", f"schemathesis=={VERSION}"]
        if not made or subprocess.run(pip, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300).returncode:
            shutil.rmtree(home, ignore_errors=True)
            raise Skipped(f"schemathesis {VERSION} cannot be installed from PyPI")
    return program


def run(program, agent, folder, examples):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schemathesis.toml").write_text(SETTINGS)
    words = [program, "--config-file", folder / "schemathesis.toml", "run", f"{agent.url}/api/v1/openapi.json", "--checks", "all",
             "--header", f"Authorization: Bearer {agent.tokens['technician']}", "--max-examples", str(examples), "--seed", "1",
             "--continue-on-failure", "--no-color"]
    if agent.secure:
        words += ["--tls-verify", agent.folder / "console.pem"]
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=400)
    agent.check_alive()
    if done.returncode:
        raise Failure(f"schemathesis ends with {done.returncode}:\n{done.stdout[-6000:]}")
    # Its last lines have the figures: "234 generated, 234 passed".
    cases = re.search(r"(\d+) generated", done.stdout.replace(",", ""))
    operations = re.search(r"Operations:\s+(\d+)", done.stdout)
    return f"{cases[1] if cases else '?'} requests, {operations[1] if operations else '?'} operations, all checks, no failure"
