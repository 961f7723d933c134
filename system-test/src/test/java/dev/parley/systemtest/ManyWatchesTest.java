package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.FreePorts;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Very many watches of actors on one peer, which is then killed: every one hears of it, once. */
class ManyWatchesTest {
    private static final int ACTORS = Boolean.getBoolean("parley.full") ? 10_000 : 5_000;
    private static final int WATCHERS = Boolean.getBoolean("parley.full") ? 100 : 20;
    private static final Pattern FIGURES =
            Pattern.compile("millis (\\d+) heap (\\d+) (\\d+) (\\d+) twice (\\d+) otherwise (\\d+) more (\\d+)");
    private static final long MOST_BYTES_A_WATCH = 600;
    private static final long MOST_BYTES_LEFT = 16L << 20;

    @Test
    void everyoneWhoWatchesHearsOnceThatThePeerWasKilled() throws Exception {
        List<Integer> ports = FreePorts.choose(2);
        String watched = "127.0.0.1:" + ports.get(0);
        String watching = "127.0.0.1:" + ports.get(1);
        try (Running peer = Running.startMain(WatchedNode.class, watched, Integer.toString(ACTORS))) {
            peer.out().await("its ready line", seconds(60), "ready"::equals);
            try (Running home = Running.startMain(
                    WatchingNode.class, watching, watched, Integer.toString(WATCHERS), Integer.toString(ACTORS))) {
                home.out().await("that all are known", seconds(300), "watching"::equals);
                peer.signal("KILL");
                home.type("killed");
                String line = home.out()
                        .await("what came of it", seconds(300), text -> text.startsWith("millis "))
                        .text();
                assertFits(line);
            }
        }
    }

    private static void assertFits(String line) {
        Matcher figures = FIGURES.matcher(line);
        assertThat(figures.matches()).as(line).isTrue();
        long before = Long.parseLong(figures.group(2));
        long during = Long.parseLong(figures.group(3));
        long after = Long.parseLong(figures.group(4));
        assertThat(List.of(figures.group(5), figures.group(6), figures.group(7)))
                .as("ends heard twice, with another reason, or too many: " + line)
                .containsOnly("0");
        assertThat((during - before) / ((long) ACTORS * WATCHERS))
                .as("bytes a watch: " + line)
                .isLessThan(MOST_BYTES_A_WATCH);
        assertThat(after - before).as("bytes that are left: " + line).isLessThan(MOST_BYTES_LEFT);
    }
}
