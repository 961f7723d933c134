package dev.parley.fuzz;

import dev.parley.wire.WireBytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A number of inputs for one subject: what a finding is repeated by. All that happens in it comes from target, seed and
 * number.
 */
record Round(Target target, long seed, long number) {
    /** How a round went. */
    record Result(int inputs, int accepted, Optional<Report> finding) {}

    /** What is said about a finding. */
    record Report(Round round, int input, WireBytes bytes, Throwable what) {
        private static final int SHOWN_BYTES = 512;
        private static final int SHOWN_FRAMES = 12;

        String text() {
            String hex = HexFormat.of().formatHex(bytes.array(), 0, Math.min(SHOWN_BYTES, bytes.length()));
            return round.target.title() + ", input " + input + " of round " + round.number + " of seed " + round.seed
                    + ": " + what + System.lineSeparator() + "  its " + bytes.length() + " bytes: " + hex
                    + (bytes.length() > SHOWN_BYTES ? "…" : "") + System.lineSeparator() + "  again: "
                    + round.command() + stack();
        }

        /** Where it was thrown; a finding of a subject says enough. */
        private String stack() {
            if (what instanceof Finding) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            Arrays.stream(what.getStackTrace())
                    .limit(SHOWN_FRAMES)
                    .forEach(frame -> text.append(System.lineSeparator())
                            .append("    at ")
                            .append(frame));
            return text.toString();
        }
    }

    /** What repeats it. */
    String command() {
        return "./parley fuzz --target " + target.title() + " --seed " + seed + " --round " + number;
    }

    /** Runs it. */
    Result run(Maker maker) {
        SplittableRandom chance = chance();
        byte[] input = new byte[0];
        int accepted = 0;
        int inputs = 0;
        try {
            Subject subject = target.subject(chance.nextLong());
            while (inputs < target.inputsOfRound()) {
                input = maker.next(chance);
                inputs++;
                accepted += subject.take(input) == Subject.Verdict.ACCEPTED ? 1 : 0;
            }
            input = new byte[0];
            subject.end();
        } catch (RuntimeException | Error broken) {
            return new Result(inputs, accepted, Optional.of(new Report(this, inputs, WireBytes.of(input), broken)));
        }
        return new Result(inputs, accepted, Optional.empty());
    }

    /**
     * Seeds begin far apart, at a place that chance chooses. A generator goes on in steps of one constant: seeds that
     * are its multiples would all be one sequence, entered a little later each.
     */
    private SplittableRandom chance() {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }
}
