package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.DropReason;
import dev.parley.testkit.FreePorts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two processes with the usual limits: one offers an actor of the other more than ten times what it can handle. */
@EnabledOnOs(OS.LINUX)
class FastProducerTest {
    /** After these all that may be kept is full: three quarters of a mailbox here, half of the link's budget there. */
    private static final int FILLING_SECONDS = 8;

    private static final int SECONDS = Boolean.getBoolean("parley.full") ? 60 : 12;

    /** What a mailbox may hold, which fills and empties between two looks; a leak would be gigabytes. */
    private static final long MORE_BYTES = 64L << 20;

    private static final long MOST_BYTES = 128L << 20;
    private static final long SLOWEST_MILLIS = 5_000;

    private final List<Map<String, Long>> slowLooks = new ArrayList<>();
    private final List<Map<String, Long>> hastyLooks = new ArrayList<>();

    private static Map<String, Long> look(Running process) throws Exception {
        int before = process.out().texts().size();
        process.type("look");
        process.out().awaitAll("a look", seconds(60), all -> all.size() > before);
        String[] words = process.out().texts().get(before).split(" ", -1);
        Map<String, Long> figures = new TreeMap<>();
        for (int i = 0; i < words.length; i += 2) {
            figures.put(words[i], Long.parseLong(words[i + 1]));
        }
        return figures;
    }

    private static long of(Map<String, Long> figures, String name) {
        return figures.getOrDefault(name, -1L);
    }

    @Test
    void isHeldBackForAMinuteInFlatMemoryWhileOthersTalkAndNobodyIsTakenForDead() throws Exception {
        List<Integer> ports = FreePorts.choose(2);
        String address = "127.0.0.1:" + ports.get(0);
        try (Running slow = Running.startMain(SlowNode.class, address)) {
            slow.out().await("its ready line", seconds(60), "ready"::equals);
            try (Running hasty = Running.startMain(HastyNode.class, "127.0.0.1:" + ports.get(1), address)) {
                hasty.out().await("its ready line", seconds(60), "ready"::equals);
                hasty.type("begin");
                hasty.awaitNoEnd(seconds(FILLING_SECONDS));
                for (int second = FILLING_SECONDS; second < SECONDS; second += 2) {
                    slowLooks.add(look(slow));
                    hastyLooks.add(look(hasty));
                    hasty.awaitNoEnd(seconds(2));
                }
                slowLooks.add(look(slow));
                hastyLooks.add(look(hasty));
                hasty.type("end");
                slow.type("hurry");
                Map<String, Long> end = settled(slow, hasty);
                IO.println("in " + SECONDS + " s, there " + slowLooks.getLast() + ", here " + hastyLooks.getLast()
                        + "; in the end " + end);
                assertFlat(slowLooks);
                assertFlat(hastyLooks);
                assertKept(end, complaints(hasty));
            }
        }
    }

    /** What both say when nothing waits any more and the books are made. */
    private static Map<String, Long> settled(Running slow, Running hasty) throws Exception {
        long deadline = System.nanoTime() + seconds(60).toNanos();
        while (true) {
            Map<String, Long> there = look(slow);
            Map<String, Long> here = look(hasty);
            boolean accounted =
                    of(there, "handled") + of(there, "refused") + of(here, "refused") == of(here, "offered");
            if ((accounted && of(here, "queued") == 0) || System.nanoTime() > deadline) {
                here.put("handled", of(there, "handled"));
                here.put("failed", of(there, "failed"));
                here.put("refused there", of(there, "refused"));
                return here;
            }
            hasty.awaitNoEnd(seconds(1));
        }
    }

    /** Neither side keeps more and more, though a mailbox fills and empties. */
    private static void assertFlat(List<Map<String, Long>> looks) {
        List<Long> heaps = looks.stream().map(look -> of(look, "heap")).toList();
        long first = Collections.max(heaps.subList(0, heaps.size() / 2));
        long second = Collections.max(heaps.subList(heaps.size() / 2, heaps.size()));
        assertThat(second - first).as("bytes more: %s", heaps).isLessThan(MORE_BYTES);
        assertThat(heaps).as("bytes").allMatch(heap -> heap < MOST_BYTES);
    }

    /** Lines in its log about messages that found the mailbox full: those that left before it was to hold back. */
    private static long complaints(Running hasty) {
        return hasty.err().texts().stream()
                .filter(line -> line.contains(DropReason.MAILBOX_FULL.sentence()))
                .count();
    }

    private void assertKept(Map<String, Long> end, long complaints) {
        long handledBefore = of(slowLooks.getLast(), "handled");
        assertThat(of(hastyLooks.getLast(), "offered")).as("ten times as fast").isGreaterThan(10 * handledBefore);
        assertThat(of(end, "handled") + of(end, "refused there") + of(end, "refused"))
                .as("what became of each message: %s", end)
                .isEqualTo(of(end, "offered"));
        assertThat(of(end, "offered") - of(end, "taken"))
                .as("offers that said no")
                .isPositive();
        assertThat(of(end, "offered") - of(end, "taken") + of(end, "letters"))
                .as("what the sender was told, at once or by a dead letter")
                .isEqualTo(of(end, "refused"));
        if (of(end, "refused there") > 0) {
            assertThat(complaints).as("what its log says of the others").isPositive();
        }
        assertThat(end).as("in order, none lost, nobody dead").containsEntry("failed", 0L);
        assertThat(end).containsEntry("lost", 0L).containsEntry("deaths", 0L).containsEntry("queued", 0L);
        assertThat(of(end, "requests")).as("requests meanwhile").isGreaterThan(10L * SECONDS);
        assertThat(of(end, "slowest")).as("milliseconds of the slowest").isLessThan(SLOWEST_MILLIS);
    }
}
