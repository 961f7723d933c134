package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import dev.parley.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** What somebody says from the first frame on, with some frames broken, left out, doubled or in the wrong place. */
public final class Transcripts implements Maker {
    private final List<List<byte[]>> transcripts;
    private final List<byte[]> others;
    private final FrameMaker frames;

    /** {@code transcripts}: correct ones; {@code others}: frames to borrow from. */
    public Transcripts(List<List<byte[]>> transcripts, List<byte[]> others) {
        this.transcripts = transcripts;
        this.others = others;
        this.frames = new FrameMaker(List.of(), List.<Frame.Body>of());
    }

    @Override
    public byte[] next(RandomGenerator chance) {
        List<byte[]> said = transcripts.get(chance.nextInt(transcripts.size()));
        int spoilt = chance.nextInt(said.size() + 1);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < said.size(); i++) {
            byte[] frame = said.get(i);
            if (i == spoilt || chance.nextInt(8) == 0) {
                spoil(chance, frame, stream);
            } else {
                stream.writeBytes(frame);
            }
        }
        return stream.toByteArray();
    }

    private void spoil(RandomGenerator chance, byte[] frame, ByteArrayOutputStream stream) {
        switch (chance.nextInt(8)) {
            case 0 -> {}
            case 1 -> {
                stream.writeBytes(frame);
                stream.writeBytes(frame);
            }
            case 2 -> {
                stream.writeBytes(other(chance));
                stream.writeBytes(frame);
            }
            case 3 -> stream.writeBytes(other(chance));
            default -> stream.writeBytes(FrameDamage.broken(chance, frame, other(chance)));
        }
    }

    private byte[] other(RandomGenerator chance) {
        return chance.nextBoolean() ? others.get(chance.nextInt(others.size())) : Frames.bytesOf(frames.frame(chance));
    }
}
