package dev.parley.bench.run;

import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Aim;
import dev.parley.bench.workload.Aims;
import dev.parley.bench.workload.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of all sides, and what it amounts to. Pure.
 *
 * @param metric what was measured
 * @param spreads what each side reached
 * @param cpuNanos what each side needed of the processors for one operation; sides without operations are absent
 * @param surroundings how the machine was meanwhile
 */
record Row(Metric metric, Map<Side, Spread> spreads, Map<Side, Spread> cpuNanos, Surroundings surroundings) {
    /** Whether aims were reached. */
    enum Verdict {
        /** All of them. */
        REACHED,
        /** One at least not. */
        MISSED,
        /** A side that they speak of did not run. */
        UNKNOWN,
        /** There are none. */
        NO_AIM
    }

    /** The peer in the setting in which it was best. */
    Optional<Side> bestPeer() {
        return spreads.keySet().stream()
                .filter(Side::isPeer)
                .max(Comparator.comparingDouble(side -> -metric.ratio(1, median(side))));
    }

    /** How many times as good Parley is as that side. */
    OptionalDouble ratioTo(Side side) {
        if (!spreads.containsKey(side) || !spreads.containsKey(Side.PARLEY)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(metric.ratio(median(Side.PARLEY), median(side)));
    }

    /** What no actor is expected to beat: the floor, or raw sockets. */
    Optional<Side> floor() {
        return spreads.keySet().stream().filter(Side::isFloor).findFirst();
    }

    OptionalDouble ratioToFloor() {
        return floor().map(this::ratioTo).orElse(OptionalDouble.empty());
    }

    OptionalDouble ratioToBest() {
        return bestPeer().map(this::ratioTo).orElse(OptionalDouble.empty());
    }

    /** How many times as much processor time the peer needs in the setting in which it needs the least. */
    OptionalDouble cpuRatio() {
        Spread own = cpuNanos.get(Side.PARLEY);
        OptionalDouble least = cpuNanos.entrySet().stream()
                .filter(entry -> entry.getKey().isPeer())
                .mapToDouble(entry -> entry.getValue().median())
                .min();
        return own == null || least.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(least.getAsDouble() / own.median());
    }

    Verdict atLeast() {
        return verdict(Aims.of(metric).atLeast());
    }

    Verdict stretch() {
        return verdict(Aims.of(metric).stretch());
    }

    private Verdict verdict(List<Aim> aims) {
        if (aims.isEmpty()) {
            return Verdict.NO_AIM;
        }
        boolean reached = true;
        for (Aim aim : aims) {
            OptionalDouble share = reachedShare(aim);
            if (share.isEmpty()) {
                return Verdict.UNKNOWN;
            }
            reached &= share.getAsDouble() >= 1;
        }
        return reached ? Verdict.REACHED : Verdict.MISSED;
    }

    /** 1 or more where it was reached. */
    private OptionalDouble reachedShare(Aim aim) {
        return switch (aim) {
            case Aim.OfBest(double ratio) -> share(ratioToBest(), ratio);
            case Aim.OfDefault(double ratio) -> share(ratioTo(Side.PEKKO), ratio);
            case Aim.OfFloor(double ratio) -> share(ratioToFloor(), ratio);
            case Aim.NotBelow(double value) ->
                spreads.containsKey(Side.PARLEY)
                        ? OptionalDouble.of(median(Side.PARLEY) / value)
                        : OptionalDouble.empty();
            case Aim.Within(double value) ->
                spreads.containsKey(Side.PARLEY)
                        ? OptionalDouble.of(value / median(Side.PARLEY))
                        : OptionalDouble.empty();
        };
    }

    private static OptionalDouble share(OptionalDouble reached, double wanted) {
        return reached.isEmpty() ? reached : OptionalDouble.of(reached.getAsDouble() / wanted);
    }

    private double median(Side side) {
        Spread spread = spreads.get(side);
        if (spread == null) {
            throw new IllegalArgumentException(side + " did not run " + metric);
        }
        return spread.median();
    }
}
