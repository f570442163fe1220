"""The Debian package: what is in it, and its description. The same tree makes the same package, bit for bit.

Everything bears the time of the commit, belongs to root, and is packed in order. Nothing is run as root for it.
"""

import gzip
import hashlib
import json
import os
import pathlib
import re
import subprocess

from . import manual
from .pins import Missing, emptied

FILES = pathlib.Path(__file__).resolve().parent / "files"
PLACES = {
    "meterclip.service": "usr/lib/systemd/system/meterclip.service", "sysusers.conf": "usr/lib/sysusers.d/meterclip.conf",
    "tmpfiles.conf": "usr/lib/tmpfiles.d/meterclip.conf", "udev.rules": "usr/lib/udev/rules.d/70-meterclip.rules",
    "meterclip.toml": "etc/meterclip/meterclip.toml",
}
COMPLETIONS = {
    "bash": "usr/share/bash-completion/completions/meterclip", "zsh": "usr/share/zsh/vendor-completions/_meterclip",
    "fish": "usr/share/fish/vendor_completions.d/meterclip.fish",
}
# How many commits the changelog tells of.
CHANGES_MOST = 40


class Package:
    """One package, made in `folder` of a binary."""

    def __init__(self, root, folder, architecture, binary, runner, version=None):
        self.root, self.folder, self.architecture, self.binary, self.runner = root, folder, architecture, binary, runner
        self.epoch = int(self.git("log", "-1", "--format=%ct"))
        self.maintainer = self.git("log", "-1", "--format=%an <%ae>")
        self.product = self.ask("--version").strip()
        self.version = version or self.dated()

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True).stdout.strip()

    def ask(self, *arguments):
        done = subprocess.run([*self.runner, self.binary.path, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise Missing(f"the binary does not run here: {done.stderr.strip()[-300:]}")
        return done.stdout

    def dated(self):
        """The product's version where the commit bears its tag; else a version before that one, by the day of the commit."""
        if f"v{self.product}" in self.git("tag", "--points-at", "HEAD").split():
            return self.product
        day = subprocess.run(["date", "--utc", f"--date=@{self.epoch}", "+%Y%m%d.%H%M%S"], check=True, capture_output=True, text=True)
        changed = ".changed" if self.git("status", "--porcelain", "--untracked-files=no") else ""
        return f"{self.product}~{day.stdout.strip()}.{self.git('rev-parse', '--short', 'HEAD')}{changed}"

    def make(self):
        """Builds it; the file."""
        tree = emptied(self.folder / f"tree-{self.architecture}")
        self.put(tree, "usr/bin/meterclip", self.binary.path.read_bytes(), 0o755)
        for name, place in PLACES.items():
            self.put(tree, place, (FILES / name).read_bytes())
        for shell, place in COMPLETIONS.items():
            self.put(tree, place, self.ask("--generate-completion-script", shell).encode())
        described = json.loads(self.ask("--experimental-dump-help"))
        for name, text in manual.pages(described, self.product, self.epoch).items():
            self.put(tree, f"usr/share/man/man1/{name}.gz", packed(text))
        self.put(tree, "usr/share/doc/meterclip/changelog.gz", packed(self.changes()))
        self.put(tree, "usr/share/doc/meterclip/copyright", (FILES / "copyright").read_bytes())
        self.describe(tree)
        for path in [*tree.rglob("*"), tree]:
            if path.is_dir():
                path.chmod(0o755)
            os.utime(path, (self.epoch, self.epoch), follow_symlinks=False)
        file = self.folder / f"meterclip_{self.version}_{self.architecture}.deb"
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(self.epoch)}
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", tree, file], check=True, env=environment,
                       stdout=subprocess.DEVNULL)
        return file

    @staticmethod
    def put(tree, place, content, mode=0o644):
        path = tree / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)

    def describe(self, tree):
        """What dpkg is told."""
        files = sorted(path for path in tree.rglob("*") if path.is_file())
        size = sum(-(-path.stat().st_size // 1024) for path in files)
        sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files
                if not path.is_relative_to(tree / "etc")]
        depends = ", ".join([*self.binary.depends, "init-system-helpers (>= 1.52)", "passwd", "systemd (>= 252)"])
        control = (f"Package: meterclip\nVersion: {self.version}\nArchitecture: {self.architecture}\nMaintainer: {self.maintainer}\n"
                   f"Installed-Size: {size}\nDepends: {depends}\nRecommends: ca-certificates, udev\nSection: misc\nPriority: optional\n"
                   "Description: reads ordinary utility meters with a camera\n"
                   " A camera looks at a meter for gas, water, heat or electricity; the agent reads\n"
                   " its dials, keeps every reading safe, and delivers it to MQTT brokers, web\n"
                   " servers and databases. A wrong reading is never published: what is not certain\n"
                   " is withheld, counted and explained.\n")
        self.put(tree, "DEBIAN/control", control.encode())
        self.put(tree, "DEBIAN/md5sums", "".join(sums).encode())
        self.put(tree, "DEBIAN/conffiles", b"/etc/meterclip/meterclip.toml\n")
        for name in ("postinst", "prerm", "postrm"):
            self.put(tree, f"DEBIAN/{name}", (FILES / name).read_bytes(), 0o755)

    def changes(self):
        """The newest commits as Debian's changelog."""
        lines = []
        for text in self.git("log", "--no-merges", f"-{CHANGES_MOST}", "--format=%s").splitlines():
            words, row = text.split(), "  *"
            for word in words:
                if len(row) + len(word) > 78 and row.strip() != "*":
                    lines.append(row)
                    row = "   "
                row += " " + word
            lines.append(row)
        day = self.git("log", "-1", "--format=%cd", "--date=rfc2822")
        day = re.sub(r"^(\w+), (\d) ", r"\1, 0\2 ", day)
        body = "\n".join(lines)
        return f"meterclip ({self.version}) unstable; urgency=medium\n\n{body}\n\n -- {self.maintainer}  {day}\n"


def packed(text):
    """Packed without a time of its own."""
    return gzip.compress(text.encode(), 9, mtime=0)
