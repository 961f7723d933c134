package dev.parley.fuzz.subject;

import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Subject;
import dev.parley.fuzz.make.Frames;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireError;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The frame decoder. Promises: frames, or a refusal with a number that frames have; the same however the bytes are
 * split; memory in proportion to the bytes that came, not to those that were announced; what was accepted is written
 * as bytes that are read as the same frame and written as the same bytes, also where refs and names are interned.
 */
public final class FrameSubject implements Subject {
    private static final Set<WireError> REFUSALS = EnumSet.range(WireError.FRAME_TOO_LONG, WireError.TRAILING_BYTES);
    private static final WireLimits[] LIMITS = {
        WireLimits.defaults(), WireLimits.minimal(), WireLimits.beforeHandshake(), new WireLimits(64, 16, true)
    };

    /** A decoder that has read nothing remembers names and refs in tables of its own. */
    private static final long DECODER_BYTES = 8 << 10;

    private static final int BYTES_FOR_EACH = 64;

    private final Heap heap = new Heap(16);

    @Override
    public Verdict take(byte[] input) {
        int variant = Arrays.hashCode(input) & 0xFFFF;
        WireLimits limits = LIMITS[variant % 16 < 13 ? 0 : variant % 3 + 1];
        Stream whole = heap.watch(DECODER_BYTES + (long) BYTES_FOR_EACH * input.length, () -> read(input, limits));
        Stream pieces = Stream.read(input, limits, 1 + variant % 37);
        if (!whole.isLike(pieces)) {
            throw new Finding("in one piece: " + whole + ", in pieces: " + pieces);
        }
        whole.frames().forEach(FrameSubject::requireStable);
        requireInternable(whole.frames());
        return judged(whole);
    }

    private static Stream read(byte[] input, WireLimits limits) {
        return Stream.read(input, limits, Math.max(1, input.length));
    }

    private static Verdict judged(Stream stream) {
        WireException refusal = stream.refusal();
        if (refusal != null
                && !REFUSALS.contains(refusal.error())
                && refusal.error() != WireError.UNSUPPORTED_VERSION
                && refusal.error() != WireError.PAYLOAD_TOO_LARGE) {
            throw new Finding("frames are not refused for " + refusal.error(), refusal);
        }
        return stream.frames().isEmpty() ? Verdict.REFUSED : Verdict.ACCEPTED;
    }

    private static void requireInternable(List<Frame> frames) {
        FrameEncoder encoder = new FrameEncoder();
        encoder.intern();
        List<Frame> twice = new ArrayList<>(frames);
        twice.addAll(frames);
        Stream again = read(Frames.written(twice, encoder), WireLimits.defaults());
        if (!again.frames().equals(twice)) {
            throw new Finding(twice + ", interned, come back as " + again);
        }
    }

    /** Written and read again it is the same, and so are its bytes. */
    static void requireStable(Frame frame) {
        byte[] bytes = Frames.bytesOf(frame);
        Stream again = read(bytes, WireLimits.defaults());
        if (!again.frames().equals(List.of(frame))) {
            throw new Finding(frame + " comes back as " + again);
        }
        if (!Arrays.equals(bytes, Frames.bytesOf(again.frames().getFirst()))) {
            throw new Finding(frame + " is written in two ways");
        }
    }
}
