package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.simulation.Episode;
import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * Three members, two users who talk all the time, and something that goes wrong: every user sees every line exactly
 * once, each life of the room has one node, and places grow. The room begins on {@code a}.
 */
class ChatScenarioTest {
    private static final int SEEDS =
            Integer.getInteger("parley.seeds", Boolean.getBoolean("parley.full") ? 2_000 : 200);
    private static final Duration BETWEEN_LINES = Duration.ofMillis(100);
    private static final Duration HARM = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(12);

    /** All but those that take a process its memory. */
    private static final Set<FaultKind> FORGETTING_NOTHING =
            EnumSet.complementOf(EnumSet.of(FaultKind.CRASH, FaultKind.RESTART));

    private static final Duration SIGHT_OF_A_NEW_LIFE = Duration.ofSeconds(8);

    @Test
    void noLineIsLostOrDoubledWhenTheHostIsKilled() {
        FaultPlan plan = FaultPlan.of(Episode.at(HARM, new Fault.Crash("a")));
        forEachSeed(SEEDS, seed -> assertMovesOnce(play(seed, 100, plan)));
    }

    @Test
    void aHostThatStoodStillDoesNotSpeakForTheNewLife() {
        FaultPlan plan = FaultPlan.of(new Episode(HARM, LONG, new Fault.Pause("a")));
        forEachSeed(SEEDS, seed -> assertMovesOnce(play(seed, 180, plan)));
    }

    @Test
    void theMinorityOfACutFallsSilentAndComesBack() {
        FaultPlan plan = FaultPlan.of(
                new Episode(HARM, LONG, new Fault.Cut("a", "b")), new Episode(HARM, LONG, new Fault.Cut("a", "c")));
        forEachSeed(SEEDS, seed -> assertMovesOnce(play(seed, 180, plan)));
    }

    @Test
    void aCutThatLeavesBothSidesAMajorityMakesNoSecondRoom() {
        FaultPlan plan = FaultPlan.of(new Episode(HARM, LONG, new Fault.Cut("a", "b")));
        forEachSeed(
                SEEDS, seed -> assertThat(play(seed, 180, plan).beginOfLife()).hasSize(1));
    }

    @Test
    void membersAreRestartedInTurn() {
        List<Episode> restarts = new ArrayList<>();
        Duration at = HARM;
        for (String member : List.of("a", "b", "c")) {
            restarts.add(new Episode(at, Duration.ofSeconds(1), new Fault.Crash(member)));
            at = at.plus(LONG);
        }
        forEachSeed(SEEDS / 4, seed -> play(seed, 400, new FaultPlan(restarts)));
    }

    @Test
    void anythingButForgettingMayHappen() {
        forEachSeed(SEEDS / 2, seed -> {
            FaultPlan amongMembers =
                    FaultPlan.random(seed, List.of("a", "b", "c"), Duration.ofSeconds(20), FORGETTING_NOTHING);
            FaultPlan everywhere = FaultPlan.random(
                    -seed,
                    List.of("a", "b", "c", "host-of-token-of-ada", "host-of-token-of-bob"),
                    Duration.ofSeconds(20),
                    FORGETTING_NOTHING);
            play(seed, 200, amongMembers.and(everywhere));
        });
    }

    /** Returns the user who is never on {@code a}. */
    private static User play(long seed, int lines, FaultPlan plan) {
        try (ChatWorld world = new ChatWorld(seed, "a", "b", "c")) {
            User ada = world.user("ada", seed % 2 == 0 ? "a" : "b", "c", "b");
            User bob = world.user("bob", "c", "b");
            world.runUntilAllAreIn();
            world.simulation.schedule(plan);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                texts.add(ada.say());
                texts.add(bob.say());
                world.run(BETWEEN_LINES);
            }
            world.runUntilAllHaveSeen(texts.size());
            world.check(texts);
            return bob;
        }
    }

    /** The second life begins soon after the harm, and is the last. */
    private static void assertMovesOnce(User user) {
        assertThat(user.beginOfLife()).hasSize(2);
        List<Duration> begins = List.copyOf(user.beginOfLife().values());
        assertThat(begins.getLast()).isLessThan(begins.getFirst().plus(HARM).plus(SIGHT_OF_A_NEW_LIFE));
    }

    private static void forEachSeed(int seeds, LongConsumer scenario) {
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                scenario.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
