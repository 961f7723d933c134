package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import java.util.random.RandomGenerator;

/** Frames behind a byte that says on which connection of a link they come. */
public final class PeerTalk implements Maker {
    private final Frames frames;

    /** What is talked. */
    public PeerTalk(Frames frames) {
        this.frames = frames;
    }

    @Override
    public byte[] next(RandomGenerator chance) {
        return Damage.spliced(frames.next(chance), 0, 0, new byte[] {(byte) chance.nextInt(2)});
    }
}
