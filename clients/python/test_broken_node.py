"""Clients whose node does what none should; each test is a node of its own: python3 test_broken_node.py"""

import contextlib
import logging
import pathlib
import secrets
import socket
import subprocess
import sys
import threading
import unittest

import parley
import parley_wire as wire

PATIENCE = 20
CHAT = pathlib.Path(__file__).with_name("chat.py")


class Played:
    """The node's side of a connection."""

    def __init__(self, connection):
        self.connection = connection
        connection.settimeout(PATIENCE)

    def exactly(self, size):
        data = b""
        while len(data) < size:
            more = self.connection.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def read(self, *types):
        """The next frame of one of these types."""
        while True:
            frame = wire.decode(self.exactly(wire.checked_length(self.exactly(4), wire.FRAME_LIMIT)))
            if frame.type in types:
                return frame

    def write(self, frame):
        self.connection.sendall(wire.encode(frame))

    def let_in(self):
        theirs, (host, port) = self.read("HELLO"), self.connection.getsockname()[:2]
        self.write(wire.Frame(
            "HELLO", lowest=1, highest=1, capabilities=parley.MINIMAL, schema=0, cluster=theirs.cluster,
            node=wire.Node(host, port, 1), name="broken", own=wire.random_id(), peer=theirs.own, lane=parley.CONTROL,
            guest=1, nonce=secrets.token_bytes(32), proof=b"", later=b""))
        self.write(wire.Frame("HEARTBEAT", delivered=0))


class BrokenNode(unittest.TestCase):
    def node(self, play, host="127.0.0.1"):
        """Plays it with whoever comes first. Returns the address."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, 0), family=family)

        def run():
            with listener, listener.accept()[0] as connection, contextlib.suppress(OSError, EOFError):
                play(Played(connection))

        threading.Thread(target=run, daemon=True).start()
        return f"[{host}]:{listener.getsockname()[1]}" if ":" in host else f"{host}:{listener.getsockname()[1]}"

    def client(self, play, **options):
        client = parley.Client(self.node(play, **options))
        self.addCleanup(client.close)
        return client

    def test_a_port_of_something_else_is_told_apart(self):
        address = self.node(lambda node: node.connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
        with self.assertRaisesRegex(parley.NotLetIn, f"{address} does not speak this protocol"):
            parley.Client(address)

    def test_an_address_is_read_as_nodes_write_it(self):
        for wrong in "localhost", ":9001", "127.0.0.1:", "::1:9001", "host:port":
            with self.assertRaisesRegex(ValueError, "write host:port, as in 127.0.0.1:9001"):
                parley.Client(wrong)

    @unittest.skipUnless(socket.has_dualstack_ipv6(), "SKIPPED: no IPv6 here")
    def test_a_literal_address_may_be_in_brackets(self):
        over = threading.Event()
        self.addCleanup(over.set)

        def play(node):
            node.let_in()
            over.wait(PATIENCE)

        self.assertEqual(self.client(play, host="::1").node.host, "::1")

    def test_a_node_that_talks_rubbish_for_ever_is_lost_at_once(self):
        over = threading.Event()
        self.addCleanup(over.set)

        def play(node):
            node.let_in()
            node.read("USER")
            while not over.is_set():
                node.connection.sendall(b"\xff" * 1_000)

        client, told = self.client(play), threading.Event()

        def ask():
            with contextlib.suppress(parley.LinkLost):
                client.ask(client.ref("/user/desk"), "Count", {}, timeout=PATIENCE)
            told.set()

        threading.Thread(target=ask, daemon=True).start()
        self.assertTrue(told.wait(PATIENCE / 2), "nobody is told")
        self.assertIn("the node breaks the protocol", client.lost)

    def test_a_child_that_is_late_is_not_wanted_any_more(self):
        asked, stopped = [], threading.Event()

        def play(node):
            node.let_in()
            asked.append(node.read("SPAWN").destination)
            asked.append(node.read("STOP").destination)
            stopped.set()

        client = self.client(play)
        with self.assertRaisesRegex(parley.SpawnFailed, "no answer within 0.1 s"):
            client.spawn("desk", {}, parent=client.actor("me", print), timeout=0.1)
        self.assertTrue(stopped.wait(PATIENCE))
        self.assertEqual(asked[0], asked[1])

    def chat(self, play, typed=b""):
        return subprocess.run(
            [sys.executable, "-B", CHAT, "--name", "ada", "--node", self.node(play)], input=typed, capture_output=True,
            timeout=PATIENCE, check=False)

    def test_a_node_may_not_write_to_the_terminal_of_a_user(self):
        def play(node):
            node.read("HELLO")
            node.write(wire.Frame("BYE", reason=16, text="\x1b[2Jgone\nada: hi"))

        ended = self.chat(play)
        self.assertEqual(ended.returncode, 1)
        self.assertEqual(ended.stderr.decode(), "chat.py: \ufffd[2Jgone\ufffdada: hi (error 16)\n")

    def test_bytes_that_are_no_text_are_said_all_the_same(self):
        heard = []

        def play(node):
            node.let_in()
            spawn = node.read("SPAWN")
            node.write(wire.Frame("SPAWNED", spawn.source, spawn.destination, number=1, ok=1, text=""))
            while len(heard) < 2:
                said = node.read("USER")
                if said.name == "UserSession.Typed":
                    heard.append(wire.loads(said.payload)[2])

        ended = self.chat(play, b"caf\xe9\nhi\n")
        self.assertEqual(heard, ["caf\ufffd", "hi"])
        self.assertEqual(ended.returncode, 1)


if __name__ == "__main__":
    logging.disable()
    unittest.main()
