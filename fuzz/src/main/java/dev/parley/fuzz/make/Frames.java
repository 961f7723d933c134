package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameEncoder;
import dev.parley.wire.WireException;
import dev.parley.wire.WireRef;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** Streams of one to three frames, some of them broken, half of them written for a reader that interns. */
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
        FrameEncoder encoder = new FrameEncoder();
        if (chance.nextBoolean()) {
            encoder.intern();
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = chance.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            byte[] frame = frame(chance, encoder);
            stream.writeBytes(
                    chance.nextDouble() < soundShare
                            ? frame
                            : FrameDamage.broken(chance, frame, frame(chance, encoder)));
        }
        return stream.toByteArray();
    }

    private byte[] frame(RandomGenerator chance, FrameEncoder encoder) {
        return !seeds.isEmpty() && chance.nextDouble() > soundShare
                ? seeds.get(chance.nextInt(seeds.size()))
                : written(List.of(frames.frame(chance)), encoder);
    }

    /** A frame as bytes. */
    public static byte[] bytesOf(Frame frame) {
        return written(List.of(frame), new FrameEncoder());
    }

    /** Frames as the bytes that go on what this encoder wrote before. */
    public static byte[] written(List<Frame> frames, FrameEncoder encoder) {
        try {
            for (Frame frame : frames) {
                encoder.encode(frame);
            }
            return encoder.takeAll();
        } catch (WireException tooLarge) {
            throw new IllegalStateException("frames of a generator are small", tooLarge);
        }
    }
}
