package dev.parley.testkit.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Done;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.Request;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.Terminated;
import dev.parley.supervisor.ChildSpec;
import dev.parley.supervisor.Lifetime;
import dev.parley.supervisor.Placement;
import dev.parley.supervisor.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Supervisors made of child specifications: who starts, stops and comes back, with whom and in which order. */
class SupervisorTest extends ActorContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int OPEN_PER_ACTOR = 20;

    @Override
    SystemConfig config() {
        return super.config().withOpenPerActor(OPEN_PER_ACTOR);
    }

    sealed interface Cmd {}

    record Nothing() {}

    private static final NodeId NOWHERE = new NodeId("nowhere", 1, 1);
    private static final Kind<Cmd, Nothing> KIND = Kind.of("lost", Cmd.class, Nothing.class, _ -> (message, ctx) -> {});

    record Boom() implements Cmd {}

    record End() implements Cmd {}

    record Hold(Gate gate) implements Cmd {}

    record Ping() implements Cmd, Request<Cmd, String> {}

    /** Starts and ends, as {@code +name} and {@code -name}. */
    private final List<String> diary = list();

    private final class Child implements Actor<Cmd> {
        private final String name;

        Child(String name) {
            this.name = name;
        }

        @Override
        public void onStart(ActorContext<Cmd> ctx) {
            diary.add("+" + name);
        }

        @Override
        public void onMessage(Cmd message, ActorContext<Cmd> ctx) throws Exception {
            switch (message) {
                case Boom _ -> throw new IllegalStateException("boom of " + name);
                case End _ -> ctx.stop();
                case Hold(Gate gate) -> gate.pass();
                case Ping ping -> ctx.reply(ping, name);
            }
        }

        @Override
        public void onStop(ActorContext<Cmd> ctx) {
            diary.add("-" + name);
        }
    }

    private ChildSpec<Cmd> child(String name) {
        return ChildSpec.of(name, () -> new Child(name));
    }

    private final ChildSpec<Cmd> a = child("a");
    private final ChildSpec<Cmd> b = child("b");
    private final ChildSpec<Cmd> c = child("c");

    private ActorRef<Supervisor.Command> start(Supervisor plan, ChildSpec<?>... children) {
        Supervisor full = plan;
        for (ChildSpec<?> child : children) {
            full = full.child(child);
        }
        return system.spawn("sup", full, SupervisorStrategy.stop());
    }

    /** With all its children up. */
    private ActorRef<Supervisor.Command> up(Supervisor plan, ChildSpec<?>... children) {
        ActorRef<Supervisor.Command> supervisor = start(plan, children);
        get(supervisor.askLater(new Supervisor.Find<>(children[children.length - 1]), MINUTE));
        return supervisor;
    }

    private ActorRef<Cmd> find(ActorRef<Supervisor.Command> supervisor, ChildSpec<Cmd> child) {
        return get(supervisor.askLater(new Supervisor.Find<>(child), MINUTE));
    }

    /** Lets a child of a running supervisor end, and gives what the diary says from then on. */
    private void end(ActorRef<Supervisor.Command> supervisor, ChildSpec<Cmd> child, Cmd how) {
        ActorRef<Cmd> ref = find(supervisor, child);
        diary.clear();
        List<Terminated.Reason> ends = ends(ref);
        ref.tell(how);
        eventually(() -> !ends.isEmpty());
    }

    private void diary(String... lines) {
        eventually(() -> diary.size() >= lines.length);
        assertThat(diary).containsExactly(lines);
    }

    private static String failure(Throwable thrown) {
        return thrown instanceof CompletionException wrapped && wrapped.getCause() instanceof AskException ask
                ? ask.failure().sentence()
                : thrown.toString();
    }

    private String rejection(ActorRef<Supervisor.Command> supervisor, Request<Supervisor.Command, ?> request) {
        return get(supervisor.askLater(request, MINUTE).handle((_, thrown) -> failure(thrown)));
    }

    @Test
    void startsItsChildrenInOrderAndStopsThemInReverse() {
        ActorRef<Supervisor.Command> supervisor = start(Supervisor.oneForOne(), a, b, c);
        find(supervisor, c);
        system.stop(supervisor);
        diary("+a", "+b", "+c", "-c", "-b", "-a");
    }

    @Test
    void stopsInTheOrderOfItsPlanAlsoWhoCameBackSince() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a, b, c);
        end(supervisor, a, new Boom());
        find(supervisor, a);
        diary.clear();
        system.stop(supervisor);
        diary("-c", "-b", "-a");
    }

    private ChildSpec<Cmd> slowToStart(Gate gate) {
        return ChildSpec.of("slow", () -> new Actor<Cmd>() {
            @Override
            public void onStart(ActorContext<Cmd> ctx) throws Exception {
                gate.pass();
                diary.add("+slow");
            }

            @Override
            public void onMessage(Cmd message, ActorContext<Cmd> ctx) {}
        });
    }

    @Test
    void startsAChildOnlyWhenTheOneBeforeHasStarted() {
        Gate gate = new Gate();
        ActorRef<Supervisor.Command> supervisor = start(Supervisor.oneForOne(), slowToStart(gate), b);
        eventually(gate::isReached);
        assertThat(get(supervisor.askLater(new Supervisor.Children(), MINUTE)))
                .noneMatch(Supervisor.ChildState::running);
        gate.open();
        find(supervisor, b);
        diary("+slow", "+b");
    }

    @Test
    void startsOneAgainForOne() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a, b, c);
        ActorRef<Cmd> before = find(supervisor, b);
        end(supervisor, b, new Boom());
        ActorRef<Cmd> after = find(supervisor, b);
        diary("-b", "+b");
        assertThat(after).isNotEqualTo(before);
        assertThat(after.address().path()).isEqualTo("/user/sup/b");
        assertThat(get(after.askLater(new Ping(), MINUTE))).isEqualTo("b");
    }

    @Test
    void startsAllAgainForOne() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForAll(), a, b, c);
        find(supervisor, c);
        end(supervisor, b, new Boom());
        diary("-b", "-c", "-a", "+a", "+b", "+c");
        find(supervisor, c);
        assertThat(get(supervisor.askLater(new Supervisor.Children(), MINUTE)))
                .containsExactly(
                        new Supervisor.ChildState("a", true, 1),
                        new Supervisor.ChildState("b", true, 1),
                        new Supervisor.ChildState("c", true, 1));
    }

    @Test
    void startsTheRestAgainForOne() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.restForOne(), a, b, c);
        find(supervisor, c);
        end(supervisor, b, new Boom());
        diary("-b", "-c", "+b", "+c");
    }

    @Test
    void startsAgainAsTheLifetimeSays() {
        ChildSpec<Cmd> transientOne = a.withLifetime(Lifetime.TRANSIENT);
        ChildSpec<Cmd> temporary = b.withLifetime(Lifetime.TEMPORARY);
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), transientOne, temporary, c);
        end(supervisor, transientOne, new Boom());
        diary("-a", "+a");
        end(supervisor, c, new End());
        diary("-c", "+c");
        end(supervisor, transientOne, new End());
        end(supervisor, temporary, new Boom());
        assertThat(rejection(supervisor, new Supervisor.Find<>(transientOne))).contains("is not started again");
        assertThat(rejection(supervisor, new Supervisor.Find<>(temporary))).contains("no child of that specification");
        find(supervisor, c);
        diary("-b");
    }

    @Test
    void failsItselfWhenItsChildrenEndTooOften() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne().limit(2, MINUTE), a, b);
        List<Terminated.Reason> ends = ends(supervisor);
        for (int i = 0; i < 3; i++) {
            end(supervisor, a, new Boom());
        }
        eventually(() -> !ends.isEmpty());
        assertThat(ends.getFirst().sentence()).contains("more than 2 restarts of children within PT1M", "'a'", "boom");
        assertThat(diary).endsWith("-b");
    }

    @Test
    void forgetsRestartsThatAreOlderThanTheWindow() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne().limit(1, Duration.ofMillis(20)), a);
        for (int i = 0; i < 5; i++) {
            end(supervisor, a, new Boom());
            find(supervisor, a);
            world.await(() -> false, Duration.ofMillis(60));
        }
        assertThat(get(supervisor.askLater(new Supervisor.Children(), MINUTE)))
                .containsExactly(new Supervisor.ChildState("a", true, 5));
    }

    @Test
    void goesOnWithoutAChildThatStopsTooSlowly() {
        Gate gate = new Gate();
        ChildSpec<Cmd> slow = b.withStopLimit(Duration.ofMillis(20));
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a, slow);
        List<Terminated.Reason> ends = ends(supervisor);
        find(supervisor, slow).tell(new Hold(gate));
        eventually(gate::isReached);
        diary.clear();
        system.stop(supervisor);
        diary("-a");
        assertThat(ends).isEmpty();
        gate.open();
        eventually(() -> !ends.isEmpty());
        diary("-a", "-b");
    }

    @Test
    void goesOnWithTheOrderThatIsUnderWayWhenItsStopIsAskedForDuringItsRestart() {
        Gate slow = new Gate();
        Gate last = new Gate();
        ChildSpec<Cmd> late = c.withStopLimit(Duration.ofMillis(20));
        ChildSpec<Cmd> fails = child("d");
        Supervisor plan = Supervisor.oneForOne()
                .limit(0, MINUTE)
                .child(a)
                .child(b)
                .child(late)
                .child(fails);
        ActorRef<Supervisor.Command> supervisor = system.spawn("sup", plan, SupervisorStrategy.restart());
        List<Terminated.Reason> ends = ends(supervisor);
        ActorRef<Cmd> failing = find(supervisor, fails);
        find(supervisor, late).tell(new Hold(slow));
        find(supervisor, b).tell(new Hold(last));
        eventually(() -> slow.isReached() && last.isReached());
        List<String> lines = LogLines.of("dev.parley.actor", () -> {
            failing.tell(new Boom());
            world.pass(A_WHILE);
            system.stop(supervisor);
            world.pass(A_WHILE);
        });
        last.open();
        slow.open();
        eventually(() -> !ends.isEmpty());

        assertThat(lines)
                .filteredOn(line -> line.contains("has not stopped within its limit"))
                .hasSize(1);
        assertThat(diary).startsWith("+a", "+b", "+c", "+d", "-d").containsSubsequence("-b", "-a");
    }

    @Test
    void hearsOfAStartAlsoWhenItsMailboxIsFull() {
        ActorRef<Supervisor.Command> supervisor =
                system.spawn("sup", Supervisor.oneForOne(), SpawnOption.mailbox(1), SupervisorStrategy.stop());
        ChildSpec<Cmd> crowding = ChildSpec.of("crowding", () -> {
            IntStream.range(0, 3).forEach(_ -> supervisor.offer(new Supervisor.Children()));
            return new Child("crowding");
        });

        assertThat(get(supervisor.askLater(new Supervisor.Start<>(crowding), MINUTE)))
                .extracting(ref -> ref.address().path())
                .isEqualTo("/user/sup/crowding");
    }

    @Test
    void waitsForAChildThatStopsTooSlowlyBeforeItComesBack() {
        Gate gate = new Gate();
        ChildSpec<Cmd> slow = b.withStopLimit(Duration.ofMillis(20));
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForAll(), a, slow, c);
        find(supervisor, slow).tell(new Hold(gate));
        eventually(gate::isReached);
        find(supervisor, c);
        end(supervisor, c, new Boom());
        diary("-c", "-a", "+a");
        gate.open();
        diary("-c", "-a", "+a", "-b", "+b", "+c");
    }

    @Test
    void addsAndRemovesChildrenWhileItRuns() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a);
        ActorRef<Cmd> added = get(supervisor.askLater(new Supervisor.Start<>(b), MINUTE));
        assertThat(get(added.askLater(new Ping(), MINUTE))).isEqualTo("b");
        assertThat(rejection(supervisor, new Supervisor.Start<>(child("b")))).contains("a child named 'b'");
        get(supervisor.askLater(new Supervisor.Remove("b"), MINUTE));
        diary("+a", "+b", "-b");
        assertThat(rejection(supervisor, new Supervisor.Remove("b"))).contains("no child named 'b'");
        assertThat(find(supervisor, a).address().path()).isEqualTo("/user/sup/a");
    }

    @Test
    void removesMoreChildrenWithinTheirStopLimitThanMayBeOpen() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a);
        for (int i = 0; i < 2 * OPEN_PER_ACTOR; i++) {
            get(supervisor.askLater(new Supervisor.Start<>(b), MINUTE));
            get(supervisor.askLater(new Supervisor.Remove("b"), MINUTE));
        }
        assertThat(get(supervisor.askLater(new Supervisor.Children(), MINUTE)))
                .containsExactly(new Supervisor.ChildState("a", true, 0));
        assertThat(diary).doesNotContain("-a");
    }

    @Test
    void startsAChildAgainThatHadStoppedByItself() {
        ChildSpec<Cmd> once = a.withLifetime(Lifetime.TRANSIENT);
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), once);
        end(supervisor, once, new End());
        assertThat(rejection(supervisor, new Supervisor.Find<>(once))).contains("is not started again");
        get(supervisor.askLater(new Supervisor.Start<>(once), MINUTE));
        diary("-a", "+a");
    }

    @Test
    void leavesAChildThatRestartsInPlaceAlone() {
        ChildSpec<Cmd> tough = a.withOptions(RestartTest.atOnce());
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForAll(), tough, b);
        ActorRef<Cmd> ref = find(supervisor, tough);
        find(supervisor, b);
        ref.tell(new Boom());
        assertThat(get(ref.askLater(new Ping(), MINUTE))).isEqualTo("a");
        diary("+a", "+b", "-a", "+a");
        assertThat(find(supervisor, tough)).isEqualTo(ref);
    }

    @Test
    void stopsTheChildrenOfSupervisorsBelowItInOrder() {
        Supervisor below = Supervisor.oneForOne().child(a).child(b);
        ChildSpec<Supervisor.Command> inner = ChildSpec.of("inner", below);
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), inner, c);
        ActorRef<Supervisor.Command> innerRef = get(supervisor.askLater(new Supervisor.Find<>(inner), MINUTE));
        find(innerRef, b);
        find(supervisor, c);
        diary.clear();
        system.stop(supervisor);
        diary("-c", "-b", "-a");
    }

    @Test
    void tellsWhoWaitsForAChildThatItWasRemovedBeforeItCouldStart() {
        Gate gate = new Gate();
        ActorRef<Supervisor.Command> supervisor = start(Supervisor.oneForOne(), slowToStart(gate), b);
        CompletionStage<String> waiting = supervisor
                .askLater(new Supervisor.Find<>(b), MINUTE)
                .handle((_, thrown) -> thrown == null ? "found" : failure(thrown));
        get(supervisor.askLater(new Supervisor.Remove("b"), MINUTE));
        String heard = get(waiting);
        gate.open();

        assertThat(heard).contains("is not started again");
    }

    @Test
    void endsARemovalThoughTheChildIsAskedForAgainMeanwhile() {
        for (Lifetime lifetime : Lifetime.values()) {
            ChildSpec<Cmd> child = child(lifetime.name()).withLifetime(lifetime);
            Gate gate = new Gate();
            ActorRef<Supervisor.Command> supervisor = start(Supervisor.oneForOne(), child);
            ActorRef<Cmd> before = find(supervisor, child);
            before.tell(new Hold(gate));
            eventually(gate::isReached);
            CompletionStage<Done> removed = supervisor.askLater(new Supervisor.Remove(child.name()), MINUTE);
            CompletionStage<ActorRef<Cmd>> again = supervisor.askLater(new Supervisor.Start<>(child), MINUTE);
            gate.open();

            assertThat(get(removed)).isEqualTo(Done.DONE);
            assertThat(get(again)).isNotEqualTo(before);
            assertThat(get(supervisor.askLater(new Supervisor.Children(), MINUTE)))
                    .containsExactly(new Supervisor.ChildState(child.name(), true, 0));
            List<Terminated.Reason> ends = ends(supervisor);
            system.stop(supervisor);
            eventually(() -> !ends.isEmpty());
        }
    }

    @Test
    void givesNobodyAChildThatIsAboutToBeStopped() {
        Gate gate = new Gate();
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForAll(), a, b, c);
        ActorRef<Cmd> doomed = find(supervisor, b);
        find(supervisor, c).tell(new Hold(gate));
        eventually(gate::isReached);
        end(supervisor, a, new Boom());
        get(supervisor.askLater(new Supervisor.Children(), MINUTE));
        CompletionStage<ActorRef<Cmd>> found = supervisor.askLater(new Supervisor.Find<>(b), MINUTE);
        get(supervisor.askLater(new Supervisor.Children(), MINUTE));
        gate.open();

        assertThat(get(found)).isNotEqualTo(doomed);
    }

    @Test
    void startsAChildAgainThoughItsFailureWasResumed() {
        Supervisor plan = Supervisor.oneForOne().limit(0, MINUTE).child(a);
        ActorRef<Supervisor.Command> supervisor = system.spawn("sup", plan, SupervisorStrategy.resume());
        find(supervisor, a);
        for (int i = 0; i < 2; i++) {
            end(supervisor, a, new Boom());
            diary("-a", "+a");
        }
    }

    @Test
    void countsMoreRestartsThanItMayHaveTimers() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne().limit(Integer.MAX_VALUE, MINUTE), a);
        for (int i = 0; i < 2 * OPEN_PER_ACTOR; i++) {
            end(supervisor, a, new End());
        }
        find(supervisor, a);
    }

    @Test
    void refusesAskersAndLivesOnWhenMoreWaitThanMay() {
        Gate gate = new Gate();
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a);
        supervisor.askLater(new Supervisor.Start<>(slowToStart(gate)), MINUTE);
        supervisor.askLater(new Supervisor.Start<>(b), MINUTE);
        List<CompletionStage<String>> answers = IntStream.range(0, 2 * OPEN_PER_ACTOR)
                .mapToObj(_ -> supervisor
                        .askLater(new Supervisor.Find<>(b), MINUTE)
                        .handle((_, thrown) -> thrown == null ? "found" : failure(thrown)))
                .toList();
        String last = get(answers.getLast());
        gate.open();

        assertThat(last).contains("the limit");
        assertThat(get(answers.getFirst())).isEqualTo("found");
        assertThat(diary).doesNotContain("-a");
    }

    @Test
    void keepsNobodyWhoDoesNotWaitForAStartAnyMore() {
        Gate gate = new Gate();
        ChildSpec<Cmd> slow = slowToStart(gate);
        ActorRef<Supervisor.Command> supervisor = start(Supervisor.oneForOne(), slow);
        eventually(gate::isReached);
        for (int i = 0; i < 1_000; i++) {
            supervisor.tell(new Supervisor.Find<>(slow));
        }
        eventually(() -> snapshot(supervisor).handled() >= 1_000);
        CompletionStage<ActorRef<Cmd>> waits = supervisor.askLater(new Supervisor.Find<>(slow), MINUTE);
        gate.open();

        get(waits);
        assertThat(drops()).hasSizeLessThan(OPEN_PER_ACTOR);
    }

    @Test
    void refusesMoreChildrenThanItMayWatchAndKeepsThose() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a);
        for (int i = 1; i < OPEN_PER_ACTOR; i++) {
            get(supervisor.askLater(new Supervisor.Start<>(child("more" + i)), MINUTE));
        }
        assertThat(rejection(supervisor, new Supervisor.Start<>(b))).contains("open watches, which is the limit");
        get(supervisor.askLater(new Supervisor.Remove("more1"), MINUTE));
        get(supervisor.askLater(new Supervisor.Start<>(b), MINUTE));

        assertThat(diary).doesNotContain("-a");
    }

    @Test
    void startsOneAgainForOneThoughAnotherHasNoNode() {
        ChildSpec<Cmd> nowhere = ChildSpec.of("nowhere", KIND, new Nothing(), Placement.fixed(NOWHERE));
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a);
        supervisor.askLater(new Supervisor.Start<>(nowhere), MINUTE);
        get(supervisor.askLater(new Supervisor.Start<>(b), MINUTE));
        end(supervisor, b, new Boom());
        find(supervisor, b);

        diary("-b", "+b");
    }

    @Test
    void letsWhoAsksForAChildWaitForItsStart() {
        ActorRef<Supervisor.Command> supervisor = up(Supervisor.oneForOne(), a);
        ActorRef<Cmd> before = find(supervisor, a);
        end(supervisor, a, new Boom());
        ActorRef<Cmd> after = find(supervisor, a);
        assertThat(after).isNotEqualTo(before);
        assertThat(get(after.askLater(new Ping(), MINUTE))).isEqualTo("a");
    }

    @Test
    void refusesTwoChildrenOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Supervisor.oneForOne().child(a).child(child("a")))
                .withMessageContaining("two children of one supervisor are named 'a'");
        assertThatIllegalArgumentException().isThrownBy(() -> child("~x")).withMessageContaining("not an actor name");
    }
}
