"""What a person does with the wallet's window, step by step. Everything is found by its accessible
name, so what a screen reader cannot name cannot be used here either."""
import re

from desk import NotThere, until

AMOUNT = re.compile(r"([0-9][0-9,]*\.[0-9]{2,8})")


class Person:
    """Sits before one running timecoin-qt."""

    def __init__(self, desk, program, datadir, *arguments):
        self.desk = desk
        self.seen = lambda where: None  # called at each place a person comes to
        self.window = desk.start(program, "--network", "sandbox", "--datadir", datadir,
                                 *arguments)
        until("the window", lambda: self.window.root() and self.window.look(role="frame"), 30)

    # ---- the first minutes ----

    def choose_network(self):
        self.window.press("Go on")

    def create_wallet(self, passphrase, count=12):
        """Through words, quiz and passphrase; the words, in their order."""
        self.window.press("Create a wallet")
        words = until("the words", lambda: self.read_words(count))
        self.seen("Create: words")
        self.window.press("I have written them down")
        self.window.find(holds="Are they on paper?")
        self.seen("Create: quiz")
        for number, field in sorted(self.quiz_fields().items()):
            self.window.click(field)
            self.desk.type(words[number - 1])
        self.window.press("Check")
        self.type_passphrase_twice(passphrase)
        self.window.press("Create the wallet")
        self.window.find("Overview", "list item", seconds=60)
        return words

    def read_words(self, count):
        found = {}
        for node in self.window.walk():
            match = re.fullmatch(r"Word (\d+): ([a-z]+)", node.get_name() or "")
            if match:
                found[int(match[1])] = match[2]
        return [found[i + 1] for i in range(count)] if len(found) == count else None

    def quiz_fields(self):
        found = {}
        for node in self.window.walk():
            match = re.fullmatch(r"Word number (\d+)", node.get_name() or "")
            if match and node.get_role_name() == "text":
                found[int(match[1])] = node
        return found

    def type_passphrase_twice(self, passphrase):
        self.window.find("The passphrase again", "password text")
        self.seen("Choose a passphrase")
        self.window.fill("Passphrase", passphrase, "password text")
        self.window.fill("The passphrase again", passphrase, "password text")

    def restore_wallet(self, words, passphrase):
        self.window.press("Restore a wallet")
        self.window.click(self.window.find("Word number 1", "text"))
        self.seen("Restore: words")
        for number, word in enumerate(words, 1):
            self.desk.type(word)
            # Each when the one before is there: on a busy machine keys overtake the list of words.
            until(f"word {number}", lambda number=number, word=word: self.window.text(
                self.window.look(f"Word number {number}", "text")) == word)
            self.desk.type(" ")
        self.window.press("Go on")
        self.window.find(holds="Choose a passphrase")
        self.type_passphrase_twice(passphrase)
        self.window.press("Restore the wallet")
        self.window.find("Overview", "list item", seconds=60)

    def unlock(self, passphrase):
        self.window.find("Passphrase", "password text")
        self.seen("Unlock")
        self.window.fill("Passphrase", passphrase, "password text")
        self.window.press("Unlock")

    # ---- getting around ----

    def go(self, page):
        self.window.press(page, "list item")

    def menu(self, menu, action):
        """Opens a menu of the bar and takes the first entry that holds `action`."""
        self.window.click(self.window.find(menu, "menu item"))
        entry = self.window.find(holds=action, role="menu item")
        self.window.click(entry)

    def status(self):
        return self.window.texts()

    # ---- money ----

    def available(self):
        """As text, such as "100.00"; None when it is not on the screen."""
        for node in self.window.walk():
            name = node.get_name() or ""
            if name.startswith("Available: "):
                match = AMOUNT.search(name)
                return match[1] if match else None
        return None

    def await_available(self, fits, seconds=30):
        self.go("Overview")
        try:
            return until("the balance", lambda: (lambda said: said if said and fits(said) else
                                                 None)(self.available()), seconds)
        except NotThere:
            raise NotThere(f"the balance stays {self.available()}") from None

    def take_from_faucet(self):
        self.menu("Sandbox", "from the faucet")

    def new_address(self, label):
        """Through the Receive page; the address as its accessible description says it."""
        self.go("Receive")
        self.window.fill("Label", label, "text")
        self.window.press("New address")
        return self.shown_address()

    def shown_address(self):
        def look():
            for node in self.window.walk():
                said = node.get_description() or ""
                if node.get_name() == "address" and said.startswith("stime1"):
                    return said
            return None
        return until("an address", look)

    def pay(self, address, amount):
        """Up to the moment it is handed in."""
        self.go("Send")
        self.window.fill("Address to pay", address)
        self.window.fill("Amount in TIME", amount)
        self.window.press("Review", seconds=10)
        self.window.find("Send", "push button", seconds=10)
        self.seen("Send: review")
        self.window.press("Send", "push button", seconds=10)

    def masternode(self, number, stop):
        self.menu("Sandbox", f"Masternode {number} " + ("runs: stop it" if stop else
                                                        "is stopped: start it"))

    def leave(self):
        code = self.window.end()
        if code != 0:
            raise NotThere(f"the program ended with {code}")
