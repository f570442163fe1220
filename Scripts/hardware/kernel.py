"""The guest's kernel and modules: those of the Debian release this machine runs, and three modules that Debian does not build.

Nothing is installed: the packages are downloaded and unpacked into a folder that carries the kernel's version, and a second run finds
everything there.
"""

import lzma
import os
import re
import shutil
import subprocess
import sys

# Not in Debian's kernel: simulated GPIO lines, and the interrupts that they need.
SOURCES = ["drivers/gpio/gpio-sim.c", "drivers/gpio/gpiolib.h", "kernel/irq/irq_sim.c"]


class Missing(Exception):
    """A package cannot be had here."""


class Kernel:
    def __init__(self, cache, packages):
        """`packages`: the names of Debian's, of which those of the kernel lead to the version that is current."""
        try:
            self.find(cache, packages)
        except Missing:
            # The lists may be old, or not there yet.
            if os.geteuid() != 0 or subprocess.run(["apt-get", "update", "-qq"], capture_output=True).returncode:
                raise
            self.find(cache, packages)
        self.image = next(self.root.glob("boot/vmlinuz-*"))
        self.busybox = self.root / "bin/busybox"

    def find(self, cache, packages):
        names = resolve(packages)
        version = next(version for name, version in names.items() if name.startswith("linux-image"))
        self.folder = cache / f"linux-{version}"
        self.root = self.folder / "unpacked"
        self.modules = self.folder / "modules"
        if not (self.folder / "complete").exists():
            self.make(names)

    def make(self, names):
        for old in self.folder.parent.glob("linux-*"):
            shutil.rmtree(old)
        self.modules.mkdir(parents=True)
        tell(f"downloading {len(names)} packages of the guest's kernel")
        for package in download(names, self.folder / "packages"):
            if package.name.startswith("linux-source"):
                self.unpack_sources(package)
            else:
                run(["dpkg-deb", "--extract", package, self.root])
        tell("building its modules")
        self.build(self.gpio())
        self.build(next(self.root.glob("usr/src/v4l2loopback-*")), "v4l2loopback.ko")
        (self.folder / "complete").touch()
        shutil.rmtree(self.folder / "packages")

    def unpack_sources(self, package):
        """The three files of the kernel's sources that are needed, out of an archive in an archive."""
        target = self.folder / "sources"
        target.mkdir()
        tar = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        inner = subprocess.Popen(["tar", "--extract", "--to-stdout", "--wildcards", "*/linux-source-*.tar.xz"],
                                 stdin=tar.stdout, stdout=subprocess.PIPE)
        subprocess.run(["tar", "--extract", "--xz", "--strip-components=1", "--occurrence=1", "--directory", target,
                        "--wildcards", *[f"*/{name}" for name in SOURCES]], stdin=inner.stdout, check=True)
        # The last of the three stops early; the others end when nobody reads them any more.
        for process in (tar, inner):
            process.stdout.close()
        for process in (tar, inner):
            process.wait()

    def gpio(self):
        """A folder with the sources of gpio-sim and irq_sim, made fit to be modules."""
        folder = self.folder / "gpio"
        folder.mkdir()
        for name in SOURCES:
            shutil.copy(self.folder / "sources" / name, folder)
        text = (folder / "irq_sim.c").read_text()
        # Modules may not ask for an interrupt's descriptor; this does the same by its number.
        text = re.sub(r"handle_simple_irq\(irq_to_desc\((.*)\)\);", r"generic_handle_irq(\1);", text)
        (folder / "irq_sim.c").write_text(f'{text}\n#include <linux/module.h>\nMODULE_LICENSE("GPL");\n')
        (folder / "Makefile").write_text("obj-m := irq_sim.o gpio-sim.o\n")
        return folder

    def build(self, folder, target="modules"):
        headers = next(path for path in self.root.glob("usr/src/linux-headers-*") if not path.name.endswith("-common"))
        makefile = headers / "Makefile"
        # It names its other half where that is when installed.
        makefile.write_text(re.sub(r"^include /usr/src/", f"include {self.root}/usr/src/", makefile.read_text()))
        run(["make", "-C", headers, f"M={folder}", target])
        for module in folder.glob("*.ko"):
            shutil.copy(module, self.modules)

    def module(self, name):
        """The module's bytes, uncompressed."""
        word = re.sub("[-_]", "[-_]", name)
        built = list(self.modules.glob(f"{word}.ko"))
        found = built or list((self.root / "lib/modules").rglob(f"{word}.ko*"))
        if not found:
            return None
        data = found[0].read_bytes()
        return lzma.decompress(data) if found[0].suffix == ".xz" else data

    def needs(self, name):
        """What must be loaded before a module, in order, by the names that the modules themselves give."""
        order = []

        def visit(name):
            found = re.search(rb"\0depends=([^\0]*)\0", self.module(name) or b"")
            for needed in found.group(1).decode().split(",") if found else []:
                if needed and needed not in order:
                    visit(needed)
            order.append(name)
        visit(name)
        return order[:-1]


def resolve(packages):
    """The version of every package, where those that only name the current kernel lead to what they name."""
    versions = {}
    waiting = set(packages)
    while waiting:
        shown = subprocess.run(["apt-cache", "show", "--no-all-versions", *sorted(waiting)], capture_output=True, text=True)
        known = {}
        for text in re.split(r"\n\n+", shown.stdout.strip()):
            fields = dict(re.findall(r"^(Package|Version|Depends): (.*)", text, re.M))
            known[fields.get("Package")] = fields
        if waiting - set(known):
            raise Missing(f"apt knows no package {' '.join(sorted(waiting - set(known)))}")
        versions |= {name: known[name]["Version"] for name in waiting}
        depends = " ".join(known[name].get("Depends", "") for name in waiting)
        named = re.findall(r"\b(linux-(?:image|headers|source|kbuild)-[^\s,]+)", depends)
        waiting = set(named) - set(versions)
    # A package that is only a name has nothing in it.
    empty = ("linux-image-amd64", "linux-headers-amd64", "linux-source")
    return {name: version for name, version in versions.items() if name not in empty}


def download(versions, folder):
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{name}={version}" for name, version in versions.items()]
    done = subprocess.run(["apt-get", "download", *names], cwd=folder, capture_output=True, text=True)
    files = sorted(folder.glob("*.deb"))
    if done.returncode or len(files) < len(names):
        raise Missing(f"packages could not be downloaded: {done.stderr.strip()[-300:]}")
    return files


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout[-2000:]}")


def tell(text):
    print(text, file=sys.stderr, flush=True)
