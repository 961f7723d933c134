package dev.parley.cli.chat;



import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Three members, two users who talk all the time, and something that goes wrong; many seeds each. */
class ChatScenarioTest {
    private static final int SEEDS = Boolean.getBoolean("parley.full")
            ? Integer.getInteger("parley.seeds", 2_000)
            : Integer.getInteger("parley.seeds", 50);
    private static final Duration PAUSE_BETWEEN_LINES = Duration.ofMillis(100);


    @Test
    void noLineIsLostOrDoubledWhenTheHostIsKilled() {
        forEachSeed(seed -> play(seed, 100, world -> {}, world -> world.simulation.crash("a")));
    }

    @Test
    void aHostThatStoodStillDoesNotSpeakForTheNewLife() {
        forEachSeed(seed -> play(
                seed, 180, world -> world.simulation.pause("a"), world -> world.simulation.resume("a")));
    }

    @Test
    void theMinorityOfACutFallsSilentAndComesBack() {
        forEachSeed(seed -> play(seed, 180, ChatScenarioTest::cutOff, world -> world.simulation.heal()));
    }

    @Test
    void aCutThatLeavesBothSidesAMajorityMakesNoSecondRoom() {
        forEachSeed(seed -> play(
                seed, 180, world -> world.simulation.cut("a", "b"), world -> world.simulation.heal()));
    }

    private static void cutOff(ChatWorld world) {
        world.simulation.cut("a", "b");
        world.simulation.cut("a", "c");
    }

    private static void play(long seed, int lines, Consumer<ChatWorld> harm, Consumer<ChatWorld> after) {
        try (ChatWorld world = new ChatWorld(seed, "a", "b", "c")) {
            User ada = world.user("ada", seed % 2 == 0 ? "a" : "b", "c", "b");
            User bob = world.user("bob", "c", "b");
            world.runUntilAllAreIn();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                if (i == 30) {
                    harm.accept(world);
                }
                if (i == 150 || lines < 150 && i == 40) {
                    after.accept(world);
                }
                texts.add(ada.say());
                texts.add(bob.say());
                world.run(PAUSE_BETWEEN_LINES);
            }
            world.runUntil(
                    () -> ada.texts().size() >= texts.size() && bob.texts().size() >= texts.size(),
                    "all " + texts.size() + " lines are seen; ada has " + ada.texts().size());
            world.run(Duration.ofSeconds(2));
            world.check(texts);
        }
    }

    private static void forEachSeed(LongConsumer scenario) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                scenario.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
