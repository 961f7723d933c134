"""A guest of a Parley node, in the minimal profile of docs/WIRE.md. Section numbers below are those of that text.

    with parley.Client("127.0.0.1:9001", name="py") as client:
        me = client.actor("me", lambda message: print(message.type, message.value))
        client.tell(client.ref("/user/desk"), "Desk.Note", {1: 7}, source=me)
        print(client.ask(client.ref("/user/desk"), "Desk.Count", {}, timeout=2))

Threads: any may call a client. One thread of its own runs all handlers of its actors, one at a time: they may ask.
Limits: payloads of 64 KiB; 10,000 messages that wait for handlers.
"""

import hmac
import ipaddress
import logging
import queue
import re
import secrets
import socket
import threading
import time
from collections import namedtuple
from concurrent.futures import Future, TimeoutError as TooLate
from contextlib import suppress

from parley_errors import AskFailed, LinkLost, NotLetIn, ParleyError, Rejected, SpawnFailed, WireError
from parley_wire import (
    DEADLINE, FAILURE, FIRST_FRAME_LIMIT, FRAME_LIMIT, PAYLOAD_LIMIT, SLOT, Frame, Node, Position, Ref, Slot,
    checked_length, decode, dumps, encode, is_path, loads, proof, random_id)

CONTROL, GUEST, MINIMAL = 0xFFFF, 1, 2
HANDSHAKE_SECONDS, MOST_WAITING = 5.0, 10_000
FAILURES = ["?", "Timeout", "TargetDown", "Refused", "Rejected", "Unanswered", "Crashed", "Cycle"]
MAILBOX_FULL, TOO_LARGE, NOT_ENCODABLE, NOT_DECODABLE, NO_SUCH_ACTOR, EXPIRED = 0, 4, 5, 6, 7, 12  # of Refused (11.6)
ENDS = ["?", "stopped", "crashed", "its node is down", "it could not be spawned"]
ADDRESS = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^:\[\]/ ]+)):(\d{1,5})").fullmatch
LOG = logging.getLogger("parley")


def _brief(why):
    """As a payload may say it."""
    return str(why)[:1_000].encode(errors="replace").decode()


Message = namedtuple("Message", "type value source wants_answer")  # then what the handler returns is the answer
End = namedtuple("End", "reason text")  # reason: one of ENDS


class Client:
    """One minimal link to the node at HOST:PORT, and the actors of this process behind it.

    `key` are the bytes that all share. Made when it is let in; raises NotLetIn, LinkLost or OSError otherwise. Once the
    link has ended, `lost` says why, and each use raises LinkLost.
    """

    def __init__(self, address, *, name="guest", cluster="parley", key=None, failure_timeout=5.0):
        found = ADDRESS(address)
        if not found:
            raise ValueError(f"not an endpoint: {address!r}: write host:port, as in 127.0.0.1:9001")
        host, port = found[1] or found[2], int(found[3])
        self._timeout, self._key = failure_timeout, key
        self._socket = socket.create_connection((host, port), timeout=HANDSHAKE_SECONDS)
        self._lock = threading.RLock()
        self._sent = self._received = self._numbered = self._delivered = 0  # lane frames, system messages
        self._asks, self._watches, self._watchers, self._actors = {}, {}, {}, {}
        self._held, self._work, self.lost = [], queue.SimpleQueue(), None
        self._heard, self._over = threading.Event(), threading.Event()
        try:
            self._shake_hands(Node(host, port, 0), name, cluster)
        except (OSError, ParleyError):
            self._socket.close()
            raise
        self._begin()

    def _shake_hands(self, dialled, name, cluster):
        if not self._key and not ipaddress.ip_address(self._socket.getpeername()[0]).is_loopback:
            raise NotLetIn(5, f"{dialled.host} is not this machine: give the key")
        mine = Frame(
            "HELLO", lowest=1, highest=1, capabilities=GUEST | MINIMAL, schema=0, cluster=cluster,
            node=Node("", 0, random_id()), name=name, own=random_id(), peer=0, lane=CONTROL, guest=0,
            nonce=secrets.token_bytes(32), proof=b"", later=round(self._timeout * 1000).to_bytes(4, "big"))
        self._write(mine)
        try:
            theirs = self._next(FIRST_FRAME_LIMIT)
        except WireError as broken:
            self._refuse(13, f"{dialled.host}:{dialled.port} does not speak this protocol: {broken}")
        if theirs is None or theirs.type not in ("HELLO", "BYE"):
            self._refuse(13, "it answers HELLO with something else")
        if theirs.type == "BYE":
            raise NotLetIn(theirs.reason, theirs.text)
        if theirs.lowest > 1:
            self._refuse(2, f"it speaks versions {theirs.lowest} to {theirs.highest}, this client 1")
        if theirs.cluster != cluster:
            self._refuse(3, f"it belongs to cluster {theirs.cluster!r}, this client to {cluster!r}")
        if (theirs.node.host, theirs.node.port) != (dialled.host, dialled.port):
            self._refuse(7, f"it is {theirs.node.host}:{theirs.node.port}: dial what it advertises")
        if theirs.peer != mine.own:
            self._refuse(8, "it answers another link")
        if not theirs.capabilities & MINIMAL or not theirs.guest:
            self._refuse(1, "it does not speak the minimal profile")
        if bool(self._key) != bool(theirs.proof):
            self._refuse(4, "one side has a key and the other has none")
        if self._key:
            if not hmac.compare_digest(proof(self._key, 1, mine, theirs), theirs.proof):
                self._refuse(4, "it holds another key")
            self._write(Frame(**{**vars(mine), "proof": proof(self._key, 2, mine, theirs)}))
        self.node, self.guest = theirs.node, theirs.guest
        self._pause = min(self._timeout / 5, (int.from_bytes(theirs.later[:4], "big") / 1000 or 5) / 4)
        self._write(Frame("HEARTBEAT", delivered=0))

    def _refuse(self, error, why):
        with suppress(OSError):  # it may be gone already
            self._write(Frame("BYE", reason=error, text=why[:256]))
        raise NotLetIn(error, why)

    def _begin(self):
        self._socket.settimeout(self._timeout)
        for loop in self._read, self._beat, self._handle:
            threading.Thread(target=loop, daemon=True, name=f"parley {loop.__name__}").start()
        if not self._heard.wait(HANDSHAKE_SECONDS):  # a wrong proof is refused only now
            self._end("the node does not go on after the handshake", bye=6)
        if self.lost:
            raise LinkLost(self.lost)

    def ref(self, path, node=None, incarnation=0):
        """An exported actor of this node or another, or exactly that one."""
        return Ref(node or self.node, path, incarnation)

    def actor(self, name, handler):
        """An actor of this process: `handler(message)` runs for each Message. Returns its ref, to give to others."""
        ref = Ref(self.node, f"/guest/{self.guest}/{name}", random_id())
        with self._lock:
            if not is_path(ref.path) or any(actor.path == ref.path for actor in self._actors):
                raise ValueError(f"no name of an actor, or taken: {name!r}")
            self._actors[ref] = handler
        return ref

    def stop(self, ref, parent=None):
        """Ends an actor of this process, or, if a parent is given, its child that was spawned from here."""
        with self._lock:
            if parent:
                self._system("STOP", ref, parent)
            elif self._actors.pop(ref, None):
                for watched, watcher in self._watchers.pop(ref, ()):
                    self._tell_end(watched, watcher)

    def tell(self, target, type, value, source=None):
        """Sends a message, at most once. Raises LinkLost, and WireError if it is no value or too large."""
        self._lane(Frame("USER", target, source, name=type, payload=dumps(value)))

    def ask(self, target, type, value, timeout=5.0, source=None):
        """The answer to a request; raises AskFailed with the reason, after `timeout` seconds at the latest."""
        slot, answer = Slot(self.node, self.guest, random_id()), Future()
        self._asks[slot.id] = answer
        try:
            self._lane(Frame("USER", target, source, SLOT | DEADLINE, slot=slot, name=type, payload=dumps(value),
                             deadline=max(1, int(timeout * 1_000))))
            return answer.result(timeout)
        except TooLate:
            raise AskFailed("Timeout", f"no answer to {type} within {timeout} s") from None
        finally:
            self._asks.pop(slot.id, None)

    def monitor(self, target, watcher, on_end):
        """Runs `on_end(End)` once, when `target` has ended or cannot be reached; `watcher` is an actor from here."""
        with self._lock:
            self._watches[target, watcher] = on_end
            self._system("MONITOR", target, watcher)

    def unmonitor(self, target, watcher):
        with self._lock:
            if self._watches.pop((target, watcher), None):
                self._system("UNMONITOR", target, watcher)

    def spawn(self, kind, arguments, parent, name="child", timeout=5.0):
        """Has the node make an actor of a kind, never restarted; it ends with `parent`. Returns its ref (10)."""
        child, answer = Ref(self.node, f"/spawned/{random_id()}/{name}", random_id()), Future()
        self._asks[child] = answer
        try:
            self._system("SPAWN", child, parent, kind=kind, strategy=3, limit=0, window=0, shortest=0, longest=0,
                         arguments=dumps(arguments))
            answer.result(timeout)
            return child
        except TooLate:
            with suppress(LinkLost):
                self.stop(child, parent)  # nobody knows it, should it be made later
            raise SpawnFailed(f"no answer within {timeout} s") from None
        finally:
            self._asks.pop(child, None)

    def close(self, *_):
        """Says farewell."""
        self._end("closed here", bye=1)

    __exit__ = close

    def __enter__(self):
        return self

    def _write(self, frame):
        self._socket.sendall(encode(frame))

    def _send(self, frame):
        with self._lock:
            if self.lost:
                raise LinkLost(self.lost)
            try:
                self._write(frame)
            except OSError as broken:
                self._end(f"cannot write: {broken}")
                raise LinkLost(self.lost) from broken

    def _lane(self, frame):
        if len(frame.payload) > PAYLOAD_LIMIT:
            raise WireError(75, f"a payload of {len(frame.payload)} bytes is longer than {PAYLOAD_LIMIT}")
        with self._lock:
            self._send(frame)
            self._sent += 1

    def _system(self, type, destination, source, **fields):
        with self._lock:
            self._send(Frame(type, destination, source, number=self._numbered + 1, **fields))
            self._numbered += 1

    def _tell_end(self, actor, watcher):
        self._system("TERMINATED", watcher, actor, reason=1, after=[Position(0, self._sent)], text="")

    def _fail(self, frame, leaf, detail):
        if detail == {1: NO_SUCH_ACTOR} and frame.destination.incarnation:
            leaf, detail = 2, {1: {0: 1}}  # that incarnation has stopped
        if frame.flags & SLOT:
            self._lane(Frame("REPLY", flags=FAILURE, slot=frame.slot, payload=dumps({0: leaf, **detail})))
        else:
            LOG.warning("%s for %s is dropped: %s %s", frame.name, frame.destination.path, FAILURES[leaf], detail)

    def _beat(self):
        while not self._over.wait(self._pause):
            with suppress(LinkLost):
                self._send(Frame("HEARTBEAT", delivered=self._delivered))

    def _next(self, limit):
        return decode(self._exactly(checked_length(self._exactly(4), limit)))

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise LinkLost("it has closed the connection")
            data += more
        return data

    def _read(self):
        try:
            while not self.lost:
                frame = self._next(FRAME_LIMIT)
                if frame is not None:
                    self._serve(frame)
                self._heard.set()
        except WireError as broken:
            self._end(f"the node breaks the protocol: {broken}", bye=broken.number)
        except TimeoutError:
            self._end(f"nothing heard from the node for {self._timeout} s", bye=10)
        except (OSError, LinkLost) as gone:
            self._end(f"the node is gone: {gone}")
        except Exception as failed:  # a bug of this client: nobody reads any more, so nobody may wait
            self._end(f"the client failed: {failed!r}")

    def _serve(self, frame):
        match frame.type:
            case "BYE":
                self._end(f"the node says farewell: {frame.text} (reason {frame.reason})")
            case "USER":
                self._received += 1
                self._user(frame)
            case "REPLY":
                self._received += 1
                self._reply(frame)
            case "MONITOR" | "UNMONITOR" | "TERMINATED" | "SPAWN" | "SPAWNED" | "STOP":
                if frame.number == self._delivered + 1:
                    self._numbered_frame(frame)
                    self._delivered = frame.number
                elif frame.number > self._delivered:
                    raise WireError(14, f"system message {frame.number} after {self._delivered}")
            case "ERROR":
                LOG.info("the node could not serve a frame: %s (error %d)", frame.text, frame.error)
            case "HELLO" | "LANE" | "LANE-AT" | "SCHEMA" | "AFTER" | "PAUSE" | "RESUME" | "RESUMED" | "WAITING":
                raise WireError(13, f"{frame.type} on a minimal link")
        for news in [end for end in self._held if all(word.number <= self._received for word in end.after)]:  # (7)
            self._held.remove(news)
            self._ended(news.source, news.destination, End(ENDS[news.reason], news.text))

    def _find(self, target):
        """The actor of a ref; incarnation 0 means whoever has that path (2)."""
        for ref in list(self._actors):
            if ref.path == target.path and target.incarnation in (0, ref.incarnation):
                return ref
        return None

    def _user(self, frame):
        found = self._find(frame.destination)
        until = time.monotonic() + frame.deadline / 1_000 if frame.flags & DEADLINE else float("inf")
        if not found or self._work.qsize() >= MOST_WAITING:
            self._fail(frame, 3, {1: MAILBOX_FULL if found else NO_SUCH_ACTOR})
        else:
            self._work.put(lambda: self._turn(found, frame, until))

    def _reply(self, frame):
        answer = self._asks.pop(frame.slot.id, None)  # None: nobody waits any more
        try:
            value = loads(frame.payload)
            kind = FAILURES[value[0]] if frame.flags & FAILURE else None
        except (WireError, LookupError, TypeError):
            kind, value = "Refused", {1: NOT_DECODABLE}
        if answer and kind:
            answer.set_exception(AskFailed(kind, value))
        elif answer:
            answer.set_result(value)

    def _numbered_frame(self, frame):
        with self._lock:
            match frame.type:
                case "MONITOR" if found := self._find(frame.destination):
                    self._watchers.setdefault(found, set()).add((frame.destination, frame.source))
                case "MONITOR":
                    self._tell_end(frame.destination, frame.source)
                case "UNMONITOR":
                    for watchers in self._watchers.values():
                        watchers.discard((frame.destination, frame.source))
                case "TERMINATED" if (frame.source, frame.destination) in self._watches:
                    self._held.append(frame)
                case "SPAWN":
                    self._system("SPAWNED", frame.source, frame.destination, ok=0, text="a guest hosts no children")
                case "SPAWNED" if answer := self._asks.pop(frame.source, None):
                    answer.set_result(None) if frame.ok else answer.set_exception(SpawnFailed(frame.text))

    def _ended(self, target, watcher, end):
        on_end = self._watches.pop((target, watcher), None)
        if on_end:
            self._work.put(lambda: on_end(end))

    def _handle(self):
        while (job := self._work.get()) is not None:
            try:
                job()
            except LinkLost:
                pass  # the end of the link is told otherwise
            except BaseException:  # sys.exit(), too: no other thread would run handlers
                LOG.exception("a handler failed")

    def _turn(self, ref, frame, until):
        handler = self._actors.get(ref)
        if handler is None or time.monotonic() > until:
            return self._fail(frame, 3, {1: EXPIRED if handler else NO_SUCH_ACTOR})
        try:
            message = Message(frame.name, loads(frame.payload), frame.source, bool(frame.flags & SLOT))
        except WireError:
            return self._fail(frame, 3, {1: NOT_DECODABLE})
        try:
            answer = handler(message)
        except Rejected as why:
            return self._fail(frame, 4, {1: _brief(why)})
        except LinkLost:
            raise
        except BaseException as failed:
            LOG.exception("the handler of %s failed", ref.path)
            return self._fail(frame, 6, {1: type(failed).__name__, 2: _brief(failed)})
        try:
            if message.wants_answer:
                self._lane(Frame("REPLY", slot=frame.slot, payload=dumps(answer)))
        except (WireError, RecursionError) as unfit:
            self._fail(frame, 3, {1: TOO_LARGE if getattr(unfit, "number", 0) == 75 else NOT_ENCODABLE})

    def _end(self, why, bye=None):
        with self._lock:
            if self.lost:
                return
            self.lost = why
            with suppress(OSError):
                if bye:
                    self._socket.settimeout(1)
                    self._write(Frame("BYE", reason=bye, text=why[:256]))
                    self._socket.shutdown(socket.SHUT_WR)
                    until = time.monotonic() + 1
                    while self._socket.recv(1 << 16) and time.monotonic() < until:
                        pass  # what is unread would reset the connection, and last words be lost
            self._socket.close()
        for asked in list(self._asks):
            if answer := self._asks.pop(asked, None):  # whoever takes it out settles it
                answer.set_exception(LinkLost(why))
        for news in list(self._held):
            self._ended(news.source, news.destination, End(ENDS[news.reason], news.text))
        for target, watcher in list(self._watches):
            self._ended(target, watcher, End(ENDS[3], why))
        self._work.put(None)
        self._heard.set()
        self._over.set()
