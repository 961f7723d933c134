package dev.parley.testkit.simulation;

import dev.parley.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes faults begin and mends them, at once or as a plan says. Mending undoes what this fault did and no more.
 *
 * <p>Threading: the driver.
 */
final class Faults {
    private static final long NOT_YET = -1;

    private final World world;
    private final Breakage breakage;
    private final @Nullable FaultPlan instead;
    private final List<Episode> scheduled = new ArrayList<>();
    private final Set<Begun> begun = new LinkedHashSet<>();
    private long firstScheduleNanos = NOT_YET;
    private boolean settled;

    /** @param instead what is scheduled in the place of all plans, if any */
    Faults(World world, Breakage breakage, @Nullable FaultPlan instead) {
        this.world = world;
        this.breakage = breakage;
        this.instead = instead;
    }

    /** Makes a fault begin; cancelling the result mends it. */
    Cancellable begin(Fault fault) {
        world.happened(fault.where(), fault.toString());
        Begun one = new Begun(fault, breakage.begin(fault));
        if (!one.parts.isEmpty()) {
            begun.add(one);
        }
        return one;
    }

    /** Makes every fault of the plan begin and be mended at its time, counted from now. */
    void schedule(FaultPlan plan) {
        if (settled) {
            throw new IllegalStateException("nothing breaks any more by a plan since the simulation was settled:"
                    + " schedule all plans before, or apply faults one by one");
        }
        boolean first = firstScheduleNanos == NOT_YET;
        long now = world.agenda().nowNanos();
        firstScheduleNanos = first ? now : firstScheduleNanos;
        if (instead != null && !first) {
            return;
        }
        for (Episode episode : (instead == null ? plan : instead).episodes()) {
            scheduled.add(episode.later(Duration.ofNanos(now - firstScheduleNanos)));
            world.agenda().after(episode.at().toNanos(), () -> play(episode));
        }
    }

    /** All that was scheduled, with times counted from the first plan. */
    FaultPlan scheduled() {
        return new FaultPlan(scheduled);
    }

    /** Mends what is broken within {@code core}, and lets no plan break or mend anything any more. */
    void settle(Collection<String> core) {
        settled = true;
        List.copyOf(begun).forEach(one -> one.mendWithin(core));
    }

    private void play(Episode episode) {
        if (settled) {
            return;
        }
        Cancellable mend = begin(episode.fault());
        if (!episode.isForever()) {
            world.agenda().after(episode.lasts().toNanos(), () -> {
                if (!settled) {
                    mend.cancel();
                }
            });
        }
    }

    /** A fault of which something is left to mend. */
    private final class Begun implements Cancellable {
        private final Fault fault;
        private final List<Breakage.Part> parts;

        Begun(Fault fault, List<Breakage.Part> parts) {
            this.fault = fault;
            this.parts = new ArrayList<>(parts);
        }

        @Override
        public void cancel() {
            if (begun.remove(this)) {
                world.happened(fault.where(), "mended: " + fault);
                parts.forEach(part -> part.mend().run());
            }
        }

        void mendWithin(Collection<String> core) {
            List<Breakage.Part> within = parts.stream()
                    .filter(part -> core.containsAll(part.hosts()))
                    .toList();
            if (within.size() == parts.size()) {
                cancel();
            } else {
                parts.removeAll(within);
                within.forEach(part -> part.mend().run());
            }
        }
    }
}
