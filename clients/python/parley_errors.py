"""What goes wrong in parley.py and parley_wire.py. Section numbers are those of docs/WIRE.md."""


class ParleyError(Exception):
    """All that goes wrong here."""


class WireError(ParleyError):
    """Bytes or values against the rules; `number` is that of section 13."""

    def __init__(self, number, text):
        super().__init__(f"{text} (error {number})")
        self.number = number


class NotLetIn(WireError):
    """The node refused this client, or the client that node."""


class LinkLost(ParleyError):
    """The node is gone, has said farewell or broke the rules. Connect again: as a new guest."""


class AskFailed(ParleyError):
    """A request ended without its answer: `kind` is one of parley.FAILURES, `detail` its record."""

    def __init__(self, kind, detail):
        super().__init__(f"{kind} {detail}")
        self.kind, self.detail = kind, detail


class SpawnFailed(ParleyError):
    """The node does not host that child."""


class Rejected(Exception):
    """Raised by a handler: the asker's failure, with its reason."""
