package dev.parley.wire;

import org.jspecify.annotations.Nullable;

/**
 * Between CBOR and the other encoding that a registry has, if it has one.
 *
 * <p>Threading: any thread.
 * <p>Failure: {@link WireException} and nothing else.
 */
record Encodings(@Nullable PayloadEncoding other, CodecLimits limits) {

    /** What CBOR may be longer than a payload that it stands for: {@code 0,} is two bytes, and a double is nine. */
    private static final int GROWTH = 5;

    /** The payload in the other encoding; null if there is none, or it would be too long. */
    byte @Nullable [] encoded(byte[] cbor, Shape shape) throws WireException {
        if (other == null) {
            return null;
        }
        try {
            return other.write(new CborReader(cbor, ofSender()), shape);
        } catch (WireException refused) {
            if (refused.error() == WireError.PAYLOAD_TOO_LARGE) {
                return null;
            }
            throw refused;
        } catch (RuntimeException broken) {
            throw UserCode.failed(WireError.NOT_ENCODABLE, "writing a payload in encoding " + other.number(), broken);
        }
    }

    /** The CBOR of a payload that came in the encoding of that number. */
    byte[] cbor(int codec, byte[] payload, Shape shape) throws WireException {
        if (codec == Frame.CBOR) {
            return payload;
        }
        if (other == null || other.number() != codec) {
            throw new WireException(
                    WireError.PAYLOAD_MALFORMED, "a payload in encoding " + codec + ", which this node does not read");
        }
        CborWriter out = new CborWriter(ofReader());
        try {
            other.read(payload, shape, out);
        } catch (RuntimeException broken) {
            throw UserCode.failed(WireError.PAYLOAD_MALFORMED, "reading a payload in encoding " + codec, broken);
        }
        return out.toByteArray();
    }

    /** What was just written here builds nothing but text. */
    private CodecLimits ofSender() {
        return new CodecLimits(limits.depth(), Long.MAX_VALUE, limits.recordKeys(), limits.payloadBytes());
    }

    private CodecLimits ofReader() {
        int bytes = (int) Math.min(Integer.MAX_VALUE, (long) GROWTH * limits.payloadBytes());
        return new CodecLimits(limits.depth(), limits.heapBytes(), limits.recordKeys(), bytes);
    }
}
