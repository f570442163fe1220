"""The guest's first file system: an uncompressed newc archive, which costs the emulated processor nothing to unpack."""

import pathlib
import re
import subprocess


class Archive:
    """Files in the order in which they were added; a folder comes before what is in it."""

    def __init__(self):
        self.entries = {}

    def add(self, path, content, mode=0o644):
        """`path` as in the guest, without the leading slash."""
        parents = pathlib.PurePosixPath(path).parents
        for folder in reversed([str(parent) for parent in parents if str(parent) != "."]):
            self.entries.setdefault(folder, (0o040755, b""))
        self.entries[path] = (0o100000 | mode, content)

    def folder(self, path):
        self.entries.setdefault(path, (0o040755, b""))

    def program(self, path, file):
        self.add(path, pathlib.Path(file).read_bytes(), 0o755)

    def libraries(self, file):
        """Every shared library that `file` needs, where its loader looks for them."""
        listed = subprocess.run(["ldd", file], capture_output=True, text=True, check=True).stdout
        for library in re.findall(r"(/\S+) \(0x", listed):
            self.program(library.lstrip("/"), library)

    def device(self, path, major, minor):
        self.entries[path] = (0o020600, (major, minor))

    def write(self, file):
        with open(file, "wb") as out:
            for number, (path, (mode, content)) in enumerate([*self.entries.items(), ("TRAILER!!!", (0, b""))], 1):
                numbers = content if isinstance(content, tuple) else (0, 0)
                data = b"" if isinstance(content, tuple) else content
                name = path.encode() + b"\0"
                header = [number, mode, 0, 0, 1, 0, len(data), 0, 0, *numbers, len(name), 0]
                out.write(b"070701" + b"".join(b"%08x" % value for value in header) + name)
                out.write(bytes(-out.tell() % 4) + data)
                out.write(bytes(-out.tell() % 4))
