"""A guest in the chat of a Parley cluster: python3 chat.py --name ada --node 127.0.0.1:9001

Says what is typed and prints what the room says, as `parley chat` does. /who lists the users; /quit or the end of input
leaves, once all has come back. When the node is gone it says so and ends with 1: start it again with another node.
"""

import argparse
import pathlib
import queue
import secrets
import sys
import threading

from parley import Client, ParleyError

# what a session is told; it answers with ToClient.Told (round, index, news) and ToClient.Alive (round, index)
RESUME, TYPED, WHO, TOLD = "UserSession.Resume", "UserSession.Typed", "UserSession.Who", "ToClient.Told"
ROOM_STATES = ["~ room is on {}", "~ room is moving", "~ no quorum"]
MOST_ODD_SIGNS = 2


class Chat:
    """What one user has said and seen. Threads: the client's, which runs handlers, and that of the input."""

    def __init__(self, client, user):
        self.client, self.token = client, secrets.token_hex(16)
        self.lock, self.happened = threading.RLock(), queue.SimpleQueue()
        self.round = self.heard = self.odd_signs = self.last = self.life = self.position = self.before = 0
        self.seen, self.unconfirmed = {}, {}  # the last number of each client, and the own lines by their number
        self.was_in, self.wants_users, self.session, self.trouble = False, False, None, None
        me = client.actor("chat", self.hear)
        self.session = client.spawn("user-session", {1: {1: user, 2: self.token, 3: 1}, 2: me}, parent=me)
        client.monitor(self.session, me, lambda end: self.give_up(f"{end.reason}: {client.lost or end.text}"))
        self.resume()

    def tell(self, type, value):
        self.client.tell(self.session, type, value)

    def resume(self):
        """Begins a round of news, which are counted from 1 in each."""
        with self.lock:
            self.round, self.heard, self.odd_signs = self.round + 1, 0, 0
            known = {2: self.confirmed(), 3: self.was_in, 4: self.life, 5: self.position, 6: []}
            self.tell(RESUME, {1: self.round, **known})

    def confirmed(self):
        return self.seen.get(self.token, 0)

    def say(self, text):
        with self.lock:
            self.last += 1
            self.unconfirmed[self.last] = text
            self.tell(TYPED, {1: self.last, 2: text})

    def who(self):
        with self.lock:
            self.wants_users = True
            self.tell(WHO, {})

    def is_done(self):
        with self.lock:
            return not self.unconfirmed and not self.wants_users

    def give_up(self, why):
        self.trouble = self.trouble or why
        self.happened.put(None)

    def hear(self, message):
        with self.lock:
            is_news, of_round, index = message.type == TOLD, message.value[1], message.value[2]
            if is_news and (of_round, index) == (self.round, self.heard + 1):
                self.heard = index
                self.show(message.value[3])
                self.happened.put(None)
            elif is_news and of_round == self.round and index > self.heard:
                self.resume()  # something is missing
            elif not is_news and (of_round, index) == (self.round, self.heard):
                self.odd_signs = 0
                self.remind()
            elif not is_news and self.session:
                self.odd_signs += 1  # one may have crossed the last round's beginning
                if self.odd_signs >= MOST_ODD_SIGNS:
                    self.resume()

    def remind(self):
        """Says again what has not come back since the last sign of life."""
        if self.session and self.before == self.confirmed():
            for number, text in self.unconfirmed.items():
                self.tell(TYPED, {1: number, 2: text})
        self.before = self.confirmed()
        if self.wants_users:
            self.tell(WHO, {})

    def show(self, news):
        match news:
            case {0: 1, 1: life, 2: {1: place, 2: user, 3: token, 4: number, 5: text}}:
                self.life, self.position = life, place
                if number > self.seen.get(token, 0):
                    self.seen[token] = number
                    if token == self.token:
                        self.unconfirmed = {n: line for n, line in self.unconfirmed.items() if n > number}
                    write(f"{user}: {text}")
            case {0: 2, 1: user}:
                write(f"* {user} joined")
            case {0: 3, 1: user}:
                write(f"* {user} left")
            case {0: 4, 1: state, 2: host}:
                self.was_in |= state == 0
                write(ROOM_STATES[state].format(host))
            case {0: 5, 1: users}:
                if self.wants_users:
                    self.wants_users = False
                    write(f"* here: {', '.join(users)}")
            case {0: 6, 1: why}:
                self.give_up(why)
            case {0: 7}:
                self.give_up("this node does not reach the room")


def write(line, to=None):
    """Others wrote it: nothing in it may move the cursor or forge a line."""
    shown = "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in line)
    print(shown, file=to, flush=True)


def complain(what):
    write(f"chat.py: {what}", sys.stderr)


def read_into(happened):
    for line in sys.stdin:
        happened.put(line.rstrip("\n"))
    happened.put("/quit")


def converse(client, user):
    chat = Chat(client, user)
    threading.Thread(target=read_into, args=(chat.happened,), daemon=True).start()
    leaves = False
    while not chat.trouble and not (leaves and chat.is_done()):
        match chat.happened.get():
            case "/quit":
                leaves = True
            case "/who" if not leaves:
                chat.who()
            case str() as line if not leaves:
                chat.say(line)
    if chat.trouble:
        complain(chat.trouble)
        for line in chat.unconfirmed.values():
            complain(f"not confirmed: {line}")
    return 1 if chat.trouble else 0


def main():
    options = argparse.ArgumentParser(description="Joins the chat of a Parley cluster.")
    options.add_argument("--name", required=True)
    options.add_argument("--node", required=True, metavar="HOST:PORT", help="as the node advertises it")
    options.add_argument("--cluster", default="parley")
    options.add_argument("--key-file", type=pathlib.Path, help="the key that all share, in hexadecimal digits")
    options.add_argument("--failure-timeout", type=float, default=5.0, metavar="SECONDS", help="as the node has it")
    chosen = options.parse_args()
    try:
        key = bytes.fromhex(chosen.key_file.read_text()) if chosen.key_file else None
        with Client(chosen.node, name=chosen.name, cluster=chosen.cluster, key=key,
                    failure_timeout=chosen.failure_timeout) as client:
            return converse(client, chosen.name)
    except (ParleyError, OSError, ValueError) as trouble:
        complain(trouble)
        return 1


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # or one wrong byte would end the reading, not the chat
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    sys.exit(main())
