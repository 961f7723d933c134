package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The command {@code parley simulate}, as people and scripts use it. */
class SimulateTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LONG_LIMIT = Duration.ofMinutes(45);
    private static final Pattern SUMMARY = Pattern.compile(
            "\\{\"seeds\":(\\d+),\"simulatedSeconds\":([\\d.E]+),\"violations\":\\[(.*)],\"hash\":\"([0-9a-f]{16})\"}");

    @Test
    void aCampaignGivesOneHashHoweverManyProcessesShareIt() throws Exception {
        Matcher alone = summary("--scenario", "supervision", "--seeds", "66", "--json", "--processes", "1");
        Matcher shared = summary("--scenario", "supervision", "--seeds", "66", "--json", "--processes", "3");

        assertThat(alone.group(1)).isEqualTo("66");
        assertThat(Double.parseDouble(alone.group(2))).isGreaterThan(66 * 20);
        assertThat(alone.group(3)).isEmpty();
        assertThat(shared.group(4)).isEqualTo(alone.group(4));
    }

    @Test
    void aPlantedBugIsFoundAndPrintedReadyToBeMended() throws Exception {
        Running simulate = Running.start("simulate", "--planted", "restart-leaves-children", "--seeds", "100");
        int code = simulate.awaitExit(LIMIT);
        List<String> out = simulate.out().texts();

        assertThat(code).as(String.join("\n", out)).isZero();
        assertThat(out)
                .anyMatch(line -> line.startsWith("restart-leaves-children: seed "))
                .anyMatch(line -> line.matches(
                        "  \\./parley simulate --scenario supervision --seed \\d+ --planted restart-leaves-children"))
                .contains("    @Test", "        Seeds.replay(trial, TreesScenario::play);")
                .anyMatch(line -> line.startsWith("what happened before"))
                .contains("1 of 1 planted bugs found");
    }

    @Test
    void theCommandOfAReportFindsItAgain() throws Exception {
        Running found = Running.start("simulate", "--planted", "watchers-untold", "--seeds", "100");
        assertThat(found.awaitExit(LIMIT)).isZero();
        String again = found.out().texts().stream()
                .filter(line -> line.startsWith("  ./parley simulate "))
                .findFirst()
                .orElseThrow()
                .substring("  ./parley ".length());

        Running repeated = Running.start(again.split(" "));
        assertThat(repeated.awaitExit(LIMIT)).isZero();
        assertThat(repeated.out().texts()).anyMatch(line -> line.startsWith("watchers-untold: seed "));
    }

    @Test
    void theNumberOfMembersReachesEveryProcessAndIsInTheCommandOfAReport() throws Exception {
        Running found = Running.start(
                "simulate", "--planted", "messages-vanish", "--seeds", "4", "--nodes", "7", "--processes", "2");

        assertThat(found.awaitExit(LIMIT)).isZero();
        assertThat(found.out().texts())
                .anyMatch(line -> line.matches(
                        "  \\./parley simulate --scenario links --seed \\d+ --nodes 7 --planted messages-vanish"));
    }

    @Test
    void stopsWhenNobodyReadsOn() throws Exception {
        String scenarios = String.join(",", Collections.nCopies(100, "supervision"));
        try (Running simulate =
                Running.startReadBy("head -n 1", "simulate", "--scenario", scenarios, "--seeds", "20")) {
            assertThat(simulate.awaitExit(LIMIT)).isEqualTo(1);
            assertThat(simulate.out().texts()).hasSize(1).allMatch(line -> line.startsWith("supervision: 20 seeds"));
            assertThat(simulate.err().texts()).endsWith("parley: nobody reads stdout any more");
        }
    }

    @Test
    void saysInOneLineThatOneOfItsProcessesHasEndedAndWaitsForNoOther() throws Exception {
        try (Running simulate =
                Running.start("simulate", "--scenario", "supervision", "--seeds", "1000000000", "--processes", "2")) {
            simulate.err().await("its progress", LIMIT, line -> line.startsWith("supervision: "));
            List<ProcessHandle> shards =
                    ProcessHandle.of(simulate.pid()).orElseThrow().children().toList();
            assertThat(shards).hasSize(2);

            Running.signal("KILL", shards.getFirst().pid());

            assertThat(simulate.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(simulate.err().texts().getLast())
                    .startsWith("parley: a simulating process ended early, with exit code 137");
            assertThat(shards).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void leavesNothingBehindWhenItIsKilledInTheMiddleOfALongSeed() throws Exception {
        try (Running simulate = Running.start(
                "simulate", "--scenario", "links", "--nodes", "100", "--seconds", "3600", "--seed", "1")) {
            simulate.err().await("its progress", LIMIT, line -> line.startsWith("links: 0 seeds"));
            List<ProcessHandle> shards =
                    ProcessHandle.of(simulate.pid()).orElseThrow().children().toList();
            assertThat(shards).hasSize(1);

            simulate.signal("KILL");

            try {
                shards.getFirst().onExit().get(20, TimeUnit.SECONDS);
            } finally {
                shards.getFirst().destroyForcibly();
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.full", matches = "true")
    void everyScenarioHoldsForThousandsOfSeeds() throws Exception {
        Running simulate = Running.start("simulate", "--from", "1001", "--seeds", "2000");
        int code = simulate.awaitExit(LONG_LIMIT);

        assertThat(code).as(String.join("\n", simulate.out().texts())).isZero();
        assertThat(simulate.out().texts()).hasSize(4).allMatch(line -> line.endsWith("no violation"));
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.full", matches = "true")
    void everyPlantedBugIsFound() throws Exception {
        Running simulate = Running.start("simulate", "--planted", "all");
        int code = simulate.awaitExit(LONG_LIMIT);

        assertThat(code).as(String.join("\n", simulate.out().texts())).isZero();
    }

    private static Matcher summary(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "simulate";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Running simulate = Running.start(command);
        assertThat(simulate.awaitExit(LIMIT)).isZero();
        assertThat(simulate.out().texts()).hasSize(1);
        Matcher summary = SUMMARY.matcher(simulate.out().texts().getFirst());
        assertThat(summary.matches()).as(simulate.out().texts().getFirst()).isTrue();
        return summary;
    }
}
