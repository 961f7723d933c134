"""Two clients that are guests of a real node, and speak through it: python3 test_client.py HOST:PORT [KEY-FILE]"""

import logging
import pathlib
import queue
import sys
import threading
import unittest

import parley

NODE = KEY = None
PATIENCE = 20


class TwoGuests(unittest.TestCase):
    def setUp(self):
        self.a, self.b = (parley.Client(NODE, name=name, key=KEY) for name in "ab")
        self.addCleanup(self.a.close)
        self.addCleanup(self.b.close)
        self.got = queue.SimpleQueue()
        self.me = self.b.actor("me", lambda message: self.got.put(message.value))
        self.desk = self.a.actor("desk", self.serve)

    def serve(self, message):
        """What the desk of guest a does."""
        match message.type:
            case "Square":
                return message.value[1] ** 2
            case "Refuse":
                raise parley.Rejected("not today")
            case "Break":
                raise ValueError("broken")
            case "Break at length":
                raise ValueError("x" * 100_000)
            case "Refuse oddly":
                raise parley.Rejected("\ud800")
            case "Exit":
                sys.exit("enough")
            case "Grow":
                return 1 << 64
            case "Overload":
                self.a.tell(self.desk, "Fetch", bytes(65_536))
            case "Fetch":
                return bytes(message.value[1])
            case "Stall":
                message.value and threading.Event().wait(message.value[1])
                return None
            case "Call":  # a handler may ask
                return self.a.ask(parley.Ref.of(message.value[1]), "Name", {})
            case "Count":
                for number in range(message.value[2]):
                    self.a.tell(parley.Ref.of(message.value[1]), "Number", number, source=self.desk)
                self.a.stop(self.desk)

    def take(self):
        return self.got.get(timeout=PATIENCE)

    def failure(self, target, type, value, timeout=PATIENCE):
        with self.assertRaises(parley.AskFailed) as failed:
            self.b.ask(target, type, value, timeout=timeout)
        return failed.exception.kind, failed.exception.detail

    def test_asks_and_is_asked(self):
        self.assertEqual(self.b.ask(self.desk, "Square", {1: 7}, timeout=PATIENCE), 49)
        named = parley.Ref(self.desk.node, self.desk.path, 0)
        self.assertEqual(self.b.ask(named, "Square", {1: -3}, timeout=PATIENCE), 9)

    def test_a_bug_of_the_client_leaves_nobody_waiting(self):
        def fails(frame):
            raise LookupError("a bug")

        self.a._serve = fails
        with self.assertRaisesRegex(parley.LinkLost, "a bug"):
            self.a.ask(self.a.ref("/user/nobody"), "Name", {}, timeout=PATIENCE)

    def test_a_handler_may_ask(self):
        back = self.b.actor("back", lambda message: "b")
        self.assertEqual(self.b.ask(self.desk, "Call", {1: back}, timeout=PATIENCE), "b")

    def test_hears_why_it_gets_no_answer(self):
        self.assertEqual(self.failure(self.desk, "Refuse", {}), ("Rejected", {0: 4, 1: "not today"}))
        self.assertEqual(self.failure(self.desk, "Break", {}), ("Crashed", {0: 6, 1: "ValueError", 2: "broken"}))
        self.assertEqual(self.failure(self.desk, "Fetch", {1: 65_534}), ("Refused", {0: 3, 1: parley.TOO_LARGE}))
        self.assertEqual(len(self.b.ask(self.desk, "Fetch", {1: 65_533}, timeout=PATIENCE)), 65_533)
        gone = parley.Ref(self.desk.node, self.desk.path, 1)
        self.assertEqual(self.failure(gone, "Square", {1: 1}), ("TargetDown", {0: 2, 1: {0: 1}}))
        nobody = self.b.ref(self.desk.path + "/nobody")
        self.assertEqual(self.failure(nobody, "Square", {1: 1}), ("Refused", {0: 3, 1: parley.NO_SUCH_ACTOR}))
        nowhere = self.b.ref("/user/nobody")
        self.assertEqual(self.failure(nowhere, "Square", {1: 1}), ("Refused", {0: 3, 1: parley.NO_SUCH_ACTOR}))
        self.assertEqual(self.failure(self.desk, "Stall", {1: 1}, timeout=0.2)[0], "Timeout")

    def test_hears_of_each_failure_however_it_reads(self):
        self.assertEqual(self.failure(self.desk, "Break at length", {})[1], {0: 6, 1: "ValueError", 2: "x" * 1_000})
        self.assertEqual(self.failure(self.desk, "Refuse oddly", {}), ("Rejected", {0: 4, 1: "?"}))
        self.assertEqual(self.failure(self.desk, "Grow", {}), ("Refused", {0: 3, 1: parley.NOT_ENCODABLE}))
        self.assertEqual(self.failure(self.desk, "Overload", {})[0], "Crashed")

    def test_a_handler_that_exits_fails_alone(self):
        self.assertEqual(self.failure(self.desk, "Exit", {}), ("Crashed", {0: 6, 1: "SystemExit", 2: "enough"}))
        self.assertEqual(self.b.ask(self.desk, "Square", {1: 2}, timeout=PATIENCE), 4)

    def test_a_wrong_path_is_refused_here_and_the_link_lives(self):
        for path in "user/desk", "/user/a desk", "":
            with self.assertRaisesRegex(parley.WireError, "no path"):
                self.b.tell(self.b.ref(path), "Square", {1: 1})
        with self.assertRaisesRegex(parley.WireError, "no path"):
            self.b.spawn("user-session", {}, parent=self.me, name="a child")
        self.assertEqual(self.b.ask(self.desk, "Square", {1: 2}, timeout=PATIENCE), 4)

    def test_does_not_send_what_is_too_large(self):
        with self.assertRaises(parley.WireError) as refusal:
            self.b.tell(self.desk, "Fetch", bytes(65_536))
        self.assertEqual(refusal.exception.number, 75)
        self.assertEqual(self.b.ask(self.desk, "Square", {1: 2}, timeout=PATIENCE), 4)

    def test_hears_last_words_before_the_end(self):
        self.b.monitor(self.desk, self.me, self.got.put)
        self.b.tell(self.desk, "Count", {1: self.me, 2: 100})
        self.assertEqual([self.take() for _ in range(100)], list(range(100)))
        self.assertEqual(self.take(), ("stopped", ""))
        self.b.monitor(self.desk, self.me, self.got.put)
        self.assertEqual(self.take(), ("stopped", ""))

    def test_watches_end_with_the_other_guest_and_with_its_own_link(self):
        self.b.monitor(self.desk, self.me, self.got.put)
        self.b.ask(self.desk, "Square", {1: 1}, timeout=PATIENCE)
        self.a.close()
        self.assertEqual(self.take().reason, "its node is down")
        with self.assertRaises(parley.LinkLost):
            self.a.tell(self.me, "Number", 1)
        self.b.monitor(self.me, self.me, self.got.put)
        self.b.close()
        self.assertEqual(self.take(), ("its node is down", "closed here"))

    def test_is_told_that_a_kind_is_not_known(self):
        with self.assertRaisesRegex(parley.SpawnFailed, "no kind 'nothing' here"):
            self.b.spawn("nothing", {}, parent=self.me, timeout=PATIENCE)


if __name__ == "__main__":
    NODE, *files = sys.argv[1:]
    KEY = bytes.fromhex(pathlib.Path(files[0]).read_text()) if files else None
    logging.disable()
    unittest.main(argv=sys.argv[:1])
