package dev.parley.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameCountTest {
    private static final int[] LENGTHS = {5, 0, 1, 300, 0, 70_000, 4};

    @Test
    void countsEachFrameOnceHoweverItsBytesAreCut() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ByteBuffer bytes = frames();
            FrameCount count = new FrameCount();
            while (bytes.hasRemaining()) {
                ByteBuffer piece = bytes.slice(bytes.position(), 1 + random.nextInt(Math.min(9, bytes.remaining())));
                count.add(piece);
                bytes.position(bytes.position() + piece.remaining());
            }

            assertThat(count.frames()).isEqualTo(LENGTHS.length);
        }
    }

    @Test
    void countsManyFramesInOnePieceAndTakesNothingOfIt() {
        FrameCount count = new FrameCount();
        ByteBuffer bytes = frames();
        int before = bytes.remaining();
        count.add(bytes);

        assertThat(count.frames()).isEqualTo(LENGTHS.length);
        assertThat(bytes.remaining()).isEqualTo(before);
    }

    @Test
    void countsAFrameWhenItsLengthIsThereAndNotBefore() {
        FrameCount count = new FrameCount();
        count.add(ByteBuffer.wrap(new byte[] {0, 0, 0}));
        assertThat(count.frames()).isZero();
        count.add(ByteBuffer.wrap(new byte[] {2}));
        count.add(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0}));
        assertThat(count.frames()).isOne();
    }

    private static ByteBuffer frames() {
        ByteBuffer bytes = ByteBuffer.allocate(100_000);
        for (int length : LENGTHS) {
            bytes.putInt(length).put(new byte[length]);
        }
        return bytes.flip();
    }
}
