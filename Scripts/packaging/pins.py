"""The Debian packages that a build of another architecture is made of, each pinned to a version and a checksum.

`pins.tsv` has a line for each: role, package, version, architecture, SHA-256. They come from where this machine's apt has Debian
from, and are kept; a version that is no longer there is said, with what to do. Nothing is installed.
"""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess

TABLE = pathlib.Path(__file__).resolve().parent / "pins.tsv"
KEYS = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# What each role is for is said in toolchain.py. Suites are Debian's; "-security" is that of its security archive.
ROLES = {
    "toolchain": ("amd64", ["sid"], ["swiftlang", "git", "libc6-dev", "libstdc++-16-dev", "bash", "dash", "coreutils", "findutils", "grep",
                                     "sed", "tar", "gzip", "libc-bin"]),
    "runtime": ("arm64", ["sid"], ["swiftlang"]),
    "board": ("arm64", ["bookworm", "bookworm-security"],
              ["libc6-dev", "libstdc++-12-dev", "libgcc-12-dev", "libgpiod-dev", "libjpeg-dev", "libsqlite3-dev", "libmosquitto-dev",
               "libcurl4-openssl-dev", "libssl-dev", "zlib1g-dev"]),
}
# Of these only what is named, not what it needs in turn.
ALONE = {"runtime"}


class Missing(Exception):
    """What a build needs cannot be had."""


class Pin:
    """One package."""

    def __init__(self, role, package, version, architecture, checksum):
        self.role, self.package, self.version, self.architecture, self.checksum = role, package, version, architecture, checksum

    @property
    def file(self):
        """What apt calls the file."""
        return f"{self.package}_{self.version.replace(':', '%3a')}_{self.architecture}.deb"


def read():
    """All pins, in the table's order."""
    lines = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return [Pin(*line.split("\t")) for line in lines]


def fetch(cache, mirrors, tell):
    """Every pinned package, in `cache`."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in read() if not is_whole(cache / pin.file, pin)]
    for role in dict.fromkeys(pin.role for pin in missing):
        wanted = [pin for pin in missing if pin.role == role]
        tell(f"downloading {len(wanted)} Debian packages ({role})")
        apt = Apt(cache.parent / "apt" / role, role, mirrors)
        apt.update()
        apt.download(wanted, cache)
    for pin in missing:
        if not is_whole(cache / pin.file, pin):
            raise Missing(f"{pin.file} is not the file that {TABLE.name} has the checksum of")


def is_whole(file, pin):
    if not file.exists():
        return False
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == pin.checksum


def renew(cache, mirrors, tell):
    """Pins what the suites have today."""
    lines = ["# What Scripts/package --arch arm64 is built with: role, Debian package, version, architecture, SHA-256.",
             "# Written by `Scripts/package --renew-pins`."]
    for role in ROLES:
        tell(f"asking for {role}")
        apt = Apt(cache.parent / "apt" / role, role, mirrors)
        apt.update()
        lines += ["\t".join([role, *fields]) for fields in apt.closure()]
    TABLE.write_text("\n".join(lines) + "\n")


class Apt:
    """An apt of its own, beside the machine's, for one role."""

    def __init__(self, folder, role, mirrors):
        self.architecture, suites, self.packages = ROLES[role]
        self.role = role
        for name in ("lists/partial", "cache/archives/partial", "state"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        signed = f" [signed-by={KEYS}]" if KEYS.exists() else ""
        places = [f"deb{signed} {mirrors.security if suite.endswith('-security') else mirrors.debian} {suite} main\n" for suite in suites]
        (folder / "sources.list").write_text("".join(places))
        settings = {
            "APT::Architecture": self.architecture, "APT::Architectures": self.architecture, "Acquire::Languages": "none",
            "Debug::NoLocking": "1", "Dir::State": folder / "state", "Dir::State::Lists": folder / "lists",
            "Dir::State::status": folder / "status", "Dir::Cache": folder / "cache", "Dir::Etc::SourceList": folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null", "Dir::Etc::PreferencesParts": "/dev/null", "APT::Install-Recommends": "false",
        }
        if os.geteuid() == 0:
            settings["APT::Sandbox::User"] = "root"
        self.settings = [f"-o{key}={value}" for key, value in settings.items()]

    def run(self, program, *arguments, folder=None):
        done = subprocess.run([program, *self.settings, *arguments], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            raise Missing(done.stderr.strip()[-600:])
        return done.stdout

    def update(self):
        try:
            self.run("apt-get", "-qq", "update")
        except Missing as reason:
            raise Missing(f"the package lists could not be had: {reason}; --mirror names another place") from None

    def closure(self):
        """What the role's packages are and need: package, version, architecture, checksum."""
        if self.role in ALONE:
            found = [(name, None) for name in self.packages]
        else:
            shown = self.run("apt-get", "install", "--simulate", *self.packages)
            found = re.findall(r"^Inst (\S+) \((\S+) ", shown, re.M)
        return sorted(self.facts(name, version) for name, version in found)

    def facts(self, name, version):
        shown = self.run("apt-cache", "--no-all-versions", "show", f"{name}={version}" if version else name)
        return [re.search(rf"^{field}: (\S+)", shown, re.M)[1] for field in ("Package", "Version", "Architecture", "SHA256")]

    def download(self, pins, cache):
        wanted = [f"{pin.package}={pin.version}" for pin in pins]
        try:
            self.run("apt-get", "-qq", "download", *wanted, folder=cache)
        except Missing as reason:
            gone = re.findall(r"Version '(\S+)' for '(\S+)' was not found", str(reason))
            if not gone:
                raise
            names = ", ".join(f"{package} {version}" for version, package in gone)
            raise Missing(
                f"Debian no longer has {names}. Either take them from an archive of {TABLE.name}'s day with --mirror, or pin what there is now "
                "with Scripts/package --renew-pins, build, run what is built, and commit the table.") from None


class Mirrors:
    """Where Debian and its security archive are to be had: as told, or where this machine has them from."""

    def __init__(self, debian, security):
        own = dict(self.own()) if debian is None or security is None else {}
        self.debian = debian or own.get("Debian")
        self.security = security or own.get("Debian-Security") or self.debian
        if self.debian is None:
            raise Missing("this machine's apt has no source of Debian; name one with --mirror")

    @staticmethod
    def own():
        shown = subprocess.run(["apt-get", "indextargets", "--format", "$(LABEL)|$(COMPONENT)|$(REPO_URI)", "Created-By: Packages"],
                               capture_output=True, text=True, check=True).stdout
        for line in reversed(shown.splitlines()):
            label, component, address = line.split("|", 2)
            if component == "main":
                yield label, address


def unpack(files, folder, leave_out=(), only=()):
    """Unpacks packages; a link to a folder stays one. Of `only` nothing else is taken."""
    patterns = [f"--exclude={pattern}" for pattern in leave_out] + (["--wildcards", *only] if only else [])
    for file in files:
        stream = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        subprocess.run(["tar", "--extract", "--keep-directory-symlink", "--no-same-owner", "-C", folder, *patterns],
                       stdin=stream.stdout, check=True)
        stream.stdout.close()
        stream.wait()


def emptied(folder):
    """`folder`, new."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
