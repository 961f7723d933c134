package dev.parley.fuzz.subject;

import dev.parley.wire.Frame;
import dev.parley.wire.FrameDecoder;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder made of a stream of bytes.
 *
 * @param frames what it read
 * @param refusal why it read no more; null if it would have gone on
 */
record Stream(List<Frame> frames, @Nullable WireException refusal) {
    /** Reads bytes, so many at a time. */
    static Stream read(byte[] bytes, WireLimits limits, int pieceBytes) {
        FrameDecoder decoder = new FrameDecoder(limits);
        List<Frame> frames = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; at += pieceBytes) {
                decoder.feed(ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at)));
                for (Optional<Frame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    frames.add(next.get());
                }
            }
            return new Stream(frames, null);
        } catch (WireException refused) {
            return new Stream(frames, refused);
        }
    }

    /** Its first frame, if that is a HELLO. */
    Optional<Frame.Hello> hello() {
        return frames.stream()
                .limit(1)
                .filter(Frame.Hello.class::isInstance)
                .map(Frame.Hello.class::cast)
                .findFirst();
    }

    /** Whether two readings came to the same. */
    boolean isLike(Stream other) {
        boolean sameEnd = (refusal == null || other.refusal == null)
                ? refusal == other.refusal
                : refusal.error() == other.refusal.error();
        return sameEnd && frames.equals(other.frames);
    }
}
