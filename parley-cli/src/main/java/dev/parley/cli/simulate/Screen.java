package dev.parley.cli.simulate;

import dev.parley.cli.options.Exit;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people see of a campaign: a progress line on stderr while it runs, results on stdout; or one JSON object on
 * stdout at the end.
 *
 * <p>Threading: one thread, beside that of the progress line.
 */
final class Screen {
    private static final String ERASE_REST = "\u001b[K";
    private static final int PERIOD_ON_TERMINAL_SECONDS = 1;
    private static final int PERIOD_ELSEWHERE_SECONDS = 10;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean terminal =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private final List<Shown> shown = new ArrayList<>();

    private record Shown(String scenario, Tally tally) {}

    Screen(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** The progress line of a campaign, until it is closed. */
    final class ProgressLine implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("progress").factory());
        private final ScheduledFuture<?> ticks;
        private final String what;
        private final Tally tally;
        private final long beginNanos = System.nanoTime();

        private ProgressLine(String what, Tally tally) {
            this.what = what;
            this.tally = tally;
            int period = terminal ? PERIOD_ON_TERMINAL_SECONDS : PERIOD_ELSEWHERE_SECONDS;
            ticks = clock.scheduleAtFixedRate(this::print, period, period, TimeUnit.SECONDS);
        }

        private void print() {
            String line = what + ": " + summary(tally, System.nanoTime() - beginNanos);
            if (terminal) {
                err.print("\r" + line + ERASE_REST);
                err.flush();
            } else {
                err.println(line);
            }
        }

        @Override
        public void close() {
            ticks.cancel(false);
            clock.shutdownNow();
            if (terminal) {
                err.print("\r" + ERASE_REST);
                err.flush();
            }
            if (!json) {
                out.println(what + ": " + summary(tally, System.nanoTime() - beginNanos));
            }
        }
    }

    ProgressLine follow(String what, Tally tally) {
        return new ProgressLine(what, tally);
    }

    private static String summary(Tally tally, long nanos) {
        double seconds = nanos / 1e9;
        int found = tally.found().size();
        return String.format(
                Locale.ROOT,
                "%,d seeds, %.2f simulated hours, %.1f seeds/s, %,.0f simulated s/s, %s",
                tally.seeds(),
                tally.simulatedSeconds() / 3_600,
                tally.seeds() / seconds,
                tally.simulatedSeconds() / seconds,
                tally.seeds() == 0
                        ? "nothing was tried"
                        : found == 0 ? "no violation" : found == 1 ? "1 violation" : found + " violations");
    }

    /** What a campaign has found, for the JSON object alone. */
    void keep(String scenario, Tally tally) {
        shown.add(new Shown(scenario, tally));
    }

    /** What a campaign has found. */
    void show(String scenario, Tally tally) {
        keep(scenario, tally);
        if (json) {
            return;
        }
        for (ShardMessage.Found found : tally.found()) {
            out.println();
            out.println(
                    found.report().isEmpty()
                            ? scenario + ": seed " + found.seed() + " fails in the same way: " + found.kind()
                            : found.report());
        }
    }

    /** What has been shown so far had a reader, or there is no sense in going on. */
    void requireReader() throws IOException {
        if (out.checkError()) {
            throw new IOException(Exit.UNREAD);
        }
    }

    /** A line of plain text, which is left out where JSON is wanted. */
    void say(String line) {
        if (!json) {
            out.println(line);
        }
    }

    /** The JSON object, where it is wanted. */
    void end() {
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(summary()));
        }
    }

    private Summary summary() {
        long seeds = 0;
        double simulated = 0;
        long hash = 0;
        List<Summary.Violation> violations = new ArrayList<>();
        for (Shown campaign : shown) {
            seeds += campaign.tally().seeds();
            simulated += campaign.tally().simulatedSeconds();
            hash += campaign.tally().hash();
            for (ShardMessage.Found found : campaign.tally().found()) {
                violations.add(new Summary.Violation(campaign.scenario(), found.seed(), found.kind(), found.plan()));
            }
        }
        return new Summary(seeds, simulated, violations, String.format(Locale.ROOT, "%016x", hash));
    }

    /** The JSON object; the hash is hexadecimal. */
    private record Summary(long seeds, double simulatedSeconds, List<Violation> violations, String hash) {
        private record Violation(String scenario, long seed, String kind, String plan) {}
    }
}
