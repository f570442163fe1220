"""Both interfaces of libgpiod: the one that this machine has, and the other one out of the Debian release that has it.

Nothing is installed. Where the packages come from is asked of this machine's apt, with lists of their own, so that its own are left as
they are; only the release is another one. They are unpacked into a folder that carries its name.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from .kernel import Missing

# The release that has the interface, and its packages. Both are content with the C library of either release.
OTHERS = {1: ("bookworm", ["libgpiod-dev", "libgpiod2"]), 2: ("trixie", ["libgpiod-dev", "libgpiod3"])}
KEYS = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")
WARNINGS = ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"]


class Gpiod:
    """One libgpiod. `root`: where it is unpacked; None for the machine's own."""

    def __init__(self, root=None):
        self.root = root
        asked = ["pkg-config", "--modversion", "libgpiod"]
        folder = str(next(root.glob("usr/lib/*/pkgconfig"))) if root else None
        environment = os.environ | ({"PKG_CONFIG_LIBDIR": folder} if folder else {})
        self.version = run(asked, environment).strip()
        self.interface = int(self.version.split(".")[0])

    @property
    def libraries(self):
        return next(path.parent for path in self.root.glob("usr/lib/*/libgpiod.so.*"))

    def compile(self, sources, include, program):
        """A program of all of CGPIO's sources and those, without a warning."""
        own = [f"-I{self.root}/usr/include", f"-L{self.libraries}"] if self.root else []
        run(["gcc", *WARNINGS, f"-I{include}", *own, "-o", program, *sources, "-lgpiod"])

    def add(self, archive, program, name):
        """The program and what it needs, as `name` in the guest; how it is called there."""
        archive.program(f"bin/{name}", program)
        archive.libraries(program)
        if self.root is None:
            return name
        folder = f"usr/lib/{name}"
        for library in self.libraries.glob("libgpiod.so.*"):
            archive.program(f"{folder}/{library.name}", library)
        return f"LD_LIBRARY_PATH=/{folder} {name}"


def both(cache):
    """The machine's own libgpiod and the other one."""
    own = Gpiod()
    wanted = 1 if own.interface == 2 else 2
    release, packages = OTHERS[wanted]
    folder = cache / f"gpiod-{release}"
    if not (folder / "complete").exists():
        fetch(release, packages, folder)
    other = Gpiod(folder / "unpacked")
    if other.interface != wanted:
        raise Missing(f"{release} has libgpiod {other.version}")
    return own, other


def fetch(release, packages, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("lists/partial", "cache/archives/partial", "packages"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(f"deb{signed()} {repository()} {release} main\n")
    tell(f"downloading libgpiod of Debian {release}")
    options = {"Dir::State::Lists": "lists", "Dir::State::status": "status", "Dir::Cache": "cache", "Dir::Etc::SourceList": "sources.list"}
    settings = {key: str(folder / name) for key, name in options.items()}
    settings |= {"Dir::Etc::SourceParts": "/dev/null", "Dir::Etc::PreferencesParts": "/dev/null", "Debug::NoLocking": "1"}
    if os.geteuid() == 0:
        settings["APT::Sandbox::User"] = "root"
    apt = ["apt-get", "-qq", *[f"-o{key}={value}" for key, value in settings.items()]]
    for command in (["update"], ["download", *packages]):
        done = subprocess.run([*apt, *command], cwd=folder / "packages", capture_output=True, text=True)
        if done.returncode:
            raise Missing(f"libgpiod of {release} could not be downloaded: {done.stderr.strip()[-300:]}")
    for package in (folder / "packages").glob("*.deb"):
        run(["dpkg-deb", "--extract", package, folder / "unpacked"])
    for name in ("lists", "cache", "packages"):
        shutil.rmtree(folder / name)
    for name in ("status", "sources.list"):
        (folder / name).unlink()
    (folder / "complete").touch()


def repository():
    """Where this machine's apt has Debian from."""
    words = re.findall(r'^VERSION_CODENAME="?(\w+)', pathlib.Path("/etc/os-release").read_text(), re.M)
    shown = run(["apt-get", "indextargets", "--format", "$(CODENAME) $(COMPONENT) $(REPO_URI)", "Created-By: Packages"])
    for line in shown.splitlines():
        codename, component, address = line.split(maxsplit=2)
        if [codename] == words and component == "main":
            return address
    raise Missing("apt has no source of this Debian release")


def signed():
    return f" [signed-by={KEYS}]" if KEYS.exists() else ""


def run(command, environment=None):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done.stdout


def tell(text):
    print(text, file=sys.stderr, flush=True)
