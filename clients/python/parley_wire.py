"""The bytes of docs/WIRE.md, as far as the minimal profile needs them: CBOR and frames. No sockets here.

Section numbers are those of that text. A value is what CBOR makes of it: a record is a dict from the component's id to
its value, a leaf of a sealed interface has its id as entry 0, an enum is its constant's id. Ids are those of the lock,
else places: from 1, of constants from 0. Whether a value has the right type is for the user to say.
"""

import hmac
import re
import secrets
import struct
from dataclasses import dataclass, make_dataclass
from types import SimpleNamespace

from parley_errors import WireError

FRAME_LIMIT, FIRST_FRAME_LIMIT, PAYLOAD_LIMIT, DEPTH_LIMIT = 81_920, 4_096, 65_536, 64
SLOT, DEADLINE, FAILURE, CODEC = 1, 2, 4, 64


# ---- Payloads: CBOR (11.1)


@dataclass(frozen=True)
class Tag:
    numbers: tuple  # the outermost first
    value: object


def dumps(value):
    """The item of a value. Maps and sets are sorted by their bytes, as records, maps and sets must be."""
    match value:
        case bool() | None:
            return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case float():
            return b"\xfb" + (struct.pack(">d", value) if value == value else b"\x7f\xf8" + bytes(6))
        case str():
            try:
                text = value.encode()
            except UnicodeEncodeError:
                raise WireError(74, "a lone surrogate in a text") from None
            return _head(3, len(text)) + text
        case bytes():
            return _head(2, len(value)) + value
        case list() | tuple() | set() | frozenset():
            items = map(dumps, value)
            return _head(4, len(value)) + b"".join(sorted(items) if isinstance(value, (set, frozenset)) else items)
        case dict():
            return _head(5, len(value)) + b"".join(sorted(dumps(k) + dumps(v) for k, v in value.items()))
        case Tag(numbers, inner):
            return b"".join(_head(6, number) for number in numbers) + dumps(inner)
        case Ref():
            return dumps(value.item())
    raise WireError(74, f"no payload is made of {type(value).__name__}")


def _head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in (24, 1), (25, 2), (26, 4), (27, 8):
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + number.to_bytes(size)
    raise WireError(67, f"{number} has more than 64 bits")


def loads(data):
    """The value of a payload."""
    reader = Reader(data, truncated=64)
    value = _item(reader, 0)
    if reader.left():
        raise WireError(65, f"{reader.left()} bytes behind the payload")
    return value


def _item(reader, depth):
    tags = []
    while (first := reader.take(1)[0]) >> 5 == 6:
        tags.append(_count(reader, first))
    value = _untagged(reader, first, depth)
    return Tag(tuple(tags), value) if tags else value


def _untagged(reader, first, depth):
    major = first >> 5
    if major == 7:
        return _simple(reader, first)
    count = _count(reader, first)
    if major < 2:
        return count if major == 0 else -1 - count
    if count * (2 if major == 5 else 1) > reader.left():  # before anything is made for it
        raise WireError(64, f"a count of {count} in {reader.left()} bytes")
    if major == 2:
        return reader.take(count)
    if major == 3:
        return utf8(reader.take(count), 65)
    if depth == DEPTH_LIMIT:
        raise WireError(71, f"nested more than {DEPTH_LIMIT} deep")
    if major == 4:
        return [_item(reader, depth + 1) for _ in range(count)]
    entries = {}
    for _ in range(count):
        start = reader.at
        key = _item(reader, depth + 1)
        if isinstance(key, (list, dict, Tag)):  # only in fields that nobody here knows: kept as its bytes
            key = reader.data[start : reader.at]
        if key in entries:
            raise WireError(70, f"the key {key!r} twice")
        entries[key] = _item(reader, depth + 1)
    return entries


def _count(reader, first):
    code = first & 31
    if code > 27:
        raise WireError(65, f"a reserved or indefinite length: {first:#x}")
    return code if code < 24 else int.from_bytes(reader.take(1 << code - 24))


def _simple(reader, first):
    for code, size, form in (0xF9, 2, ">e"), (0xFA, 4, ">f"), (0xFB, 8, ">d"):
        if first == code:
            return struct.unpack(form, reader.take(size))[0]
    if first not in (0xF4, 0xF5, 0xF6):
        raise WireError(65, f"the simple value {first:#x}")
    return {0xF4: False, 0xF5: True, 0xF6: None}[first]


# ---- Pieces of frames (2)


class Reader:
    def __init__(self, data, truncated=33):
        self.data, self.at, self.truncated = data, 0, truncated

    def left(self):
        return len(self.data) - self.at

    def take(self, size):
        if size > self.left():
            raise WireError(self.truncated, "it ends inside of a field")
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self, size):
        return int.from_bytes(self.take(size))

    def rest(self):
        return self.take(self.left())


def utf8(data, error):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise WireError(error, "a text is not UTF-8") from None


Node = make_dataclass("Node", ("host", "port", "incarnation"), frozen=True)
Slot = make_dataclass("Slot", ("node", "guest", "id"), frozen=True)
Position = make_dataclass("Position", ("lane", "number"), frozen=True)


@dataclass(frozen=True)
class Ref:
    node: Node
    path: str
    incarnation: int

    def item(self):
        """As a value in a payload (11.2)."""
        node = self.node
        return [node.host, node.port, _signed(node.incarnation), self.path, _signed(self.incarnation)]

    @staticmethod
    def of(item):
        host, port, incarnation, path, own = item
        return Ref(Node(host, port, incarnation % (1 << 64)), path, own % (1 << 64))


def random_id():
    """An u64 that nobody guesses, not 0: of a session, a slot, an incarnation."""
    return secrets.randbits(64) or 1


def _signed(number):
    return number - (1 << 64) if number >> 63 else number


def _number(size, lowest=0, highest=None):
    top = (1 << 8 * size) - 1 if highest is None else highest

    def read(reader):
        value = reader.number(size)
        if not lowest <= value <= top:
            raise WireError(38, f"the number {value} is not within {lowest} to {top}")
        return value

    return read, lambda value: value.to_bytes(size)


def _sized(size, lowest, highest, error, text=True):
    def checked(raw):
        if not lowest <= len(raw) <= highest or size == 1 and text and re.search(rb"[\0-\x1f\x7f]|\xc2[\x80-\x9f]", raw):
            raise WireError(error, f"not {lowest} to {highest} bytes, or a control character in a name: {raw!r}")
        return raw

    def read(reader):
        data = checked(reader.take(reader.number(size)))
        return utf8(data, error) if text else data

    def write(value):
        data = checked(value.encode() if text else value)
        return len(data).to_bytes(size) + data

    return read, write


def _payload(reader):
    if reader.left() > PAYLOAD_LIMIT:
        raise WireError(75, f"a payload of {reader.left()} bytes is longer than {PAYLOAD_LIMIT}")
    return reader.rest()


_read_host, _write_host = _sized(1, 0, 255, 36)
_read_path_text, _write_path_text = _sized(2, 1, 2_080, 36)
is_path = re.compile(r"(/(?!\.\.?(/|$))[A-Za-z0-9_.~-]{1,64}){1,32}").fullmatch


def _path(path):
    if not is_path(path):
        raise WireError(36, f"no path: {path!r}")
    return path


def _read_path(reader):
    return _path(_read_path_text(reader))


def _write_path(path):
    return _write_path_text(_path(path))


def _read_node(reader, listens=True):
    node = Node(_read_host(reader), reader.number(2), reader.number(8))
    if (node.host == "") != (node.port == 0) or (listens and not node.host):
        raise WireError(36, f"a host and a port go together: {node}")
    if not re.fullmatch(r"[A-Za-z0-9._:%-]*", node.host):
        raise WireError(36, f"no host: {node.host!r}")
    return node


def _write_node(node):
    return _write_host(node.host) + node.port.to_bytes(2) + node.incarnation.to_bytes(8)


def _read_ref(reader):
    kind = reader.number(1)
    if kind > 1:
        raise WireError(36, f"a ref of kind {kind}")
    return Ref(_read_node(reader), _read_path(reader), reader.number(8)) if kind else None


def _write_ref(ref):
    return b"\0" if ref is None else b"\1" + _write_node(ref.node) + _write_path(ref.path) + ref.incarnation.to_bytes(8)


def _read_slot(reader):
    slot = Slot(_read_node(reader), reader.number(8), reader.number(8))
    if slot.id == 0:
        raise WireError(36, "a slot without id")
    return slot


def _many(most, read, write):
    return (lambda reader: [read(reader) for _ in range(_number(1, 0, most)[0](reader))],
            lambda items: bytes([len(items)]) + b"".join(map(write, items)))


# ---- Frames (3)

_U64, _COUNTED, _NUMBER, _LANE = _number(8), _number(8, 0, (1 << 63) - 1), _number(8, 1, (1 << 63) - 1), _number(2)
_NAME, _SENTENCE, _BYTES = _sized(1, 1, 255, 37), _sized(2, 0, 1_024, 37), _sized(1, 0, 64, 38, text=False)
_SLOT = _read_slot, lambda slot: _write_node(slot.node) + slot.guest.to_bytes(8) + slot.id.to_bytes(8)
_PAYLOAD = _payload, bytes
_CODEC = _number(1, 1, 2)
_DATA_LANE = _number(2, 0, 0xFFFE)
_PATHS, _ACTORS = _many(16, _read_path, _write_path), _many(31, _read_ref, _write_ref)
_HELD = _many(16, lambda reader: Position(_DATA_LANE[0](reader), _COUNTED[0](reader)),
              lambda position: position.lane.to_bytes(2) + position.number.to_bytes(8))
_TEXT, _NUMBERED = {"text": _SENTENCE}, {"number": _NUMBER}
# name: number, its flags, whether destination and source must be there (None: they may), the fields
TYPES = {
    "HELLO": (0x01, 0, False, False, {
        "lowest": _number(1, 1), "highest": _number(1, 1), "capabilities": _U64, "schema": _U64, "cluster": _NAME,
        "node": (lambda reader: _read_node(reader, listens=False), _write_node), "name": _NAME,
        "own": _number(8, 1), "peer": _U64, "lane": _LANE, "guest": _U64, "nonce": _BYTES, "proof": _BYTES,
        "later": (Reader.rest, bytes)}),
    "HEARTBEAT": (0x02, 0, False, False, {"delivered": _COUNTED}),
    "BYE": (0x03, 0, False, False, {"reason": _number(2), **_TEXT}),
    "ACK": (0x04, 0, False, False, {"number": _COUNTED}),
    "LANE": (0x05, 0, False, False, {"lane": _DATA_LANE, "generation": _COUNTED, "position": _COUNTED}),
    "LANE-AT": (0x06, 0, False, False, {"lane": _DATA_LANE, "generation": _COUNTED, "position": _COUNTED}),
    "SCHEMA": (0x0a, 0, False, False, {"text": _PAYLOAD}),
    "AFTER": (0x0b, 0, False, False, {"positions": _HELD}),
    "USER": (0x10, SLOT | DEADLINE | CODEC, True, None, {
        "slot": _SLOT, "deadline": _NUMBER, "codec": _CODEC, "name": _NAME, "payload": _PAYLOAD}),
    "REPLY": (0x11, FAILURE | CODEC, False, False, {"slot": _SLOT, "codec": _CODEC, "payload": _PAYLOAD}),
    "ERROR": (0x12, 0, None, None, {"error": _number(2), **_TEXT}),
    "WAITING": (0x13, 0, False, True, {"slot": _SLOT, "search": _U64, "before": _ACTORS}),
    "MONITOR": (0x20, 0, True, True, _NUMBERED),
    "UNMONITOR": (0x21, 0, True, True, _NUMBERED),
    "TERMINATED": (0x22, 0, True, True, {
        **_NUMBERED, "reason": _number(1, 1, 4), "after": _HELD, **_TEXT}),
    "SPAWN": (0x23, 0, True, True, {
        **_NUMBERED, "kind": _NAME, "strategy": _number(1, 1, 3), "limit": _number(4, 0, (1 << 31) - 1),
        "window": _COUNTED, "shortest": _COUNTED, "longest": _COUNTED, "arguments": _PAYLOAD}),
    "SPAWNED": (0x24, 0, True, True, {**_NUMBERED, "ok": _number(1, 0, 1), **_TEXT}),
    "STOP": (0x25, 0, True, True, _NUMBERED),
    "PAUSE": (0x27, 0, False, True, {**_NUMBERED, "names": _PATHS}),
    "RESUME": (0x28, 0, False, True, {**_NUMBERED, "room": _number(4, 1, (1 << 31) - 1)}),
    "RESUMED": (0x29, 0, True, False, {**_NUMBERED, "held": _HELD}),
}
_NAMES = {entry[0]: name for name, entry in TYPES.items()}


class Frame(SimpleNamespace):
    """`type`, `destination`, `source`, `flags`, and the fields of the type under the names above."""

    def __init__(self, type, destination=None, source=None, flags=0, **fields):
        super().__init__(type=type, destination=destination, source=source, flags=flags, **fields)


def _fields(name, flags):
    optional = {"slot": SLOT, "deadline": DEADLINE, "codec": CODEC} if name == "USER" else {"codec": CODEC}
    return [field for field in TYPES[name][4].items() if field[0] not in optional or flags & optional[field[0]]]


def encode(frame):
    """The bytes of a frame, its length field included."""
    body = struct.pack(">BBH", 1, TYPES[frame.type][0], frame.flags) + _write_ref(frame.destination)
    body += _write_ref(frame.source)
    for name, (_, write) in _fields(frame.type, frame.flags):
        body += write(getattr(frame, name))
    return len(body).to_bytes(4) + body


def checked_length(head, limit):
    """What a frame's first four bytes announce, before anything else is read."""
    length = int.from_bytes(head)
    if length > limit:
        raise WireError(32, f"a frame of {length} bytes is longer than {limit}")
    if length < 6:
        raise WireError(33, f"a frame of {length} bytes is shorter than its header")
    return length


def decode(body):
    """The frame of the bytes behind its length field; None if it may be skipped."""
    reader = Reader(body)
    version, number = reader.take(2)
    if version != 1:
        raise WireError(2, f"a frame of version {version}")
    if number >= 0x80:
        return None
    if number not in _NAMES:
        raise WireError(34, f"a frame of type {number:#04x}")
    name = _NAMES[number]
    _, known, *needed, _ = TYPES[name]
    flags = reader.number(2)
    if flags & ~known & (0xFFFF if name == "HELLO" else 0xFF):
        raise WireError(35, f"flags {flags:#06x} with {name}")
    refs = _read_ref(reader), _read_ref(reader)
    if any(need is not None and need != (ref is not None) for need, ref in zip(needed, refs)):
        raise WireError(36, f"the refs of {name}")
    for _ in range((flags >> 8).bit_count()):
        reader.take(reader.number(2))
    frame = Frame(name, *refs, flags, **{field: read(reader) for field, (read, _) in _fields(name, flags)})
    if reader.left():
        raise WireError(39, f"{reader.left()} bytes too many in {name}")
    if name == "HELLO" and frame.lowest > frame.highest or name == "SPAWN" and frame.shortest > frame.longest:
        raise WireError(38, f"a range upside down in {name}")
    if name == "REPLY" and flags & FAILURE and flags & CODEC:
        raise WireError(38, "a failure is always in CBOR")
    if name in ("SPAWN", "PAUSE", "RESUME") and (refs[0] or refs[1]).incarnation == 0:
        raise WireError(36, f"{name} of an actor without incarnation")
    if name == "WAITING" and None in frame.before:
        raise WireError(36, "an actor that waits is absent")
    return frame


def proof(key, side, dialler, acceptor):
    """The proof of the acceptor (side 1) or the dialler (side 2) for these two HELLOs (4.1)."""
    said = b"".join(encode(Frame(**{**vars(hello), "proof": b""})) for hello in (dialler, acceptor))
    return hmac.digest(key, bytes([side]) + said, "sha256")
