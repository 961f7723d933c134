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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * The other process of a workload: {@code FarMain WORKLOAD SIDE}. Reads what {@link FarProcess} writes, a line each,
 * and answers in lines on stdout.
 *
 * <p>Failure: ends at once when stdin ends, whatever it is at, so that it never outlives who started it.
 */
public final class FarMain {
    static final String BEGIN = "begin";
    static final String COUNT = "count";
    static final String WRONG = "wrong";
    private static final int BROKEN = 1;

    private FarMain() {}

    /** Does its half, and ends with the last line. */
    public static void main(String[] args) throws InterruptedException {
        FarWorkload workload = FarWorkload.titled(args[0]).orElseThrow();
        Side side = Side.titled(args[1]).orElseThrow();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("end-with-parent").start(() -> read(lines));
        try {
            FarHalf half = workload.far(side);
            while (true) {
                System.out.println(answer(half, lines.take()));
                System.out.flush();
            }
        } catch (IOException | RuntimeException | Error broken) {
            // threads of the side may live on
            System.err.println(
                    "parley: " + workload.title() + " on " + side.title() + ", the other process: " + broken);
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    /** On a thread of its own, because an answer may take its time, and may never come. */
    private static void read(BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            // as if it had ended
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
