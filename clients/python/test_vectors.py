"""The published vectors of docs/vectors, read and written by the client: python3 -m unittest test_vectors"""

import json
import math
import pathlib
import re
import unittest

import parley_wire as wire

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "vectors"
KEY = bytes(range(16))
# what the bytes alone break; other errors are of types, which a user of the client knows: it may refuse them as well
OF_BYTES = {64, 65, 71}
OF_TYPES = {66, 67, 68, 69, 70, 73}
# fields of a frame under the names of the vectors, where these differ from those of the client
PLACES = {
    "HELLO": {
        "lowest": "offer.versions.lowest", "highest": "offer.versions.highest", "capabilities": "offer.capabilities",
        "schema": "offer.schema", "cluster": "peer.cluster", "node": "peer.node", "name": "peer.name",
        "own": "session.own", "peer": "session.peer", "lane": "session.lane", "guest": "session.guest",
        "nonce": "challenge.nonce", "proof": "challenge.proof"},
    "LANE": {"position": "lastSent"},
    "LANE-AT": {"position": "lastDelivered"},
    "USER": {"deadline": "deadlineMillis", "codec": "body.codec", "name": "body.type", "payload": "body.payload"},
    "TERMINATED": {"reason": "end.reason", "text": "end.text"},
    "SPAWN": {
        "kind": "recipe.kind", "strategy": "recipe.policy.strategy", "limit": "recipe.policy.limit",
        "window": "recipe.policy.windowMillis", "shortest": "recipe.policy.minBackoffMillis",
        "longest": "recipe.policy.maxBackoffMillis", "arguments": "recipe.args"},
}
REFS = {
    "USER": ("destination", "source"), "ERROR": ("destination", "source"), "MONITOR": ("target", "watcher"),
    "UNMONITOR": ("target", "watcher"), "TERMINATED": ("watcher", "target"), "SPAWN": ("child", "parent"),
    "SPAWNED": ("parent", "child"), "STOP": ("target", "parent"),
    "WAITING": (None, "source"), "PAUSE": (None, "actor"), "RESUME": (None, "actor"), "RESUMED": ("actor", None),
}


def document(name):
    return json.loads((VECTORS / name).read_text())


def load(name):
    return document(name)["vectors"]


def read(data, limit=wire.FRAME_LIMIT):
    """The frames of these bytes, without those that may be skipped."""
    frames = []
    while data:
        length = wire.checked_length(data[:4], limit)
        frames.append(wire.decode(data[4 : 4 + length]))
        data = data[4 + length :]
    return [frame for frame in frames if frame is not None]


def shown(value, wanted):
    """A field as the vectors show it; `wanted` tells how a number is written there."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, bool) or isinstance(wanted, bool):
        return bool(value)
    if isinstance(value, int):
        return f"{value:016x}" if isinstance(wanted, str) else value
    if isinstance(value, list) and len(value) == len(wanted):
        return [shown(item, one) for item, one in zip(value, wanted)]
    if hasattr(value, "__dataclass_fields__"):
        return {name: shown(getattr(value, name), wanted[name]) for name in value.__dataclass_fields__}
    return value


def leaves(json_object, path=""):
    """All that a vector's frame says, by dotted places; refs, nodes and slots in one piece."""
    for name, value in json_object.items():
        if isinstance(value, dict) and not {"host", "path", "id"} & set(value):
            yield from leaves(value, f"{path}{name}.")
        else:
            yield path + name, value


class Frames(unittest.TestCase):
    def test_reads_what_the_published_bytes_say(self):
        for vector in load("frames.json"):
            if vector["error"] is None:
                with self.subTest(vector["name"]):
                    frames = read(bytes.fromhex(vector["hex"]))
                    self.assertEqual(len(frames), 0 if vector["frame"] is None else 1)
                    for frame in frames:
                        self.check(frame, vector["frame"])

    def check(self, frame, wanted):
        said = dict(leaves(wanted))
        self.assertEqual(frame.type, said.pop("type"))
        for ref, name in zip((frame.destination, frame.source), REFS.get(frame.type, ())):
            expected = said.pop(name) if name else None
            self.assertEqual(shown(ref, expected) if ref else None, expected)
        if frame.type == "REPLY":
            self.assertEqual(bool(frame.flags & wire.FAILURE), said.pop("failure"))
        for name, value in vars(frame).items():
            if name not in ("type", "destination", "source", "flags"):
                place = PLACES.get(frame.type, {}).get(name, name)
                expected = said.pop(place)
                if (name, value) == ("lane", 0xFFFF):
                    value = -1
                if frame.type == "BYE" and name == "reason" and value == 999:
                    value = 16  # unknown: read as BROKEN
                self.assertEqual(shown(value, expected), expected, place)
        for place, value in said.items():  # what the flags say is absent
            self.assertIn((place, value), [("slot", None), ("deadlineMillis", "0" * 16)])

    def test_writes_the_published_bytes(self):
        written = 0
        for vector in load("frames.json"):
            if vector["error"] is None and vector["direction"] == "both":
                with self.subTest(vector["name"]):
                    (frame,) = read(bytes.fromhex(vector["hex"]))
                    self.assertEqual(wire.encode(frame).hex(), vector["hex"])
                    written += 1
        self.assertGreater(written, 25)

    def test_refuses_broken_frames_with_their_number(self):
        refused = 0
        for vector in load("frames.json"):
            if vector["error"] is not None:
                with self.subTest(vector["name"]):
                    with self.assertRaises(wire.WireError) as refusal:
                        read(bytes.fromhex(vector["hex"]))
                    self.assertEqual(refusal.exception.number, vector["error"])
                    refused += 1
        self.assertGreater(refused, 60)

    def test_proves_that_it_holds_the_key(self):
        hellos = {v["name"]: read(bytes.fromhex(v["hex"]))[0] for v in load("frames.json") if "hello-" in v["name"]
                  and v["error"] is None}
        for dialler, acceptor, second in (
                ("hello-dialler", "hello-acceptor", "hello-second"),
                ("hello-minimal", "hello-minimal-acceptor", "hello-minimal-second")):
            said = hellos[dialler], hellos[acceptor]
            self.assertEqual(wire.proof(KEY, 1, *said), hellos[acceptor].proof)
            self.assertEqual(wire.proof(KEY, 2, *said), hellos[second].proof)
            self.assertNotEqual(wire.proof(KEY[::-1], 1, *said), hellos[acceptor].proof)

    def test_keeps_to_the_limits_of_a_minimal_link(self):
        limits = {"minimal": wire.FRAME_LIMIT, "handshake": wire.FIRST_FRAME_LIMIT}
        vectors = [vector for vector in load("limits.json") if vector["link"] in limits]
        self.assertEqual({vector["error"] for vector in vectors}, {None, 32, 75})
        for vector in vectors:
            data, limit = bytes.fromhex(vector["hex"]) + bytes(vector["zeros"]), limits[vector["link"]]
            with self.subTest(vector["name"]):
                if vector["error"] is None:
                    (frame,) = read(data, limit)
                    self.assertEqual((frame.type, wire.encode(frame)), (vector["type"], data))
                else:
                    with self.assertRaises(wire.WireError) as refusal:
                        read(data, limit)
                    self.assertEqual(refusal.exception.number, vector["error"])

    def test_refuses_what_is_interned(self):
        """None of it may come on a minimal link; but for what is broken before that, the kind and the flag are refused."""
        for vector in load("streams.json"):
            with self.subTest(vector["name"]):
                with self.assertRaises(wire.WireError) as refusal:
                    read(bytes.fromhex(vector["hex"]))
                self.assertIn(refusal.exception.number, (35, 36))


class Payloads(unittest.TestCase):
    def test_reads_what_the_published_bytes_say(self):
        for vector in load("payloads.json"):
            if vector["error"] is None:
                with self.subTest(vector["name"]):
                    value = wire.loads(bytes.fromhex(vector["hex"]))
                    if vector["type"] in ("long", "int", "String", "boolean", "List<Integer>"):
                        self.assertEqual(value, vector["value"])
                    elif vector["type"] in ("double", "float"):
                        expected = float(vector["value"])
                        self.assertTrue(value == expected or math.isnan(value) and math.isnan(expected))
                    elif vector["type"] == "Item":
                        self.assertEqual({"name": value[1], "count": value.get(2, 0)}, vector["value"])
                    elif vector["type"] == "Parcel":
                        self.assertEqual(self.parcel(value), vector["value"])

    def parcel(self, value):
        """A record whose ids are a lock's: they are written in front of its components."""
        types = document("payloads.json")["types"]
        speeds = {int(place): name for place, name in re.findall(r"(\d+) (\w+)", types["Speed"])}
        shown = {name: value.get(int(place)) for place, name in re.findall(r"(\d+) \S+ (\w+)", types["Parcel"])}
        self.assertEqual(set(shown), {"grams", "note", "to", "speed"})
        return {**shown, "grams": shown["grams"] or 0, "speed": speeds[shown["speed"]]}

    def test_writes_the_published_bytes(self):
        written = 0
        for vector in load("payloads.json"):
            # a float of 32 bits is a type of its own, which Python has not
            if vector["error"] is None and vector["direction"] == "both" and vector["type"] != "float":
                with self.subTest(vector["name"]):
                    self.assertEqual(wire.dumps(wire.loads(bytes.fromhex(vector["hex"]))).hex(), vector["hex"])
                    written += 1
        self.assertGreater(written, 50)

    def test_refuses_what_is_no_item_of_the_profile(self):
        refused = 0
        for vector in load("payloads.json"):
            if vector["error"] is not None:
                with self.subTest(vector["name"]):
                    try:
                        wire.loads(bytes.fromhex(vector["hex"]))
                        self.assertIn(vector["error"], OF_TYPES)
                    except wire.WireError as refusal:
                        if vector["error"] in OF_BYTES:
                            self.assertEqual(refusal.number, vector["error"])
                            refused += 1
        self.assertGreater(refused, 25)

    def test_refuses_to_write_what_no_payload_is_made_of(self):
        for value in object(), "\ud800", [{1: object()}]:
            with self.assertRaises(wire.WireError) as refusal:
                wire.dumps(value)
            self.assertEqual(refusal.exception.number, 74)

    def test_sorts_maps_and_sets_by_their_bytes(self):
        self.assertEqual(wire.dumps({"aa": 2, "b": 1}).hex(), "a2616201626161" + "02")
        self.assertEqual(wire.dumps({2: 0, 0: 1}).hex(), "a200010200")
        self.assertEqual(wire.dumps({"aa", "b"}).hex(), "826162626161")

    def test_reads_and_writes_refs_and_failures(self):
        written = {"ActorRef": 0, "Failure": 0}
        for vector in load("payloads-actors.json"):
            if "hex" in vector and vector["error"] is None:
                with self.subTest(vector["name"]):
                    value = wire.loads(bytes.fromhex(vector["hex"]))
                    if vector["type"] == "ActorRef":
                        value = wire.Ref.of(value)
                        self.assertEqual(shown(value, vector["value"]), vector["value"])
                    if vector["direction"] == "both":
                        self.assertEqual(wire.dumps(value).hex(), vector["hex"])
                        written[vector["type"]] += 1
        self.assertGreater(written["ActorRef"], 5)
        self.assertGreater(written["Failure"], 25)

    def test_refuses_refs_and_failures_that_are_no_item(self):
        for vector in load("payloads-actors.json"):
            if "hex" in vector and vector["error"] in OF_BYTES:
                with self.subTest(vector["name"]):
                    with self.assertRaises(wire.WireError) as refusal:
                        wire.loads(bytes.fromhex(vector["hex"]))
                    self.assertEqual(refusal.exception.number, vector["error"])


class Sizes(unittest.TestCase):
    def test_each_file_can_be_read_beside_the_text(self):
        for name in "parley.py", "parley_wire.py", "parley_errors.py":
            lines = pathlib.Path(__file__).with_name(name).read_text().count("\n")
            self.assertLessEqual(lines, 400, name)


if __name__ == "__main__":
    unittest.main()
