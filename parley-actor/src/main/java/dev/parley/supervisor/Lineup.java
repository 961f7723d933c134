package dev.parley.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of one supervisor in order, and what to do next. Pure: it starts and stops nobody itself.
 *
 * <pre>
 * DOWN --start--> STARTING --started--> UP --stop--> STOPPING --ended--> DOWN
 *                     `-------------------`----------ended-------------> DOWN
 * </pre>
 */
final class Lineup {
    enum Phase {
        DOWN,
        STARTING,
        UP,
        STOPPING
    }

    /** A child. */
    static final class Place {
        final ChildSpec<?> spec;
        private Phase phase = Phase.DOWN;
        private boolean wanted = true;
        private boolean mustStop;
        private boolean late;
        private boolean again;
        private boolean hasNoNode;
        private final boolean planned;
        private boolean waitsForThoseBefore;
        private long restarts;

        private Place(ChildSpec<?> spec, boolean planned) {
            this.spec = spec;
            this.planned = planned;
            this.waitsForThoseBefore = planned;
        }

        Phase phase() {
            return phase;
        }

        long restarts() {
            return restarts;
        }

        /** Whether it is to be there. */
        boolean isWanted() {
            return wanted;
        }

        /** Whether it was asked for while the supervisor ran, and was not there before. */
        boolean isNew() {
            return !planned && restarts == 0;
        }

        /** Whether it has started, and is to go on. */
        boolean isUp() {
            return phase == Phase.UP && !mustStop;
        }

        private boolean lives() {
            return phase == Phase.STARTING || phase == Phase.UP;
        }
    }

    /** The next step. */
    sealed interface Step {
        record Stop(Place place) implements Step {}

        record Start(Place place) implements Step {}

        /** Somebody has to start or end first, or there is nothing to do. */
        record Wait() implements Step {}
    }

    private final Supervisor.Strategy strategy;
    private final List<Place> places = new ArrayList<>();

    Lineup(Supervisor.Strategy strategy) {
        this.strategy = strategy;
    }

    /** Adds one of those that start together, in order. */
    void plan(ChildSpec<?> spec) {
        places.add(new Place(spec, true));
    }

    /** Adds one later. */
    Place add(ChildSpec<?> spec) {
        Place place = new Place(spec, false);
        places.add(place);
        return place;
    }

    @Nullable
    Place named(String name) {
        return places.stream()
                .filter(place -> place.spec.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    int indexOf(Place place) {
        return places.indexOf(place);
    }

    List<Place> all() {
        return List.copyOf(places);
    }

    /** Stops come first, the last in order before the others; then starts, one at a time and in order. */
    Step next() {
        for (Place place : places.reversed()) {
            if (place.phase == Phase.STOPPING && !place.late) {
                return new Step.Wait();
            }
            if (place.mustStop && place.lives()) {
                return new Step.Stop(place);
            }
        }
        return nextStart();
    }

    /** Where one is started again alone, it need not wait until another finds a node. */
    private Step nextStart() {
        boolean oneIsMissing = false;
        for (Place place : places) {
            if (!place.wanted || place.phase == Phase.UP || (oneIsMissing && place.waitsForThoseBefore)) {
                continue;
            }
            if (place.phase == Phase.DOWN && !place.hasNoNode) {
                return new Step.Start(place);
            }
            if (place.phase != Phase.DOWN || strategy != Supervisor.Strategy.ONE_FOR_ONE) {
                return new Step.Wait();
            }
            oneIsMissing = true;
        }
        return new Step.Wait();
    }

    // ---- what happened

    void starts(Place place) {
        place.phase = Phase.STARTING;
        place.waitsForThoseBefore = false;
    }

    /** Whether one is starting. */
    boolean awaitsStart() {
        return places.stream().anyMatch(place -> place.phase == Phase.STARTING);
    }

    /** None of its nodes is reachable. */
    void hasNoNode(Place place) {
        place.hasNoNode = true;
    }

    /** There may be other nodes now. */
    void triesAgain() {
        places.forEach(place -> place.hasNoNode = false);
    }

    void started(Place place) {
        if (place.phase == Phase.STARTING) {
            place.phase = Phase.UP;
        }
    }

    void stops(Place place) {
        place.phase = Phase.STOPPING;
        place.late = false;
    }

    /** It takes longer than it may: the others go on without it. */
    void late(Place place) {
        place.late = true;
    }

    /** It is to be there again; where its stop is under way, after that. */
    void want(Place place) {
        place.wanted = true;
        place.again = place.phase != Phase.DOWN;
    }

    /** It is not to be there any more. */
    void dismiss(Place place) {
        place.wanted = false;
        place.mustStop = true;
        if (place.phase == Phase.DOWN) {
            places.remove(place);
        }
    }

    /** It could not be started at all. */
    void forget(Place place) {
        places.remove(place);
    }

    boolean contains(Place place) {
        return places.contains(place);
    }

    /** It has ended. True when that was not asked for and others are to be started again: a restart to be counted. */
    boolean ended(Place place, boolean returns) {
        boolean asked = place.mustStop;
        boolean again = place.again;
        place.phase = Phase.DOWN;
        place.mustStop = false;
        place.again = false;
        if (place.wanted && again) {
            return false;
        }
        if (!place.wanted || place.spec.lifetime() == Lifetime.TEMPORARY) {
            places.remove(place);
            return false;
        }
        if (!asked && !returns) {
            place.wanted = false;
            return false;
        }
        place.restarts++;
        if (!asked) {
            stopWithIt(place);
        }
        return !asked;
    }

    private void stopWithIt(Place ended) {
        int from = switch (strategy) {
            case ONE_FOR_ONE -> places.size();
            case ONE_FOR_ALL -> 0;
            case REST_FOR_ONE -> places.indexOf(ended) + 1;
        };
        for (Place place : places.subList(from, places.size())) {
            if (place.lives()) {
                place.mustStop = true;
            }
        }
    }
}
