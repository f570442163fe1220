"""What listens, seen by the kernel: the agent alone in a network namespace, and `ss` beside it."""

import os
import pathlib
import shlex
import signal
import subprocess

from .agent import make_certificate
from .failure import Failure, Remarks, Skipped

METER = '[[meter]]\ninterval = "1s"\ncamera = { kind = "simulated", face = "water" }\n[[sink]]\nkind = "file"\npath = "outbox.jsonl"\n'
HEAD = 'device = "cellar"\njournal = "journal.db"\n' + METER
# Listens as soon as it reads; what it opens later than that it would open while this looks.
LOOK = """
ip link set lo up || exit 77
ip addr show lo | grep -q 127.0.0.1 || exit 77
"$@" >out 2>err & pid=$!
for _ in $(seq 100); do grep -q ' #' out && break; sleep 0.1; done
for _ in $(seq 20); do ss -Hltn | grep -q . && break; sleep 0.05; done
sleep 0.3
grep -q ' #' out || { kill $pid; wait $pid; echo "it reads nothing and ends with $?:" >&2; cat err >&2; exit 78; }
ss -Hltun
kill $pid
wait $pid
"""


def run(program, folder):
    remarks = Remarks()
    simulated = look(folder / "simulated", [program, "run", "--simulate", "--data", "data"])
    remarks.check(simulated == ["127.0.0.1:8088"], f"run --simulate listens on {simulated}")
    plain = configured(program, folder / "plain", HEAD + "[console]\n")
    remarks.check(plain == ["127.0.0.1:8088"], f"with an empty [console] the agent listens on {plain}")
    none = configured(program, folder / "none", HEAD)
    remarks.check(none == [], f"without [console] the agent listens on {none}")
    # That this sees more than loopback, where there is more.
    open_ = configured(program, folder / "open", HEAD + '[console]\naddress = "0.0.0.0"\ncertificateFile = "console.pem"\n'
                       'keyFile = "console.key"\npasswordFile = "accounts"\n', protected=True)
    remarks.check(open_ == ["0.0.0.0:8088"], f"with address 0.0.0.0, TLS and a password the agent listens on {open_}")
    refused = [refusal(program, folder / f"refused-{number}", lines, remarks) for number, lines in enumerate([
        [], ['passwordFile = "accounts"'], ['certificateFile = "console.pem"', 'keyFile = "console.key"']])]
    remarks.settle()
    return (f"--simulate and an empty [console]: {plain[0]} alone; without [console]: nothing; "
            f"0.0.0.0 without TLS or password: refused {len(refused)} of {len(refused)}")


def configured(program, folder, text, protected=False):
    prepare(program, folder, text, protected)
    return look(folder, [program, "run", "--config", "meterclip.toml"])


def prepare(program, folder, text, protected):
    folder.mkdir(parents=True)
    (folder / "meterclip.toml").write_text(text)
    if protected:
        make_certificate(folder)
        subprocess.run([program, "console-password", folder / "accounts", "--name", "owner"], input="the owner's own word\n",
                       text=True, check=True)


def look(folder, command):
    """The addresses at which something listens while an agent runs that nothing else shares a network with."""
    folder.mkdir(parents=True, exist_ok=True)
    spaces = ["unshare", "-n" if os.geteuid() == 0 else "-rn"]
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    with subprocess.Popen([*spaces, "sh", "-c", LOOK, "sh", *map(str, command)], cwd=folder, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env={**os.environ, "PATH": path}, start_new_session=True) as process:
        try:
            listening, trouble = process.communicate(timeout=60)
        except BaseException:
            # The agent must not outlive its shell.
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode == 77 or "unshare:" in trouble:
        raise Skipped(f"there are no network namespaces to be had here: {trouble.strip()}")
    if process.returncode:
        raise Failure(f"{shlex.join(map(str, command))} ends with {process.returncode}: {trouble}")
    return sorted(line.split()[4] for line in listening.splitlines())


def refusal(program, folder, lines, remarks):
    """What is not protected is not opened, and it is said what is missing."""
    prepare(program, pathlib.Path(folder), HEAD + '[console]\naddress = "0.0.0.0"\n' + "\n".join(lines) + "\n", True)
    done = subprocess.run([program, "run", "--config", "meterclip.toml"], cwd=folder, text=True, timeout=30,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    remarks.check(done.returncode == 65, f"0.0.0.0 with {lines} ends with {done.returncode}")
    missing = [key for key in ["certificateFile", "keyFile", "passwordFile"] if not any(line.startswith(key) for line in lines)]
    remarks.check(all(word in done.stdout for word in ["0.0.0.0", "others can reach", *missing]),
                  f"0.0.0.0 with {lines} is refused in these words: {done.stdout}")
    remarks.check(not (pathlib.Path(folder) / "journal.db").exists(), f"0.0.0.0 with {lines} is refused after the journal was made")
    return done
