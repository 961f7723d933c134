package dev.parley.cli.simulate.diary;

import dev.parley.testkit.simulation.Fault;
import dev.parley.testkit.simulation.FaultKind;
import dev.parley.testkit.simulation.FaultPlan;
import dev.parley.testkit.simulation.Swarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What befalls the members of a scenario, drawn for a seed.
 *
 * @param work how long faults may begin
 * @param swarm which kinds of faults this seed has
 */
record Hazards(long seed, List<String> hosts, Duration work, Swarm swarm) {
    private static final int STORM_ODDS = 3;
    private static final int STORM_PLANS = 5;

    /** Anything that can be simulated, to all together; and where there are many, in each circle as well. */
    FaultPlan anything() {
        FaultPlan plan = plan(seed, hosts, EnumSet.allOf(FaultKind.class));
        plan = seed % STORM_ODDS == 0 ? plan.and(storm(hosts)) : plan;
        List<Circle> circles = Circle.of(hosts);
        for (Circle circle : circles.size() == 1 ? List.<Circle>of() : circles) {
            plan = plan.and(plan(~circle.seed(seed), circle.hosts(), EnumSet.allOf(FaultKind.class)));
        }
        return plan;
    }

    /** As much again to all together with guests. */
    FaultPlan besides(List<String> guests) {
        List<String> all = new ArrayList<>(hosts);
        all.addAll(guests);
        FaultPlan plan = plan(~seed, all, EnumSet.allOf(FaultKind.class));
        return seed % STORM_ODDS == 0 ? plan.and(storm(all)) : plan;
    }

    /** Connections are reset all the time, and packets are late meanwhile, so that much is under way. */
    private FaultPlan storm(List<String> where) {
        FaultPlan storm = FaultPlan.none();
        for (int i = 0; i < STORM_PLANS; i++) {
            Set<FaultKind> kinds = EnumSet.of(i % 2 == 0 ? FaultKind.RESET : FaultKind.LATENCY);
            storm = storm.and(FaultPlan.random(seed + i, where, work, kinds));
        }
        return storm;
    }

    /**
     * In each circle one member only ever crashes, so that the others never forget, and wall clocks do not jump; the
     * network of {@code others} fails like that of the members.
     */
    FaultPlan anythingButForgetting(Function<Circle, List<String>> others) {
        return Circle.of(hosts).stream()
                .map(circle -> new Hazards(circle.seed(seed), circle.hosts(), work, swarm)
                        .anythingButForgetting(others.apply(circle)))
                .reduce(FaultPlan.none(), FaultPlan::and);
    }

    private FaultPlan anythingButForgetting(List<String> others) {
        Set<FaultKind> forgetting = EnumSet.of(FaultKind.CRASH, FaultKind.RESTART);
        // a node that forgot its epochs begins above them only if its wall clock did not go back: Epochs assumes that
        Set<FaultKind> ofWallClocks = EnumSet.of(FaultKind.WALL_JUMP, FaultKind.WALL_OFFSET);
        Set<FaultKind> notForgetting = EnumSet.complementOf(EnumSet.copyOf(forgetting));
        notForgetting.removeAll(ofWallClocks);
        Set<FaultKind> ofNetworks = EnumSet.copyOf(notForgetting);
        ofNetworks.removeAll(EnumSet.of(FaultKind.PAUSE, FaultKind.SLOW_NODE));
        List<String> all = new ArrayList<>(hosts);
        all.addAll(others);
        String victim = hosts.get((int) (seed % hosts.size()));
        return plan(seed, hosts, notForgetting)
                .and(plan(~seed, all, ofNetworks))
                .and(plan(seed << 1, List.of(victim, victim), forgetting));
    }

    private FaultPlan plan(long seed, List<String> where, Set<FaultKind> kinds) {
        return FaultPlan.random(seed, where, work, swarm.kinds(kinds));
    }

    /** How long so many processes stand still in a plan, so that they are late in what they do with each other. */
    static Duration standstill(FaultPlan plan, int together) {
        Map<String, Duration> byHost = new TreeMap<>();
        plan.episodes().stream()
                .filter(episode -> episode.fault() instanceof Fault.OfProcess)
                .forEach(episode -> byHost.merge(episode.fault().where(), episode.lasts(), Duration::plus));
        return byHost.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(together)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
