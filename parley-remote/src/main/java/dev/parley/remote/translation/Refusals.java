package dev.parley.remote.translation;

import dev.parley.DropReason;
import dev.parley.wire.WireError;

/** What a payload's error means for its message. */
public final class Refusals {
    private Refusals() {}

    public static DropReason of(WireError error) {
        return switch (error) {
            case WRONG_PROTOCOL, UNKNOWN_TYPE -> DropReason.WRONG_PROTOCOL;
            case PAYLOAD_TOO_LARGE, OVER_BUDGET, TOO_DEEP -> DropReason.TOO_LARGE;
            default -> DropReason.NOT_DECODABLE;
        };
    }
}
