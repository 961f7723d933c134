package dev.parley.testkit.history;

import static dev.parley.testkit.history.Case.NOTHING;
import static dev.parley.testkit.history.Story.A;
import static dev.parley.testkit.history.Story.A2;
import static dev.parley.testkit.history.Story.B;
import static dev.parley.testkit.history.Story.NOBODY;
import static dev.parley.testkit.history.Story.story;

import dev.parley.testkit.history.Event.ProcessClosed;
import dev.parley.testkit.history.Event.ProcessStarted;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Instances, restarts, families, processes; B may be a child of A on another node. */
final class LifeCases {
    private static final Bounds BOUNDS =
            Bounds.defaults().withRestarts(2, Duration.ofSeconds(10)).withOrphanAfter(Duration.ofSeconds(5));
    private static final Duration LONG = Duration.ofSeconds(6);

    private LifeCases() {}

    static List<Case> all() {
        return Stream.of(instances(), restarts(), localFamilies(), remoteFamilies(), processes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> instances() {
        return List.of(
                instance(NOTHING, running()),
                instance(NOTHING, running().threw(A).instanceEnded(A, 1).started(A, NOBODY, 2)),
                instance(NOTHING, running().threw(A).instanceEnded(A, 1).started(A, NOBODY, 4)),
                instance(NOTHING, ended()),
                instance(NOTHING, story().ended(A)),
                instance(NOTHING, running().instanceEnded(A, 1).died("a.1")),
                instance(NOTHING, running().instanceEnded(A, 1).on("a.1", new ProcessClosed())),
                instance(NOTHING, running().sent(B, A, 1).delivered(B, A, 1)),
                instance("two-instances", running().started(A, NOBODY, 2)),
                instance("instance-not-grown", running().instanceEnded(A, 1).started(A, NOBODY, 1)),
                instance("started-after-end", ended().started(A, NOBODY, 2)),
                instance("instance-ended-unstarted", story().instanceEnded(A, 1)),
                instance("instance-ended-unstarted", running().instanceEnded(A, 2)),
                instance(
                        "instance-ended-unstarted",
                        running().instanceEnded(A, 1).instanceEnded(A, 1)),
                instance("ended-while-running", running().ended(A)),
                instance("ended-twice", ended().ended(A)),
                instance("delivered-after-end", ended().sent(B, A, 1).delivered(B, A, 1)),
                instance(NOTHING, story().sent(B, A, 1).delivered(B, A, 1).ended(A)),
                instance("delivered-between-instances", between().sent(B, A, 1).delivered(B, A, 1)),
                instance(
                        "delivered-between-instances",
                        story().sent(B, A, 1).delivered(B, A, 1).started(A, NOBODY, 1)),
                instance("instance-not-replaced", between()));
    }

    private static List<Case> restarts() {
        return List.of(
                restart(NOTHING, failing(2, Duration.ofSeconds(1))),
                restart(NOTHING, failing(6, Duration.ofSeconds(5))),
                restart(
                        NOTHING,
                        failing(2, Duration.ofSeconds(1))
                                .threw(A)
                                .instanceEnded(A, 3)
                                .ended(A)),
                restart(NOTHING, unfailing(9)),
                new Case(
                        NOTHING,
                        new RestartLimitChecker(BOUNDS.withRestarts(Integer.MAX_VALUE, LONG)),
                        failing(3, Duration.ofSeconds(1))),
                restart("restart-limit", failing(3, Duration.ofSeconds(1))),
                restart("restart-limit", failing(6, Duration.ofMillis(4_900))),
                new Case(
                        "restart-limit",
                        new RestartLimitChecker(BOUNDS.withRestarts(0, LONG)),
                        failing(1, Duration.ofSeconds(1))));
    }

    private static List<Case> localFamilies() {
        return List.of(
                orphan(
                        NOTHING,
                        family().instanceEnded(A2, 1)
                                .ended(A2)
                                .instanceEnded(A, 1)
                                .ended(A)),
                orphan(NOTHING, family().instanceEnded(A2, 1).started(A2, A, 2)),
                orphan(NOTHING, family().died("a.1")),
                orphan("orphan", family().instanceEnded(A, 1)),
                orphan("orphan", running().instanceEnded(A, 1).started(A2, A, 1)),
                orphan(
                        "orphan",
                        family().instanceEnded(A2, 1)
                                .instanceEnded(A, 1)
                                .started(A2, A, 2)
                                .instanceEnded(A2, 2)),
                orphan("orphan", family().ended(A)),
                orphan("orphan", family().instanceEnded(A2, 1).started(A2, A, 2).ended(A)),
                orphan("orphan", running().ended(A).started(A2, A, 1)));
    }

    private static List<Case> remoteFamilies() {
        return List.of(
                orphan(NOTHING, emigrant().later(LONG).on("c.1", new ProcessStarted())),
                orphan(
                        NOTHING,
                        bereft().instanceEnded(B, 1).ended(B).later(LONG).on("c.1", new ProcessStarted())),
                orphan(NOTHING, bereft().died("b.1").later(LONG).on("c.1", new ProcessStarted())),
                orphan(NOTHING, restartedParent().later(LONG).on("c.1", new ProcessStarted())),
                orphan("orphan-lives-on", bereft()),
                orphan(
                        "orphan-lives-on",
                        bereft().later(LONG).instanceEnded(B, 1).ended(B)),
                orphan("orphan-lives-on", emigrant().died("a.1")),
                orphan(
                        "orphan-lives-on",
                        emigrant().died("a.1").later(LONG).instanceEnded(B, 1).ended(B)),
                orphan("orphan-lives-on", emigrant().on("a.1", new ProcessClosed())),
                orphan("orphan-lives-on", ended().started(B, A, 1)),
                orphan("orphan-lives-on", running().died("a.1").started(B, A, 1)),
                orphan("orphan-lives-on", emigrant().instanceEnded(A, 1).started(A, NOBODY, 2)),
                orphan(
                        "orphan-lives-on",
                        running().wanted(A, B).instanceEnded(A, 1).started(B, A, 1)),
                orphan("orphan-lives-on", running().started(B, A, 1).ended(A)),
                orphan(NOTHING, running().started(B, A, 1).instanceEnded(A, 1)),
                orphan(NOTHING, running().wanted(A, B).instanceEnded(A, 1)),
                new Case("orphan-lives-on", OrphanChecker.untimed(), bereft()),
                new Case(
                        NOTHING,
                        OrphanChecker.untimed(),
                        bereft().later(Duration.ofSeconds(9))
                                .instanceEnded(B, 1)
                                .ended(B)));
    }

    private static List<Case> processes() {
        return List.of(
                process(
                        NOTHING,
                        story().on("a.1", new ProcessStarted()).died("a.1").on("a.2", new ProcessStarted())),
                process("event-after-death", story().died("a.1").started(A, NOBODY, 1)),
                process("event-after-death", story().died("a.1").died("a.1")),
                process(
                        "process-started-twice",
                        story().on("a.1", new ProcessStarted()).on("a.1", new ProcessStarted())));
    }

    private static Case instance(String kind, Story story) {
        return new Case(kind, new InstanceChecker(), story);
    }

    private static Case restart(String kind, Story story) {
        return new Case(kind, new RestartLimitChecker(BOUNDS), story);
    }

    private static Case orphan(String kind, Story story) {
        return new Case(kind, OrphanChecker.timed(BOUNDS), story);
    }

    private static Case process(String kind, Story story) {
        return new Case(kind, new ProcessChecker(), story);
    }

    private static Story running() {
        return story().started(A, NOBODY, 1);
    }

    private static Story between() {
        return running().threw(A).instanceEnded(A, 1);
    }

    private static Story ended() {
        return running().instanceEnded(A, 1).ended(A);
    }

    private static Story family() {
        return running().started(A2, A, 1);
    }

    private static Story emigrant() {
        return running().wanted(A, B).started(B, A, 1);
    }

    private static Story bereft() {
        return emigrant().instanceEnded(A, 1).ended(A);
    }

    private static Story restartedParent() {
        return emigrant()
                .instanceEnded(A, 1)
                .started(A, NOBODY, 2)
                .instanceEnded(B, 1)
                .ended(B);
    }

    private static Story failing(int times, Duration pause) {
        Story story = running();
        for (int i = 1; i <= times; i++) {
            story.later(pause).threw(A).instanceEnded(A, i).started(A, NOBODY, i + 1);
        }
        return story;
    }

    private static Story unfailing(int times) {
        Story story = running();
        for (int i = 1; i <= times; i++) {
            story.instanceEnded(A, i).started(A, NOBODY, i + 1);
        }
        return story;
    }
}
