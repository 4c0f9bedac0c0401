"""A desktop of its own for a program under test: X server, window manager, session bus and the
accessibility bus, all private and all gone at the end. The program is driven from outside, as a
person with keyboard, mouse and a screen reader would: found by accessible names, clicked by
xdotool.

Needs Xvfb, openbox, xdotool, dbus, at-spi2-core, python3-gi and the Atspi typelib.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "import")


class NotThere(AssertionError):
    """Something that should be on the screen is not."""


def missing():
    """What this machine lacks to drive a window."""
    lacking = [name for name in NEEDED if not shutil.which(name)]
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError) as error:
        lacking.append(str(error))
    return lacking


def until(what, probe, seconds=20.0, step=0.05):
    """The first true answer of `probe`; NotThere when there is none within `seconds`."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end:
            raise NotThere(f"not within {seconds:.0f} s: {what}")
        time.sleep(step)


class Desk:
    """Use as `with Desk() as desk`. `scale` is Qt's scale factor."""

    def __init__(self, width=1360, height=940, scale=1.0):
        self.width, self.height, self.scale = width, height, scale
        self.folder = Path(tempfile.mkdtemp(prefix="timecoin-desk-"))
        self.children = []
        self.env = dict(os.environ)

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def _start(self):
        number = self._screen()
        for name in ("config", "data", "cache", "run"):
            (self.folder / name).mkdir(mode=0o700)
        self.env.update(
            DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=str(self.scale),
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", NO_AT_BRIDGE="0", LC_ALL="C.UTF-8",
            LANGUAGE="en", XDG_CONFIG_HOME=str(self.folder / "config"),
            XDG_DATA_HOME=str(self.folder / "data"), XDG_CACHE_HOME=str(self.folder / "cache"),
            XDG_RUNTIME_DIR=str(self.folder / "run"), HOME=str(self.folder))
        self.env.pop("WAYLAND_DISPLAY", None)
        bus = self._child(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                          stdout=subprocess.PIPE, log="bus.log")
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise NotThere("the session bus did not start")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address
        # This process looks through the same buses.
        os.environ.update({name: self.env[name] for name in
                           ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "HOME")})
        self._child(["openbox"], log="openbox.log")
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()

    def _screen(self):
        """Starts an X server on a free number that answers. Another server that ends at the wrong
        moment can take the new one's socket with it: then there is one more try."""
        for _ in range(5):
            readable, writable = os.pipe()
            self._child(["Xvfb", "-displayfd", str(writable), "-screen", "0",
                         f"{self.width}x{self.height}x24", "-nolisten", "tcp"],
                        pass_fds=(writable,), log="xvfb.log")
            os.close(writable)
            with os.fdopen(readable) as pipe:
                number = pipe.readline().strip()
            if number and subprocess.run(
                    ["xdotool", "getdisplaygeometry"], env={**self.env, "DISPLAY": f":{number}"},
                    capture_output=True, check=False).returncode == 0:
                return number
        raise NotThere("no X server would start")

    def _child(self, command, log, **options):
        with open(self.folder / log, "ab") as file:
            options.setdefault("stdout", file)
            child = subprocess.Popen(command, env=self.env, stderr=file,
                                     stdin=subprocess.DEVNULL, start_new_session=True, **options)
        self.children.append(child)
        return child

    def close(self):
        for child in reversed(self.children):
            if child.poll() is None:
                try:
                    os.killpg(child.pid, signal.SIGTERM)
                except ProcessLookupError:
                    pass
        for child in reversed(self.children):
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        if os.environ.get("TIMECOIN_KEEP_DESK"):
            print(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, program, *arguments):
        child = self._child([str(program), *map(str, arguments)], log=f"{Path(program).name}.log")
        return Program(self, child)

    def log_of(self, program):
        path = self.folder / f"{Path(program).name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # ---- hands ----

    def xdotool(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], env=self.env, check=True,
                       stdout=subprocess.DEVNULL)

    def key(self, *keys):
        self.xdotool("key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text):
        self.xdotool("type", "--clearmodifiers", "--delay", "6", "--", text)

    def picture(self, path, window=False):
        """Of everything, or of the window that is in front."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        target = "root"
        if window:
            target = subprocess.run(["xdotool", "getactivewindow"], env=self.env, check=True,
                                    capture_output=True, text=True).stdout.strip()
        subprocess.run(["import", "-window", target, str(path)], env=self.env, check=True)


class Program:
    """A running program, seen through the accessibility bus."""

    def __init__(self, desk, child):
        self.desk, self.child = desk, child

    def root(self):
        """Its accessible application, or None as long as there is none."""
        self.alive()
        desktop = self.desk.atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            try:
                if app is not None and app.get_process_id() == self.child.pid:
                    return app
            except Exception:  # gone while it was looked at
                continue
        return None

    def alive(self):
        if self.child.poll() is not None:
            raise NotThere(f"the program has ended with {self.child.returncode}")

    def walk(self, node=None, shown=True):
        """Every accessible below `node`, parents first; with `shown` only what is on the screen."""
        node = node or self.root()
        waiting = [node] if node is not None else []
        while waiting:
            here = waiting.pop()
            try:
                here.clear_cache()
                states = here.get_state_set()
                if shown and here.get_role_name() not in ("application",) and not states.contains(
                        self.desk.atspi.StateType.SHOWING):
                    continue
                yield here
                children = [here.get_child_at_index(index)
                            for index in range(min(here.get_child_count(), 400))]
            except Exception:  # gone while it was looked at
                continue
            waiting += [child for child in reversed(children) if child is not None]

    def look(self, name=None, role=None, holds=None, enabled=None):
        """The first thing shown that fits: `name` exactly, or a name or text that `holds` a part."""
        for node in self.walk():
            try:
                said = node.get_name() or ""
                if role is not None and node.get_role_name() != role:
                    continue
                if name is not None and said != name:
                    continue
                if holds is not None and holds not in said and holds not in self.text(node):
                    continue
                if enabled and not node.get_state_set().contains(
                        self.desk.atspi.StateType.ENABLED):
                    continue
                return node
            except Exception:
                continue
        return None

    def find(self, name=None, role=None, holds=None, seconds=20.0, enabled=None):
        wanted = " ".join(str(part) for part in (role, name, holds) if part)
        try:
            return until(wanted, lambda: self.look(name, role, holds, enabled), seconds)
        except NotThere:
            self.say_what_is_shown()
            raise

    def say_what_is_shown(self):
        print("shown:", file=sys.stderr)
        for node in self.walk():
            try:
                said, text = node.get_name(), self.text(node)
                if said or text:
                    print(f"  {node.get_role_name()}: {said!r} {text[:120]!r}", file=sys.stderr)
            except Exception:
                continue

    def gone(self, name=None, role=None, holds=None, seconds=20.0):
        until(f"{name or holds} to be gone", lambda: not self.look(name, role, holds), seconds)

    @staticmethod
    def text(node):
        try:
            text = node.get_text_iface()
            return text.get_text(0, text.get_character_count()) if text else ""
        except Exception:
            return ""

    def texts(self):
        """All that can be read on the screen, in one string."""
        parts = []
        for node in self.walk():
            try:
                parts += [node.get_name() or "", node.get_description() or "", self.text(node)]
            except Exception:
                continue
        return "\n".join(part for part in parts if part)

    def click(self, node, button=1):
        box = node.get_component_iface().get_extents(self.desk.atspi.CoordType.SCREEN)
        if box.width <= 0 or box.height <= 0:
            raise NotThere(f"{node.get_name()!r} has no place on the screen")
        # Qt tells places in pixels of 100 %.
        x, y = box.x + box.width / 2, box.y + box.height / 2
        self.desk.xdotool("mousemove", round(x * self.desk.scale), round(y * self.desk.scale),
                          "click", button)

    def press(self, name, role=None, seconds=20.0):
        """Clicks what has this accessible name, once it is shown and enabled."""
        self.click(self.find(name, role, seconds=seconds, enabled=True))

    def fill(self, name, text, role=None):
        """Clicks a field, empties it, types."""
        self.click(self.find(name, role))
        self.desk.key("ctrl+a")
        self.desk.key("Delete")
        self.desk.type(text)

    def end(self, seconds=10):
        """Asks it to stop as the system would, and waits; its exit code."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        return self.child.wait(seconds)
