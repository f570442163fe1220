"""A small computer in QEMU, driven line by line through a shell on a port of its own.

Every wait has an end: a guest that does not answer is a `GuestError` that carries the end of its console. The folder `results` of the
host is /results of the guest.
"""

import queue
import subprocess
import threading
import time


class GuestError(Exception):
    pass


class Guest:
    def __init__(self, kernel, initramfs, folder):
        """Starts QEMU; `folder` gets the console and is where `results` is made."""
        self.console = folder / "console.log"
        self.results = folder / "results"
        self.results.mkdir(exist_ok=True)
        # Without KVM on purpose: it must give the same outcome on a build machine that is itself a guest.
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-accel", "tcg,thread=single", "-cpu", "max", "-m", "768", "-smp", "1",
             "-kernel", kernel, "-initrd", initramfs, "-append", "console=ttyS0 quiet panic=-1 tsc=unstable",
             "-display", "none", "-monitor", "none", "-no-reboot", "-nic", "none",
             # The frames are of this day.
             "-rtc", "base=2026-09-01T00:00:10,clock=vm",
             "-serial", f"file:{self.console}", "-chardev", "stdio,id=shell", "-device", "virtio-serial-pci",
             "-device", "virtserialport,chardev=shell",
             "-virtfs", f"local,path={self.results},mount_tag=results,security_model=none"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(folder / "qemu.log", "wb"))
        self.lines = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self):
        self._answer(time.monotonic() + 180, "its first line")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def _listen(self):
        for line in self.process.stdout:
            self.lines.put(line.decode(errors="replace").rstrip("\r\n"))
        self.lines.put(None)

    def shell(self, command, seconds=60):
        """What the command printed. A code other than 0 is an error."""
        output, code = self.attempt(command, seconds)
        if code:
            raise GuestError(f"in the guest: {command}\nended with {code}: {output}")
        return output

    def attempt(self, command, seconds=60):
        """What the command printed, and its exit code."""
        self.process.stdin.write(command.encode() + b"\n")
        self.process.stdin.flush()
        return self._answer(time.monotonic() + seconds, command)

    def _answer(self, deadline, what):
        output = []
        while True:
            try:
                line = self.lines.get(timeout=max(deadline - time.monotonic(), 0))
            except queue.Empty:
                raise GuestError(f"the guest did not answer in time to: {what}\n{self.tail()}") from None
            if line is None:
                raise GuestError(f"the guest ended at: {what}\n{self.tail()}")
            if line.startswith("@@"):
                code = line[2:]
                return "\n".join(output), int(code) if code.isdigit() else 0
            output.append(line)

    def uptime(self):
        return float(self.shell("cat /proc/uptime").split()[0])

    def tail(self):
        text = self.console.read_text(errors="replace") if self.console.exists() else ""
        return "\n".join(["the guest's console ends with", *text.splitlines()[-20:]])
