package dev.parley.bench.far;

import dev.parley.bench.process.ChildJvm;
import dev.parley.bench.side.Side;
import dev.parley.bench.workload.WrongCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The other process of a workload: {@code FarMain WORKLOAD SIDE}. Reads what {@link FarProcess} writes, a line each,
 * and answers in lines on stdout.
 *
 * <p>Failure: ends at once when stdin ends, so that it never outlives who started it.
 */
public final class FarMain {
    static final String BEGIN = "begin";
    static final String COUNT = "count";
    static final String WRONG = "wrong";
    private static final int BROKEN = 1;

    private FarMain() {}

    /** Does its half, and ends with the last line. */
    public static void main(String[] args) throws IOException, InterruptedException {
        FarWorkload workload = FarWorkload.titled(args[0]).orElseThrow();
        Side side = Side.titled(args[1]).orElseThrow();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            FarHalf half = workload.far(side);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(answer(half, line));
                System.out.flush();
            }
        } catch (IOException | RuntimeException broken) {
            System.err.println(
                    "parley: " + workload.title() + " on " + side.title() + ", the other process: " + broken);
            Runtime.getRuntime().halt(BROKEN);
        }
        Runtime.getRuntime().halt(ChildJvm.ORPHANED);
    }

    private static String answer(FarHalf half, String line) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (words.getFirst().equals(BEGIN)) {
            return BEGIN + " " + String.join(" ", half.begin(words.subList(1, words.size())));
        }
        try {
            return COUNT + " " + half.counts().stream().map(String::valueOf).collect(Collectors.joining(" "));
        } catch (WrongCount wrong) {
            return WRONG + " " + wrong.getMessage();
        }
    }
}
