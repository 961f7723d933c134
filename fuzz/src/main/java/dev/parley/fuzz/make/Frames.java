package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireException;
import dev.parley.wire.WireRef;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** Streams of one to three frames, some of them broken. */
public final class Frames implements Maker {
    private final List<byte[]> seeds;
    private final FrameMaker frames;
    private final double soundShare;

    /** Mostly broken frames; {@code seeds} are some to break. */
    public Frames(List<byte[]> seeds) {
        this(seeds, List.of(), List.of(), 0.125);
    }

    /** {@code refs} and {@code bodies} are what new frames speak of; so large a share of them stays as it is. */
    public Frames(List<byte[]> seeds, List<WireRef> refs, List<Frame.Body> bodies, double soundShare) {
        this.seeds = seeds;
        this.soundShare = soundShare;
        this.frames = new FrameMaker(refs, bodies);
    }

    @Override
    public byte[] next(RandomGenerator chance) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = chance.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            byte[] frame = frame(chance);
            stream.writeBytes(
                    chance.nextDouble() < soundShare ? frame : FrameDamage.broken(chance, frame, frame(chance)));
        }
        return stream.toByteArray();
    }

    private byte[] frame(RandomGenerator chance) {
        return !seeds.isEmpty() && chance.nextDouble() > soundShare
                ? seeds.get(chance.nextInt(seeds.size()))
                : bytesOf(frames.frame(chance));
    }

    /** A frame as bytes. */
    public static byte[] bytesOf(Frame frame) {
        try {
            return FrameEncoder.bytesOf(frame);
        } catch (WireException tooLarge) {
            throw new IllegalStateException("frames of a generator are small", tooLarge);
        }
    }
}
