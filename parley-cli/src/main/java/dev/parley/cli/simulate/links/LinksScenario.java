package dev.parley.cli.simulate.links;

import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Kind;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.cli.simulate.diary.Core;
import dev.parley.remote.Node;
import dev.parley.testkit.history.Violation;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Members, and in some seeds guests, whose actors do with each other whatever can be done, while everything goes wrong;
 * then all or most of them are mended, work stops, and what is owed must have been paid.
 */
public final class LinksScenario {
    private static final Duration CONVERGENCE = Duration.ofSeconds(30);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);
    private static final int STEADY_SECONDS = 3;
    private static final int MOST_GUESTS = 2;

    private final Cluster cluster;
    private final int mostPrey;

    private LinksScenario(Simulation simulation) {
        this.mostPrey = simulation.knob("prey", Nest.MOST_PREY);
        int guests = simulation.knob("guests", usualGuests(simulation.seed()));
        this.cluster = new Cluster(simulation, 3 + (int) (simulation.seed() % 3), 20, guests);
        cluster.perhapsQuorum(List.of(), _ -> List.of(Core.Ill.values()));
    }

    /** None in half of the seeds. */
    private static int usualGuests(long seed) {
        return Math.max(0, new SplittableRandom(seed).nextInt(MOST_GUESTS + 2) - 1);
    }

    /** Plays it once. */
    public static void play(Simulation simulation) {
        new LinksScenario(simulation).play();
    }

    private void play() {
        cluster.start(this::member);
        cluster.startGuests(this::guest);
        cluster.live();
        for (String from : cluster.mended()) {
            for (String to : cluster.near(from).stream()
                    .filter(cluster.mended()::contains)
                    .toList()) {
                converses(from, to);
            }
        }
        cluster.guests().forEach(this::guestConverses);
        cluster.steady(STEADY_SECONDS, this::askEveryone);
        cluster.rest();
    }

    /** Work as usual. */
    private void askEveryone() {
        List<String> all = new ArrayList<>(cluster.mended());
        all.addAll(cluster.guests().stream().filter(cluster::isIn).toList());
        for (String from : all) {
            for (String to : all) {
                cluster.exported(from, to, "talker", Talk.class)
                        .askLater(new Talk.Question(1, Talk.Manner.AT_ONCE), ANSWERED_WITHIN);
            }
        }
    }

    private Node member(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others) {
        AtomicReference<Surroundings> here = new AtomicReference<>();
        Kind<Offspring.Cmd, Offspring.Args> offspring = Offspring.kind(here::get);
        Node node = start.apply(new Kind<?, ?>[] {offspring});
        here.set(new Surroundings(cluster.diary(node), node, random, others, cluster::isCalm));
        node.system().spawn("nest", () -> new Nest(here.get(), offspring, mostPrey));
        return node;
    }

    private Node guest(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> members) {
        AtomicReference<Surroundings> here = new AtomicReference<>();
        Kind<Offspring.Cmd, Offspring.Args> offspring = Offspring.kind(here::get); // of which it hosts none
        Node node = start.apply(new Kind<?, ?>[] {});
        ActorRef<?> nest = node.system().spawn("nest", () -> new Nest(here.get(), offspring, mostPrey));
        here.set(new Surroundings(cluster.diaryOfGuest(node, nest), node, random, members, cluster::isCalm));
        return node;
    }

    private void guestConverses(String guest) {
        Duration end = cluster.now().plus(CONVERGENCE);
        while (!cluster.isIn(guest) && cluster.now().compareTo(end) < 0) {
            cluster.run(Duration.ofMillis(500));
        }
        for (String member :
                cluster.near(guest).stream().filter(cluster.mended()::contains).toList()) {
            converses(guest, member);
            converses(member, guest);
        }
        cluster.guests().stream().filter(other -> !other.equals(guest)).forEach(other -> converses(guest, other));
    }

    /** Once they are mended, those near each other must reach each other within a bound. */
    private void converses(String from, String to) {
        Duration end = cluster.now().plus(CONVERGENCE);
        String last = "";
        while (cluster.now().compareTo(end) < 0) {
            if (!cluster.isIn(from) || !cluster.isIn(to)) {
                cluster.run(Duration.ofMillis(500)); // a guest comes back
                continue;
            }
            ActorRef<Talk> talker = cluster.exported(from, to, "talker", Talk.class);
            try {
                talker.ask(new Talk.Question(1, Talk.Manner.AT_ONCE), ANSWERED_WITHIN);
                return;
            } catch (AskException e) {
                last = e.failure().sentence();
                cluster.run(Duration.ofMillis(500));
            }
        }
        throw new Violation(
                "no-convergence",
                from + " does not reach " + to + " within " + CONVERGENCE.toSeconds() + " s after both were mended: "
                        + last);
    }
}
