package dev.parley.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The entry for a coverage-guided engine: it looks for a method of this name. Which target is meant says the system
 * property {@value #TARGET}.
 */
public final class CoverageGuided {
    /** The property that names the target. */
    public static final String TARGET = "parley.fuzz.target";

    private static final int INPUTS_OF_A_LIFE = 250;

    private static final Target MEANT = meant();
    private static Subject subject = MEANT.subject(2);
    private static int inputs;

    private CoverageGuided() {}

    private static Target meant() {
        String title = System.getProperty(TARGET, "frames");
        return Target.titled(title).orElseThrow(() -> new IllegalArgumentException("no target " + title));
    }

    /** One input. Frames are given once more with a length that fits, because an engine rarely guesses it. */
    public static void fuzzerTestOneInput(byte[] input) {
        inputs++;
        if (inputs % INPUTS_OF_A_LIFE == 0) {
            subject.end();
            subject = MEANT.subject(inputs * 2L);
        }
        subject.take(input);
        if (MEANT == Target.FRAMES && input.length >= Integer.BYTES) {
            byte[] fitted = Arrays.copyOf(input, input.length);
            ByteBuffer.wrap(fitted).putInt(0, input.length - Integer.BYTES);
            subject.take(fitted);
        }
    }
}
