"""What the guest is started with: the agent with its libraries and configuration, the world's programs, modules, and the frames."""

import io
import pathlib
import subprocess
import sys

from PIL import Image

from .initramfs import Archive

SOURCES = {"world": ["world.c"], "feeder": ["feeder.c", "scene.c"], "loop": ["loop.c", "scene.c"],
           "usbcamera": ["usbcamera.c", "usbdevice.c", "scene.c"]}
MODULES = ["virtio_console", "virtio_pci", "9pnet_virtio", "9p", "gpio-sim", "v4l2loopback", "uvcvideo", "vhci-hcd", "vivid"]
GUEST = pathlib.Path(__file__).parent / "guest"
# What is left of the light in a closed box: too little to read, enough to see that there is a camera.
DARKNESS = 0.04


def render(meterclip, folder, frames):
    """A case of a meter that runs on a little from frame to frame; its readings, exact to a ten-thousandth."""
    run([meterclip, "render", "--face", "water", "--seed", "7", "--start", "482.1730", "--step", "0.005", "--interval", "1s",
         "--frames", str(frames), "--out", folder])
    rows = [line.split("\t") for line in (folder / "expected.tsv").read_text().splitlines()[1:]]
    return [row[1] for row in rows]


def build(meterclip, kernel, case, configuration, folder, raw):
    """The guest's file system, not written yet. `raw`: how many frames it has without compression as well."""
    archive = Archive()
    for path in ("proc", "sys", "dev", "run", "tmp", "results"):
        archive.folder(path)
    archive.device("dev/console", 5, 1)
    archive.device("dev/null", 1, 3)
    archive.program("init", GUEST / "init")
    archive.program("bin/busybox", kernel.busybox)
    archive.program("bin/sh", kernel.busybox)
    for name, sources in SOURCES.items():
        run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-static", "-o", folder / name, *[GUEST / source for source in sources]])
        archive.program(f"bin/{name}", folder / name)
    add_agent(archive, meterclip, folder)
    add_modules(archive, kernel)
    add_frames(archive, case, raw)
    archive.add("etc/meterclip/meterclip.toml", configuration.encode())
    archive.add("etc/passwd", b"root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n")
    return archive


def add_agent(archive, meterclip, folder):
    """As it ships: without symbols."""
    run(["strip", "-o", folder / "meterclip", meterclip])
    archive.program("bin/meterclip", folder / "meterclip")
    archive.libraries(meterclip)


def add_modules(archive, kernel):
    needed = {}
    for name in MODULES:
        needs = kernel.needs(name)
        archive.add(f"modules/{name}.needs", " ".join(needs).encode())
        needed |= dict.fromkeys([*needs, name])
    for name in needed:
        archive.add(f"modules/{name}.ko", kernel.module(name))


def add_frames(archive, case, raw):
    """The lit frames as they are, and what the same camera shows of them without light."""
    for name in ("meter.toml", "reference.jpg"):
        archive.add(f"etc/meterclip/case/{name}", (case / name).read_bytes())
    for number, file in enumerate(sorted((case / "frames").glob("*.jpg"))):
        archive.add(f"frames/lit/{file.name}", file.read_bytes())
        lit, dark = Image.open(file), io.BytesIO()
        unlit = lit.point(lambda level: level * DARKNESS)
        unlit.save(dark, "JPEG", quality=88)
        archive.add(f"frames/dark/{file.name}", dark.getvalue())
        if number < raw:
            archive.add(f"frames/lit/{file.stem}.gray", lit.convert("L").tobytes())
            archive.add(f"frames/dark/{file.stem}.gray", unlit.convert("L").tobytes())


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout[-2000:]}")
