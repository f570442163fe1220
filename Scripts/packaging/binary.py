"""The binary as it ships: stripped, without a path of its own to libraries, held to what it may weigh and link.

Guarantees that it runs on Debian 12: it asks for no newer C library than that release has, and for no library that is not known here.
"""

import re
import subprocess

from .pins import Missing

SIZE_MOST = 32 * 1024 * 1024
# The C library of Debian 12.
GLIBC_MOST = (2, 36)
TRIPLES = {"arm64": "aarch64-linux-gnu", "amd64": "x86_64-linux-gnu"}
# Which package has a library, in Debian 12 and, where it is called otherwise there, in 13.
PACKAGES = {
    "libsqlite3.so.0": "libsqlite3-0", "libmosquitto.so.1": "libmosquitto1", "libz.so.1": "zlib1g", "libstdc++.so.6": "libstdc++6 (>= 12)",
    "libcrypto.so.3": "libssl3 | libssl3t64", "libcurl.so.4": "libcurl4 | libcurl4t64", "libjpeg.so.62": "libjpeg62-turbo",
    "libgcc_s.so.1": "libgcc-s1", "libc.so.6": "libc6 (>= 2.36)", "libm.so.6": "libc6 (>= 2.36)",
    "ld-linux-aarch64.so.1": "libc6 (>= 2.36)", "ld-linux-x86-64.so.2": "libc6 (>= 2.36)",
}


class Binary:
    """What became of the one that was built."""

    def __init__(self, built, stripped, architecture):
        self.path = stripped
        names = output("nm", "--defined-only", built)
        if found := re.search(r"\S*(?:icudt|_foundation_unicode|s10Foundation[0-9])\S*", names):
            raise Missing(f"the binary holds parts of full Foundation: {found[0]}")
        self.weights = weights(output("nm", "--defined-only", "--print-size", built))
        output(f"{TRIPLES[architecture]}-strip", "-o", stripped, built)
        output("chrpath", "--delete", stripped)
        self.size = stripped.stat().st_size
        if self.size > SIZE_MOST:
            raise Missing(f"the binary has {self.size} bytes stripped, more than {SIZE_MOST}")
        self.needed = re.findall(r"\(NEEDED\).*\[(\S+)\]", output("readelf", "--dynamic", "--wide", stripped))
        if strangers := [name for name in self.needed if name not in PACKAGES]:
            raise Missing(f"the binary needs {', '.join(strangers)}, of which no package is known")
        versions = re.findall(r"GLIBC_(\d+)\.(\d+)", output("readelf", "--version-info", "--wide", stripped))
        newest = max((int(major), int(minor)) for major, minor in versions)
        if newest > GLIBC_MOST:
            raise Missing(f"the binary asks for version {newest[0]}.{newest[1]} of the C library: Debian 12 does not have it; build there")

    @property
    def depends(self):
        return sorted({PACKAGES[name] for name in self.needed})

    def table(self):
        """What it weighs, and why: the heaviest modules by their functions and data."""
        total = sum(self.weights.values())
        rows = sorted(self.weights.items(), key=lambda pair: -pair[1])[:12]
        lines = [f"{size / 1e6:6.1f} MB  {name}" for name, size in rows]
        return "\n".join([*lines, f"{(total - sum(size for _, size in rows)) / 1e6:6.1f} MB  others",
                          f"{(self.size - total) / 1e6:6.1f} MB  without a name: tables, texts, unwinding, relocations"])


def weights(names):
    """Bytes by the module that a symbol is of."""
    found = {}
    for line in names.splitlines():
        fields = line.split(None, 3)
        if len(fields) < 4 or fields[2] in "bB":
            continue
        module = module_of(fields[3])
        found[module] = found.get(module, 0) + int(fields[1], 16)
    return found


def module_of(symbol):
    if "BoringSSL" in symbol:
        return "BoringSSL"
    if not (match := re.match(r"(?:symbolic _____\S* |_?associated conformance )?\$s(?:\d*?)?(\d+)([A-Za-z_]\w*)", symbol)):
        return "Swift's standard library" if symbol.startswith(("$ss", "$sS")) else "C and C++"
    return match[2][:int(match[1])]


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise Missing(f"{command[0]}: {done.stderr.strip()[-400:]}")
    return done.stdout
