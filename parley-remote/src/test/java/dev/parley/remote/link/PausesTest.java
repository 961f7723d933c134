package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.NodeId;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.Watcher;
import dev.parley.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Parking.Key THE_ACTOR = new Parking.Key("/user/x", 1);

    private final Pauses pauses = new Pauses();
    private final Filling actor = new Filling(1);
    private long lastCome;

    private static List<Frame.LanePosition> held(long after) {
        return List.of(new Frame.LanePosition(0, after));
    }

    /** An actor whose mailbox holds 100 messages, and which can only be asked how many there are. */
    static final class Filling extends MessageRef<Object> {
        private final String path;
        private final long incarnation;
        private int queued;

        Filling(String path, long incarnation) {
            this.path = path;
            this.incarnation = incarnation;
        }

        Filling(long incarnation) {
            this("/user/x", incarnation);
        }

        @Override
        public int room(int percent) {
            return percent - queued;
        }

        @Override
        public long incarnation() {
            return incarnation;
        }

        @Override
        public ActorAddress address() {
            return new ActorAddress(new NodeId("b", 9001, 1), path, incarnation);
        }

        @Override
        public @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void watch(Watcher watcher) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unwatch(Watcher watcher) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SystemAccess system() {
            throw new UnsupportedOperationException();
        }
    }

    private boolean comes(int queued) {
        actor.queued = queued;
        boolean must = pauses.mustPause(actor);
        if (must) {
            pauses.paused(actor, List.of());
        }
        return must;
    }

    private boolean resumes(int queued) {
        actor.queued = queued;
        return look();
    }

    private boolean look() {
        return pauses.isHolding() && pauses.look(at -> at.number() <= lastCome) != null;
    }

    @Test
    void pausesAtThreeQuartersOnceAndGoesOnBelowOne() {
        assertThat(comes(74)).isFalse();
        assertThat(comes(75)).isTrue();
        assertThat(comes(90)).as("it was told").isFalse();
        assertThat(resumes(25)).isFalse();
        assertThat(resumes(24)).isTrue();
        assertThat(resumes(0)).as("it was told").isFalse();
    }

    @Test
    void forgetsAnActorForWhichNothingIsHeldAnyMore() {
        comes(75);
        resumes(0);
        pauses.answered(THE_ACTOR, List.of());
        assertThat(pauses.size()).isZero();
        assertThat(comes(75)).as("anew").isTrue();
    }

    @Test
    void givesRoomUpToWhereThePeerWouldHaveToStopAgain() {
        comes(80);
        actor.queued = 20;
        Pauses.@Nullable Paused next = pauses.look(_ -> true);
        assertThat(next).isNotNull().extracting(Pauses.Paused::room).isEqualTo(55);
    }

    @Test
    void goesOnAgainOnlyWhenWhatThePeerLetGoHasCome() {
        comes(80);
        resumes(0);
        pauses.answered(THE_ACTOR, held(50));
        lastCome = 49;
        assertThat(resumes(0)).isFalse();
        lastCome = 50;
        assertThat(resumes(60)).as("no room").isFalse();
        assertThat(comes(80)).as("the peer holds back as it is").isFalse();
        assertThat(resumes(10)).isTrue();
    }

    @Test
    void pausesAnewBeforeTheAnswerAndIsNotConfusedByIt() {
        comes(80);
        resumes(0);
        assertThat(comes(80)).isTrue();
        assertThat(resumes(0)).as("the peer has not answered the first time").isFalse();
        pauses.answered(THE_ACTOR, List.of());
        assertThat(resumes(0)).as("the pause after that stands").isTrue();
        pauses.answered(THE_ACTOR, List.of());
        assertThat(pauses.size()).isZero();
    }

    /** Whoever has an actor spawned from afar chooses its incarnation, and may choose one that another has. */
    @Test
    void tellsActorsOfOneIncarnationApart() {
        Filling other = new Filling("/spawned/7/x", 1);
        other.queued = 80;
        assertThat(comes(80)).isTrue();
        assertThat(pauses.mustPause(other)).isTrue();
        pauses.paused(other, List.of());
        assertThat(pauses.size()).isEqualTo(2);

        assertThat(resumes(0)).isTrue();
        assertThat(look()).as("the other has no room").isFalse();
        other.queued = 0;
        assertThat(look()).isTrue();
        pauses.answered(new Parking.Key("/spawned/7/x", 1), List.of());
        pauses.answered(THE_ACTOR, List.of());
        assertThat(pauses.size()).isZero();
    }

    @Test
    void ignoresAnswersThatNobodyWaitsFor() {
        pauses.answered(THE_ACTOR, held(0));
        comes(80);
        pauses.answered(THE_ACTOR, List.of());
        assertThat(pauses.size()).isEqualTo(1);
        assertThat(resumes(0)).isTrue();
    }

    @Test
    void letsAnActorThatHasEndedGo() {
        comes(80);
        actor.queued = Integer.MIN_VALUE / 2; // an actor that ended has all room
        assertThat(look()).isTrue();
    }

    @Test
    void pausesNoMoreThanItsBoundAndLooksAtAllOfThemInTurn() {
        List<Filling> many = new ArrayList<>();
        for (int i = 1; i <= Parking.MAX_ACTORS + 1; i++) {
            Filling next = new Filling(i);
            next.queued = 100;
            many.add(next);
            assertThat(pauses.mustPause(next)).isEqualTo(i <= Parking.MAX_ACTORS);
            if (i <= Parking.MAX_ACTORS) {
                pauses.paused(next, List.of());
            }
        }
        many.forEach(each -> each.queued = 0);
        int rounds = 0;
        int resumed = 0;
        while (pauses.isHolding()) {
            for (int looks = pauses.looks(); looks > 0; looks--) {
                resumed += pauses.look(_ -> true) == null ? 0 : 1;
            }
            rounds++;
        }
        assertThat(resumed).isEqualTo(Parking.MAX_ACTORS);
        assertThat(rounds).isEqualTo((Parking.MAX_ACTORS + Pauses.LOOKS - 1) / Pauses.LOOKS);
    }

    @Test
    void pausesNoMoreThanThePeerCanFindByTheirAddresses() {
        List<String> names = List.of("/user/a", "/user/b", "/user/c");
        int most = Parking.MAX_KEYS / (1 + names.size());
        for (int i = 1; i <= most; i++) {
            assertThat(pauses.paused(new Filling(i), names)).isTrue();
        }
        assertThat(pauses.paused(new Filling(most + 1), names)).isFalse();
        assertThat(pauses.look(_ -> true)).isNotNull();
        pauses.answered(THE_ACTOR, List.of());
        assertThat(pauses.paused(new Filling(most + 1), names))
                .as("one has gone")
                .isTrue();
        assertThat(pauses.size()).isEqualTo(most);
    }

    /** Both tables side by side, with every order of what crosses on the way: no message stays for ever. */
    @Test
    void neverLeavesAnythingBehindWhateverCrosses() {
        for (int seed = 0; seed < 2_000; seed++) {
            new Crossing(new Random(seed)).run();
        }
    }

    /** A sender and a receiver whose control and lane are two queues that move at any pace. */
    private static final class Crossing {
        private static final int MESSAGES = 400;

        private final Random random;
        private final Filling actor = new Filling(1);
        private final Pauses pauses = new Pauses();
        private final List<Integer> parked = new ArrayList<>();
        private final List<Integer> lane = new ArrayList<>();
        private final List<Runnable> toSender = new ArrayList<>();
        private final List<Runnable> toReceiver = new ArrayList<>();
        private final List<Integer> heard = new ArrayList<>();
        private boolean paused;
        private int told;
        private long sent;
        private long come;

        Crossing(Random random) {
            this.random = random;
        }

        void run() {
            int steps = 0;
            while (heard.size() < MESSAGES) {
                assertThat(++steps).as("steps until all has come").isLessThan(200_000);
                step(random.nextInt(6));
            }
            assertThat(heard).isSorted().doesNotHaveDuplicates();
        }

        private void step(int choice) {
            switch (choice) {
                case 0 -> tell();
                case 1 -> move(toSender);
                case 2 -> move(toReceiver);
                case 3 -> arrive();
                case 4 -> actor.queued = Math.max(0, actor.queued - random.nextInt(40));
                default -> look();
            }
        }

        private void tell() {
            for (int burst = random.nextInt(60); burst > 0 && told < MESSAGES; burst--) {
                (paused ? parked : lane).add(told++);
                sent += paused ? 0 : 1;
            }
        }

        private void move(List<Runnable> control) {
            if (!control.isEmpty()) {
                control.removeFirst().run();
            }
        }

        private void arrive() {
            for (int many = random.nextInt(20); many > 0 && !lane.isEmpty(); many--) {
                heard.add(lane.removeFirst());
                come++;
                actor.queued++;
                if (pauses.mustPause(actor)) {
                    pauses.paused(actor, List.of());
                    toSender.add(() -> paused = true);
                }
            }
        }

        private void look() {
            Pauses.@Nullable Paused next = pauses.isHolding() ? pauses.look(at -> at.number() <= come) : null;
            if (next != null) {
                int room = next.room();
                toSender.add(() -> resume(room));
            }
        }

        private void resume(int room) {
            for (int left = room; left > 0 && !parked.isEmpty(); left--) {
                lane.add(parked.removeFirst());
                sent++;
            }
            paused = !parked.isEmpty();
            List<Frame.LanePosition> after = paused ? held(sent) : List.of();
            toReceiver.add(() -> pauses.answered(THE_ACTOR, after));
        }
    }
}
