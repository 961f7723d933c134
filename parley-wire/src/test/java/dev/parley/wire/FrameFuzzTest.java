package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged frames: nothing but a refusal comes out, and what is accepted is a value like any other. */
class FrameFuzzTest {

    /** About two seconds on a slow machine; the full build takes its time. */
    private static final int INPUTS = Boolean.getBoolean("parley.full") ? 20_000_000 : 200_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void onlyRefusalsComeOutOfDamagedFrames(long seed) throws WireException {
        List<byte[]> seeds = new ArrayList<>();
        for (Frame frame : Samples.frames().values()) {
            seeds.add(FrameEncoder.bytesOf(frame));
        }
        Mutations mutations = new Mutations(seed, seeds);
        long accepted = 0;
        for (int i = 0; i < INPUTS; i++) {
            accepted += acceptedOf(mutations.next());
        }
        assertThat(accepted).as("the fuzzer also reaches what is accepted").isGreaterThan(INPUTS / 100);
    }

    /** The length field repaired, so that the damage is met behind it. */
    @Test
    void onlyRefusalsComeOutOfDamagedFramesOfTheRightLength() throws WireException {
        List<byte[]> seeds = new ArrayList<>();
        for (Frame frame : Samples.frames().values()) {
            seeds.add(FrameEncoder.bytesOf(frame));
        }
        Mutations mutations = new Mutations(3, seeds);
        long accepted = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            if (bytes.length >= Integer.BYTES) {
                BigEndian.putInt(bytes, 0, bytes.length - Integer.BYTES);
                accepted += acceptedOf(bytes);
            }
        }
        assertThat(accepted).isGreaterThan(INPUTS / 20);
    }

    private static int acceptedOf(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(bytes));
        int accepted = 0;
        try {
            for (Optional<Frame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                requireSameAgain(next.get());
                accepted++;
            }
        } catch (WireException refused) {
            return accepted;
        } catch (RuntimeException escaped) {
            throw new AssertionError(HexFormat.of().formatHex(bytes), escaped);
        }
        return accepted;
    }

    private static void requireSameAgain(Frame frame) throws WireException {
        FrameDecoder decoder = new FrameDecoder(WireLimits.defaults());
        decoder.feed(ByteBuffer.wrap(FrameEncoder.bytesOf(frame)));
        Frame again = decoder.next().orElseThrow();
        if (!again.equals(frame)) {
            throw new AssertionError(frame + " came back as " + again);
        }
    }
}
