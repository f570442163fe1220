"""Builds for arm64 on an amd64 machine, with a Swift that Debian has for both.

Three parts, all unpacked packages of Debian under `.build/package`. The compiler and what it needs to run (role "toolchain"). Swift's
runtime for arm64 (role "runtime"), linked statically: a compiler takes only modules of its own version, so both are from the same suite.
And a board with Debian 12 (role "board"): headers and libraries to link with, so that the binary asks for nothing that Debian 12 does not
have. The compiler is newer than this machine's C library. So it runs in a mount namespace of its own in which its /usr covers the
machine's; that goes by itself however the build ends.
"""

import hashlib
import json
import os
import pathlib
import subprocess

from . import pins

TRIPLE = "aarch64-unknown-linux-gnu"
LIBRARIES = "usr/lib/aarch64-linux-gnu"
SDK = "meterclip-arm64"
# The full Foundation. The linker would take one of its files for a single function of FoundationEssentials that happens to be in both,
# and with it all the rest: 40 MB. Emptied, it cannot get in, and what really asked for it would not link.
FULL_FOUNDATION = ["libFoundation", "libFoundationInternationalization", "libFoundationNetworking", "libFoundationXML",
                   "libCoreFoundation", "lib_FoundationICU", "lib_CFURLSessionInterface", "lib_CFXMLInterface"]
# Debuggers, documents, and what is for other targets.
NEEDLESS = ["./usr/share/doc", "./usr/share/man", "./usr/share/locale", "*/liblldb*", "*/libsourcekitd*", "*/embedded/*", "*/migrator/*"]


class Toolchain:
    """The compiler, and the board that it builds for."""

    def __init__(self, root, mirrors, tell):
        self.root, self.mirrors, self.tell = root, mirrors, tell
        self.folder = root / ".build/package"
        self.cache = self.folder / "debs"
        self.host = self.folder / "toolchain"
        self.board = self.folder / "board"
        self.build = self.folder / "build-arm64"

    def prepare(self):
        """Downloads and unpacks what is not there yet."""
        key = hashlib.sha256(pins.TABLE.read_bytes() + pathlib.Path(__file__).read_bytes()).hexdigest()
        mark = self.folder / "unpacked"
        if mark.exists() and mark.read_text() == key:
            return
        pins.fetch(self.cache, self.mirrors, self.tell)
        self.tell("unpacking")
        mark.unlink(missing_ok=True)
        files = {role: [self.cache / pin.file for pin in pins.read() if pin.role == role] for role in pins.ROLES}
        pins.unpack(files["toolchain"], self.merged(self.host), leave_out=NEEDLESS)
        pins.unpack(files["board"], self.merged(self.board))
        swift = "./usr/libexec/swift/lib"
        pins.unpack(files["runtime"], self.board, leave_out=NEEDLESS, only=[f"{swift}/swift_static/*", f"{swift}/clang/*"])
        self.tidy()
        self.write_sdk()
        mark.write_text(key)

    @staticmethod
    def merged(folder):
        """An empty root whose /bin and /lib are in /usr, as in every Debian since 12."""
        pins.emptied(folder)
        for name in ("bin", "sbin", "lib", "lib64"):
            (folder / "usr" / name).mkdir(parents=True)
            (folder / name).symlink_to(f"usr/{name}")
        return folder

    def tidy(self):
        """The board's libraries as a linker outside of it finds them."""
        for path in self.board.rglob("*"):
            if path.is_symlink() and (target := os.readlink(path)).startswith("/"):
                path.unlink()
                path.symlink_to(os.path.relpath(self.board / target[1:], path.parent))
        for name in ("swift", "swift_static"):
            (self.board / "usr/lib" / name).symlink_to("../libexec/swift/lib/swift_static")
        for name in FULL_FOUNDATION:
            (self.board / "usr/libexec/swift/lib/swift_static/linux" / f"{name}.a").write_bytes(b"!<arch>\n")

    def write_sdk(self):
        bundle = self.folder / "sdks" / f"{SDK}.artifactbundle"
        resources = str(self.board / "usr/libexec/swift/lib/swift_static")
        files = {
            "info.json": {"schemaVersion": "1.0", "artifacts": {SDK: {"type": "swiftSDK", "version": "1", "variants": [
                {"path": "sdk", "supportedTriples": ["x86_64-unknown-linux-gnu", "x86_64-pc-linux-gnu"]}]}}},
            "sdk/swift-sdk.json": {"schemaVersion": "4.0", "targetTriples": {TRIPLE: {
                "sdkRootPath": str(self.board), "swiftResourcesPath": resources, "swiftStaticResourcesPath": resources,
                "toolsetPaths": ["toolset.json"]}}},
            "sdk/toolset.json": {"schemaVersion": "1.0", "rootPath": "/usr/libexec/swift/bin", "swiftCompiler": {
                "extraCLIOptions": ["-use-ld=lld", "-Xclang-linker", f"--sysroot={self.board}"]}},
        }
        pins.emptied(bundle)
        (bundle / "sdk").mkdir()
        for name, content in files.items():
            (bundle / name).write_text(json.dumps(content, indent=2) + "\n")

    def run(self, command, **options):
        """`command` with the toolchain's /usr over the machine's."""
        if not pathlib.Path("/bin").is_symlink():
            raise pins.Missing("the toolchain needs a machine whose /bin is in /usr, as in Debian since 12")
        rights = [] if os.geteuid() == 0 else ["--map-root-user"]
        script = 'mount --bind "$0" /usr && exec "$@"'
        environment = os.environ | {"PATH": "/usr/libexec/swift/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        return subprocess.run(["unshare", *rights, "--mount", "sh", "-c", script, self.host / "usr", *command], env=environment,
                              **options)

    def compile(self, product, options):
        """Builds `product`; the binary."""
        shims = self.folder / "glibc.o"
        clang = ["clang", f"--target={TRIPLE}", f"--sysroot={self.board}", "-O2", "-ffunction-sections", "-c",
                 pathlib.Path(__file__).with_name("glibc.c"), "-o", shims]
        if self.run(clang).returncode:
            raise pins.Missing("the toolchain does not run: this needs root, or a kernel that lets users have namespaces of their own")
        log = self.folder / "build-arm64.log"
        command = ["swift-build", "--product", product, "--scratch-path", self.build, "--swift-sdks-path", self.folder / "sdks",
                   "--swift-sdk", SDK, *options, "-Xlinker", shims]
        with open(log, "w") as output:
            done = self.run(command, cwd=self.root, stdout=output, stderr=subprocess.STDOUT)
        if done.returncode:
            mistakes = [line for line in log.read_text(errors="replace").splitlines() if "error:" in line]
            raise pins.Missing("\n".join([*mistakes[:20], f"the build failed, see {log}"]))
        return self.build / TRIPLE / "release" / product

    def runner(self):
        """How a program of the board is run here."""
        return ["qemu-aarch64-static", "-L", str(self.board)]
