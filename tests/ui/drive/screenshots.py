#!/usr/bin/env python3
"""Pictures of every page, of the real program on a sandbox of its own with real payments: light,
dark, and light at 200 %. `./dev screenshots` writes them to docs/screenshots."""
import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import desk as desks
from person import Person

PASSPHRASE = "correct horse battery"
SERIES = {"light": ("light", 1), "dark": ("dark", 1), "light-200": ("light", 2)}
PAID = (("Rent", "12.5"), ("Groceries", "3.25"), ("A book", "0.8"))


class Camera:
    """Takes the window, without its frame."""

    def __init__(self, desk, person, folder):
        self.desk, self.person, self.folder = desk, person, Path(folder)
        self.taken = 0

    def take(self, name):
        time.sleep(0.6)  # for fades and layouts: a picture, not a verdict
        self.taken += 1
        self.desk.xdotool("mousemove", self.desk.width - 2, self.desk.height - 2)
        time.sleep(0.2)
        self.desk.picture(self.folder / f"{name}.png", window=True)

    def page(self, name, picture=None):
        self.person.go(name)
        self.take(picture or name.lower())


def strangers_address(desk, program, folder):
    person = Person(desk, program, folder)
    person.choose_network()
    person.create_wallet(PASSPHRASE)
    address = person.new_address("Landlord")
    person.leave()
    return address


def begin(camera, person):
    camera.take("welcome-network")
    person.choose_network()
    person.window.find("Create a wallet", "push button")
    camera.take("welcome-what")
    person.window.press("Restore a wallet")
    person.window.find("Word number 1", "text")
    camera.take("restore-words")
    person.window.press("Cancel")
    names = {"Create: words": "create-words", "Create: quiz": "create-quiz",
             "Choose a passphrase": "create-passphrase"}
    person.seen = lambda where: where in names and camera.take(names[where])
    person.create_wallet(PASSPHRASE)
    person.seen = lambda where: None
    person.window.find("Overview", "list item", seconds=30)
    camera.page("Overview", "overview-empty")
    camera.page("Send", "send-empty")
    camera.page("History", "history-empty")
    camera.page("Coins", "coins-empty")
    camera.page("Contacts", "contacts-empty")


def live(camera, person, stranger):
    window = person.window
    person.new_address("Savings")
    camera.take("receive")
    person.take_from_faucet()
    person.await_available(lambda said: said.startswith("100"))
    for note, amount in PAID:
        person.go("Send")
        window.fill("Note for your history", note)
        if note == "Rent":
            window.fill("Address to pay", stranger)
            window.fill("Amount in TIME", amount)
            camera.take("send-form")
            person.seen = lambda where: camera.take("send-review")
        person.pay(stranger, amount)
        person.seen = lambda where: None
        window.find(holds="Final in", seconds=60)
        if note == "Rent":
            camera.take("send-final")
        window.press("Send another")
    person.take_from_faucet()
    camera.page("Overview")
    person.go("History")
    window.press("Rent", "table cell") if window.look("Rent", "table cell") else None
    person.desk.key("Tab", "Tab")
    camera.take("history")
    camera.page("Coins")
    person.go("Contacts")
    window.fill("Name of the contact", "Landlord")
    window.fill("Address of the contact", stranger)
    window.press("Add contact")
    window.find("Landlord is a contact now.")
    camera.take("contacts")
    camera.page("Masternodes")
    camera.page("Peers")
    camera.page("Consensus")
    window.press("Show the lanes as a table")
    camera.take("consensus-table")
    window.press("Show the table as lanes")
    camera.page("Settings")
    camera.page("About")


def wait_in_vain(camera, person, stranger):
    """Two of four masternodes stopped: what waits, and why."""
    window = person.window
    for number, left in ((1, "3 peer"), (2, "2 peer")):
        person.masternode(number, stop=True)
        desks.until("a masternode to stop", lambda: left in person.status(), 30)
    person.pay(stranger, "5")
    window.find(holds="2 of 4 masternodes are silent", seconds=60)
    camera.take("send-waits")
    camera.page("Mempool")
    camera.page("Consensus", "consensus-waits")
    camera.page("Overview", "overview-waits")
    person.masternode(1, stop=False)
    person.masternode(2, stop=False)
    person.go("Send")
    window.find(holds="Final in", seconds=120)


def lock(camera, person):
    person.desk.key("ctrl+l")
    person.window.press("Unlock the wallet", "push button")
    person.window.find("Passphrase", "password text")
    camera.take("unlock")


def series(program, folder, theme, scale):
    with tempfile.TemporaryDirectory(prefix="timecoin-pictures-") as root:
        for name in ("mine", "other"):
            settings = Path(root) / name / "sandbox"
            settings.mkdir(parents=True)
            (settings / "window.ini").write_text(
                f"[look]\ntheme={theme}\nlanguage=en\n\n[safety]\nlockMinutes=0\n")
        size = (1360, 940) if scale == 1 else (2400, 1700)
        with desks.Desk(*size, scale=scale) as desk:
            try:
                stranger = strangers_address(desk, program, Path(root) / "other")
                person = Person(desk, program, Path(root) / "mine")
                camera = Camera(desk, person, folder)
                begin(camera, person)
                live(camera, person, stranger)
                wait_in_vain(camera, person, stranger)
                lock(camera, person)
                person.leave()
            except BaseException:
                desk.picture(Path(tempfile.gettempdir()) / "timecoin_screenshots_failed.png")
                print(desk.log_of(program)[-3000:], file=sys.stderr)
                raise
        print(f"{camera.taken} pictures in {folder}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="timecoin-qt")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=SERIES)
    options = parser.parse_args()
    lacking = desks.missing()
    if lacking:
        sys.exit("screenshots: not on this machine: " + ", ".join(lacking))
    if options.only:
        series(options.program.resolve(), options.folder / options.only, *SERIES[options.only])
        return
    for name in SERIES:
        # A process looks through one accessibility bus for life: each series has its own.
        subprocess.run([sys.executable, "-B", __file__, options.program, options.folder,
                        "--only", name], check=True)


if __name__ == "__main__":
    main()
