#!/usr/bin/env python3
"""A person's first day with the wallet, driven from outside the program: a private X server, xdotool
for the hands, the accessibility bus for the eyes.

Create a wallet, pass the quiz, read the QR code, take coins from the faucet, pay a second wallet and
see it final; stop two masternodes, pay, see why it waits; start them, see it become final; lock,
unlock with the wrong and the right passphrase; every control of every page has a name; restart;
restore both wallets from their words in fresh folders.
"""
import argparse
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import desk as desks
import names
from person import Person

SKIPPED = 77
PASSPHRASE = "correct horse battery"
PAGES = ("Overview", "Send", "Receive", "History", "Coins", "Contacts", "Consensus",
         "Masternodes", "Peers", "Mempool", "Settings", "About")


def step(text):
    print(f"- {text}", flush=True)


def money(text):
    return Decimal(text.replace(",", ""))


def copy_network(source, target):
    """A fresh data folder that knows the same sandbox and holds no wallet."""
    shutil.copytree(Path(source) / "sandbox", Path(target) / "sandbox",
                    ignore=shutil.ignore_patterns("wallet", "*.lock", "window.ini"))


def decoded_qr(desk, folder):
    picture = Path(folder) / "receive.png"
    desk.picture(picture)
    done = subprocess.run(["zbarimg", "-q", "--raw", str(picture)], capture_output=True,
                          text=True, check=False)
    return done.stdout.strip()


def first_wallet_of_another(desk, program, folder):
    """Somebody else's wallet, to be paid: its words and an address."""
    person = Person(desk, program, folder)
    person.choose_network()
    words = person.create_wallet(PASSPHRASE)
    address = person.new_address("From a friend")
    person.leave()
    return words, address


class Listener:
    """Hears every place a person comes to, as a screen reader would read it."""

    def __init__(self):
        self.checked, self.places, self.problems = 0, set(), []

    def follow(self, person):
        person.seen = lambda where: self.listen(person, where)
        return person

    def listen(self, person, where):
        if where in self.places:
            return
        self.places.add(where)
        count, nameless = names.nameless(person.window)
        self.checked += count
        self.problems += [f"{where}: no name for {control}" for control in nameless]

    def verdict(self):
        if self.problems:
            raise desks.NotThere("\n".join(self.problems))
        return f"{self.checked} controls in {len(self.places)} places: each has a name"


def live(desk, program, folders):
    other_words, other_address = first_wallet_of_another(desk, program, folders["other"])
    step(f"a second wallet exists, its address is {other_address}")

    listener = Listener()
    person = listener.follow(Person(desk, program, folders["mine"]))
    window = person.window
    person.seen("Welcome: network")
    person.choose_network()
    window.find("Create a wallet", "push button")
    person.seen("Welcome: what to do")
    words = person.create_wallet(PASSPHRASE)
    step(f"wallet created with {len(words)} words, the quiz is passed")

    address = person.new_address("Savings")
    said = decoded_qr(desk, folders["pictures"])
    if said.split("?")[0] != f"timecoin:{address}":
        raise desks.NotThere(f"the QR code says {said!r}, the page {address!r}")
    step("the QR code says the address that is shown")

    person.take_from_faucet()
    person.await_available(lambda said: money(said) == 100)
    step("100 TIME from the faucet, available")

    person.pay(other_address, "25")
    final = window.find(holds="Final in", seconds=30)
    person.seen("Send: final")
    step(f"25 TIME paid to the second wallet: {final.get_name()}")
    window.press("Send another")

    for number, left in ((1, "3 peer"), (2, "2 peer")):
        person.masternode(number, stop=True)
        desks.until(f"masternode {number} to stop", lambda: left in person.status(), 30)
    person.pay(other_address, "10")
    why = window.find(holds="2 of 4 masternodes are silent", seconds=60)
    step(f"two masternodes stopped: {person.window.text(why) or why.get_name()}")
    person.masternode(1, stop=False)
    person.masternode(2, stop=False)
    final = window.find(holds="Final in", seconds=90)
    step(f"both started: {final.get_name()}")
    balance = person.await_available(lambda said: 64 < money(said) < 65)
    step(f"available {balance}")

    for page in PAGES:
        person.go(page)
        person.seen(page)

    desk.key("ctrl+l")
    window.find("Unlock the wallet", "push button")
    step("locked")
    window.press("Unlock the wallet", "push button")
    person.unlock("not the passphrase")
    window.find(holds="The passphrase is not right", seconds=30)
    step("a wrong passphrase is refused")
    person.unlock(PASSPHRASE)
    window.find("Lock the wallet (Ctrl+L)", "push button", seconds=30)
    step("unlocked")
    person.leave()

    person = Person(desk, program, folders["mine"])
    person.go("Overview")
    person.unlock(PASSPHRASE)
    person.await_available(lambda said: said == balance)
    step(f"after a restart: available {balance}")
    person.leave()

    for name, secret, fits in (("restored", words, lambda said: said == balance),
                               ("restored-other", other_words, lambda said: money(said) == 35)):
        copy_network(folders["mine"], folders[name])
        person = listener.follow(Person(desk, program, folders[name]))
        person.choose_network()
        person.restore_wallet(secret, PASSPHRASE)
        said = person.await_available(fits, 60)
        step(f"restored from its words in a fresh folder: available {said}")
        person.leave()
    step(listener.verdict())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="timecoin-qt")
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    lacking = [*desks.missing(), *([] if shutil.which("zbarimg") else ["zbarimg"])]
    if lacking:
        print("skipped: not on this machine:", ", ".join(lacking))
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="timecoin-day-") as root:
        folders = {name: Path(root) / name for name in
                   ("mine", "other", "restored", "restored-other", "pictures")}
        for folder in folders.values():
            folder.mkdir()
        with desks.Desk(scale=options.scale) as desk:
            try:
                live(desk, options.program.resolve(), folders)
            except BaseException:
                failed = Path(tempfile.gettempdir()) / "timecoin_first_day_failed.png"
                desk.picture(failed)
                print(f"what was on the screen: {failed}", file=sys.stderr)
                print(desk.log_of(options.program)[-3000:], file=sys.stderr)
                raise
    print("the first day went as it should")


if __name__ == "__main__":
    main()
