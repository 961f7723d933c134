package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerSnapshot;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Speakers at {@code a}, each of which takes one lane to a hall at {@code b}. */
class SeveralLanesTest {
    private static final int SPEAKERS = 12;

    sealed interface Cmd {}

    /** Says so many words with so many bytes more each, and ends after the last if it is told to. */
    record Speak(ActorRef<Cmd> to, int words, int ballast, boolean ends) implements Cmd {}

    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Word(int speaker, int number, byte[] ballast) implements Cmd {}

    record Watch(int speaker, ActorRef<Cmd> ref) implements Cmd {}

    record Ended(int speaker) implements Cmd {}

    /** One line of what the hall hears; the end of a speaker is number 0. */
    record Line(int speaker, int number) {}

    private static final class Speaker implements Actor<Cmd> {
        private final int self;
        private int said;

        Speaker(int self) {
            this.self = self;
        }

        @Override
        public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
            if (message instanceof Speak speak) {
                for (int i = 0; i < speak.words(); i++) {
                    said++;
                    speak.to().tell(new Word(self, said, new byte[speak.ballast()]));
                }
                if (speak.ends()) {
                    ctx.stop();
                }
            }
        }
    }

    private static final class Hall implements Actor<Cmd> {
        private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
            switch (message) {
                case Word word -> lines.add(new Line(word.speaker(), word.number()));
                case Watch(int speaker, ActorRef<Cmd> ref) -> ctx.watch(ref, _ -> new Ended(speaker));
                case Ended(int speaker) -> lines.add(new Line(speaker, 0));
                case Speak _ -> {}
            }
        }

        private List<Integer> of(int speaker) {
            return List.copyOf(lines).stream()
                    .filter(line -> line.speaker() == speaker)
                    .map(Line::number)
                    .toList();
        }
    }

    private final Hall hall = new Hall();
    private final List<ActorRef<Cmd>> speakers = new ArrayList<>();

    /** What the speakers have for the hall. */
    private ActorRef<Cmd> open(Town town, int lanesOfA, int lanesOfB) {
        hall.lines.clear();
        speakers.clear();
        town.member("a", config -> lanes(config, lanesOfA));
        town.member("b", config -> lanes(config, lanesOfB));
        ActorRef<Cmd> atHome = town.node("b").system().spawn("hall", () -> hall);
        town.node("b").export("hall", Cmd.class, atHome);
        for (int i = 0; i < SPEAKERS; i++) {
            int self = i;
            ActorRef<Cmd> speaker = town.node("a").system().spawn("speaker-" + i, () -> new Speaker(self));
            town.node("a").export("speaker-" + i, Cmd.class, speaker);
            speakers.add(speaker);
            atHome.tell(new Watch(i, town.node("b").at(speaker.address(), Cmd.class)));
        }
        town.until("the link is up", () -> !town.node("a").peers().isEmpty());
        town.untilSettled("a", "b");
        return town.node("a").at(atHome.address(), Cmd.class);
    }

    private static NodeConfig lanes(NodeConfig config, int lanes) {
        return config.withLinks(config.links().withLanes(lanes));
    }

    private static List<Integer> upTo(int words) {
        return IntStream.rangeClosed(1, words).boxed().toList();
    }

    /** How many of the others are heard before all the large words of the first. */
    private int heardBeforeTheLargeWords(int lanes) {
        Town town = new Town(Simulation.of(7));
        ActorRef<Cmd> to = open(town, lanes, lanes);
        speakers.getFirst().tell(new Speak(to, 40, 1 << 20, false));
        town.until("some large words have left", () -> town.peer("a", "b").sent() > 2);
        speakers.subList(1, SPEAKERS).forEach(speaker -> speaker.tell(new Speak(to, 1, 0, false)));
        town.until("all is heard", () -> hall.lines.size() == 40 + SPEAKERS - 1);
        int lastLarge = hall.lines.indexOf(new Line(0, 40));
        return (int) hall.lines.subList(0, lastLarge).stream()
                .filter(line -> line.speaker() > 0)
                .count();
    }

    @Test
    void letsOthersPassASpeakerOfLargeWords() {
        assertThat(heardBeforeTheLargeWords(1)).as("on one lane").isZero();
        assertThat(heardBeforeTheLargeWords(2)).as("on two lanes").isEqualTo(SPEAKERS - 1);
    }

    @Test
    void hasAsManyLanesAsTheSideThatWouldHaveFewer() {
        Town town = new Town(Simulation.of(8));
        ActorRef<Cmd> to = open(town, 8, 3);
        speakers.forEach(speaker -> speaker.tell(new Speak(to, 100, 0, false)));
        town.until("all is heard", () -> hall.lines.size() == 100 * SPEAKERS);
        IntStream.range(0, SPEAKERS)
                .forEach(speaker -> assertThat(hall.of(speaker)).isEqualTo(upTo(100)));
        town.untilSettled("a", "b");
    }

    @Test
    void keepsTheOrderOfEachSpeakerAndCountsEachLossWhileConnectionsAreReset() {
        Seeds.forEach(this::keepsOrderOverResets, 20);
    }

    private void keepsOrderOverResets(Simulation simulation) {
        Town town = new Town(simulation);
        ActorRef<Cmd> to = open(town, 4, 4);
        for (int round = 0; round < 10; round++) {
            speakers.forEach(speaker -> speaker.tell(new Speak(to, 20, 2_000, false)));
            town.run(Duration.ofMillis(5));
            if (round % 3 == 1) {
                simulation.reset("a", "b");
            }
        }
        town.untilSettled("a", "b");
        PeerSnapshot sent = town.peer("a", "b");
        town.until(
                "all that came is handled",
                () -> hall.lines.size() == town.peer("b", "a").received());
        assertThat(hall.lines.size() + sent.lost()).isEqualTo(10 * 20 * SPEAKERS);
        IntStream.range(0, SPEAKERS)
                .forEach(speaker -> assertThat(hall.of(speaker)).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void keepsTheOrderOfSpeakersThatChangeTheirLane() {
        Seeds.forEach(this::keepsOrderOverChanges, 40);
    }

    /** Each says small and large words in turns, with rests in which it goes back. */
    private void keepsOrderOverChanges(Simulation simulation) {
        Town town = new Town(simulation);
        ActorRef<Cmd> to = open(town, 2 + (int) (simulation.seed() % 3), 4);
        for (int round = 0; round < 9; round++) {
            for (ActorRef<Cmd> speaker : speakers) {
                speaker.tell(new Speak(to, 3, 0, false));
                speaker.tell(new Speak(to, 1, 70_000, false));
                speaker.tell(new Speak(to, 3, 0, false));
            }
            town.run(Duration.ofMillis(round % 3 == 2 ? 4_000 : 5));
            if (round % 4 == 1) {
                simulation.reset("a", "b");
            }
        }
        town.untilSettled("a", "b");
        town.until(
                "all that came is handled",
                () -> hall.lines.size() == town.peer("b", "a").received());
        assertThat(hall.lines.size() + town.peer("a", "b").lost()).isEqualTo(9 * 7 * SPEAKERS);
        IntStream.range(0, SPEAKERS)
                .forEach(speaker -> assertThat(hall.of(speaker)).isSorted().doesNotHaveDuplicates());
    }

    @Test
    void letsASpeakerOfALargeWordPassOthersAgainWhenItHasCome() {
        Town town = new Town(Simulation.of(9));
        ActorRef<Cmd> to = open(town, 2, 2);
        speakers.getLast().tell(new Speak(to, 1, 1 << 20, false));
        town.until("it has come", () -> hall.lines.size() == 1);
        town.run(Duration.ofSeconds(4));
        speakers.getFirst().tell(new Speak(to, 40, 1 << 20, false));
        town.until("some large words have left", () -> town.peer("a", "b").sent() > 3);
        speakers.getLast().tell(new Speak(to, 1, 0, false));
        town.until("it is heard", () -> hall.of(SPEAKERS - 1).contains(2));
        assertThat(hall.of(0)).as("before most of the large words").hasSizeLessThan(20);
    }

    @Test
    void hearsOfAnEndBehindTheLastWordsThatWereNotLost() {
        Seeds.forEach(this::hearsLastWordsFirst, 20);
    }

    private void hearsLastWordsFirst(Simulation simulation) {
        Town town = new Town(simulation);
        ActorRef<Cmd> to = open(town, 8, 8);
        speakers.forEach(speaker -> speaker.tell(new Speak(to, 10, 50_000, true)));
        town.run(Duration.ofMillis(simulation.seed() % 7));
        if (simulation.seed() % 2 == 0) {
            simulation.reset("a", "b");
        }
        town.until(
                "all ends are heard",
                () -> IntStream.range(0, SPEAKERS)
                        .allMatch(speaker -> hall.of(speaker).contains(0)));
        town.untilSettled("a", "b");
        for (int speaker = 0; speaker < SPEAKERS; speaker++) {
            List<Integer> heard = hall.of(speaker);
            assertThat(heard.getLast()).as("the end comes last: %s", heard).isZero();
            assertThat(heard.subList(0, heard.size() - 1)).isSorted();
        }
        assertThat(hall.lines.size() - SPEAKERS + town.peer("a", "b").lost()).isEqualTo(10L * SPEAKERS);
    }
}
