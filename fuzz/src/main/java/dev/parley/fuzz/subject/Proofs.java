package dev.parley.fuzz.subject;

import dev.parley.fuzz.make.Frames;
import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Cuts an input where its frames end, and puts right proofs where the input asks for them: what a thief of the key
 * could say is fuzzed too, and a generator cannot know the node's nonce.
 */
final class Proofs {
    private boolean given;

    /** Whether a right proof was put in. */
    boolean given() {
        return given;
    }

    /** The input in pieces: its frames, and what is left at the end. */
    static List<byte[]> pieces(byte[] input) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        while (input.length - at >= Integer.BYTES) {
            long length = Integer.toUnsignedLong(
                    ByteBuffer.wrap(input, at, Integer.BYTES).getInt());
            if (length > input.length - at - Integer.BYTES) {
                break;
            }
            int end = at + Integer.BYTES + (int) length;
            pieces.add(Arrays.copyOfRange(input, at, end));
            at = end;
        }
        pieces.add(Arrays.copyOfRange(input, at, input.length));
        return pieces;
    }

    /** The piece, or if it is a HELLO that asks for a proof, the HELLO that {@code prove} makes of it. */
    byte[] proven(byte[] piece, UnaryOperator<Frame.Hello> prove) {
        Stream read = Stream.read(piece, WireLimits.defaults(), Math.max(1, piece.length));
        if (read.frames().isEmpty() || !(read.frames().getFirst() instanceof Frame.Hello hello)) {
            return piece;
        }
        if (!hello.challenge().proof().equals(Victim.TO_BE_PROVEN)) {
            return piece;
        }
        given = true;
        return Frames.bytesOf(prove.apply(hello.proven(WireBytes.EMPTY)));
    }
}
