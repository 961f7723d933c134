package dev.parley.supervisor;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.Done;
import dev.parley.ReplyTo;
import dev.parley.Request;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Outstanding;
import dev.parley.spi.StopsInOrder;
import dev.parley.supervisor.Lineup.Place;
import dev.parley.supervisor.Lineup.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The actor of a {@link Supervisor}: carries out what {@link Lineup} decides. */
final class Supervising implements Actor<Supervisor.Command>, StopsInOrder {
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** So many timers forget restarts; if there may be more than that, each forgets a part of the window's. */
    private static final int LOTS = 16;

    /** What it tells itself. */
    sealed interface Own extends Supervisor.Command {}

    /** Children have started. A full mailbox may refuse it: then what is in there does as well, or the next look. */
    private record SomeStarted() implements Own {}

    private record Ended(Place place, Terminated end) implements Own {}

    private record Late(Place place, ActorRef<?> ref) implements Own {}

    /** Restarts are older than the window. */
    private record Forgotten(int restarts) implements Own {}

    /** Those since the first one of the lot are to be forgotten together. */
    private record LotEnds() implements Own {}

    private record TryAgain() implements Own {}

    private record Started(Place place, ActorRef<?> ref) {}

    /** Somebody who waits for the start of a child. */
    private record Waiting<M>(ReplyTo<ActorRef<M>> asker) {
        @SuppressWarnings("unchecked") // the place was made from the specification of an M
        void up(ActorRef<?> child) {
            asker.reply((ActorRef<M>) child);
        }

        /** It cannot be started at all, which must not cost the supervisor those children that it has. */
        void refused(RuntimeException why) {
            asker.reject(Objects.requireNonNullElse(why.getMessage(), "it cannot be started"));
        }

        boolean isForgotten() {
            return isOver(asker);
        }

        void over() {
            asker.reject("the child has ended and is not started again");
        }
    }

    private final Queue<Started> started = new ConcurrentLinkedQueue<>(); // filled by the children's threads
    private final Supervisor plan;
    private final Lineup lineup;
    private final Map<Place, ActorRef<?>> refs = new HashMap<>();
    private final Map<Place, Cancellable> deadlines = new HashMap<>(); // of those that are being stopped
    private final Map<Place, List<Waiting<?>>> awaitStart = new HashMap<>();
    private final Map<Place, List<ReplyTo<Done>>> awaitEnd = new HashMap<>();
    private int recentRestarts;
    private int lot; // the last of these, which have no timer yet that forgets them
    private boolean triesAgain;

    Supervising(Supervisor plan) {
        this.plan = plan;
        this.lineup = new Lineup(plan.strategy());
        plan.children().forEach(lineup::plan);
    }

    @Override
    public List<MessageRef<?>> inOrder(List<MessageRef<?>> spawned) {
        // one that came back was spawned after those which rely on it
        Map<ActorRef<?>, Integer> positions = new HashMap<>();
        for (Place place : lineup.all()) {
            ActorRef<?> ref = refs.get(place);
            if (ref != null) {
                positions.put(ref, positions.size());
            }
        }
        List<MessageRef<?>> ordered = new ArrayList<>(spawned);
        ordered.sort(Comparator.comparing(child -> positions.getOrDefault(child, Integer.MAX_VALUE)));
        return ordered;
    }

    @Override
    public Duration stopLimit(ActorRef<?> child) {
        return refs.entrySet().stream()
                .filter(entry -> entry.getValue().equals(child))
                .map(entry -> entry.getKey().spec.stopLimit())
                .findFirst()
                .orElse(Duration.ZERO);
    }

    @Override
    public void onStart(ActorContext<Supervisor.Command> ctx) {
        proceed(ctx);
    }

    @Override
    public void onMessage(Supervisor.Command message, ActorContext<Supervisor.Command> ctx) {
        for (Started next = started.poll(); next != null; next = started.poll()) {
            started(next.place(), next.ref());
        }
        switch (message) {
            case Supervisor.Find<?> find -> find(find, ctx);
            case Supervisor.Start<?> start -> start(start, ctx);
            case Supervisor.Remove remove -> remove(remove, ctx);
            case Supervisor.Children children -> ctx.reply(children, states());
            case SomeStarted() -> {}
            case Ended(Place place, Terminated end) -> ended(place, end, ctx);
            case Late(Place place, ActorRef<?> ref) -> late(place, ref, ctx);
            case LotEnds() -> endLot(ctx);
            case Forgotten(int restarts) -> recentRestarts -= restarts;
            case TryAgain() -> {
                triesAgain = false;
                lineup.triesAgain();
            }
        }
        proceed(ctx);
    }

    /** Takes steps until somebody else has to move. */
    private void proceed(ActorContext<Supervisor.Command> ctx) {
        boolean moves = true;
        while (moves) {
            moves = switch (lineup.next()) {
                case Step.Start(Place place) -> spawn(place, ctx);
                case Step.Stop(Place place) -> stop(place, ctx);
                case Step.Wait() -> false;
            };
        }
        if (lineup.awaitsStart()) {
            tryAgainLater(ctx); // that a child has started may have been said to a full mailbox
        }
    }

    private boolean spawn(Place place, ActorContext<Supervisor.Command> ctx) {
        Optional<? extends ActorRef<?>> spawned;
        try {
            spawned = place.spec.spawn(ctx, lineup.indexOf(place));
            spawned.ifPresent(ref -> watch(place, ref, ctx));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            if (!place.isNew()) {
                throw refused;
            }
            lineup.forget(place);
            remove(awaitStart, place).forEach(asker -> asker.refused(refused));
            return true;
        }
        if (spawned.isEmpty()) {
            lineup.hasNoNode(place);
            tryAgainLater(ctx);
            return true;
        }
        ActorRef<?> ref = spawned.get();
        ActorRef<Supervisor.Command> self = ctx.self();
        lineup.starts(place);
        refs.put(place, ref);
        ((MessageRef<?>) ref).onceStarted(() -> {
            started.add(new Started(place, ref));
            self.offer(new SomeStarted());
        });
        return true;
    }

    private static void watch(Place place, ActorRef<?> ref, ActorContext<Supervisor.Command> ctx) {
        try {
            ctx.watch(ref, end -> new Ended(place, end));
        } catch (IllegalStateException tooMany) {
            ctx.stop(ref);
            throw tooMany;
        }
    }

    private void tryAgainLater(ActorContext<Supervisor.Command> ctx) {
        if (!triesAgain) {
            triesAgain = true;
            ctx.after(RETRY, new TryAgain());
        }
    }

    private boolean stop(Place place, ActorContext<Supervisor.Command> ctx) {
        ActorRef<?> ref = Objects.requireNonNull(refs.get(place), "a living child has a ref");
        lineup.stops(place);
        ctx.stop(ref);
        deadlines.put(place, ctx.after(place.spec.stopLimit(), new Late(place, ref)));
        return true;
    }

    // ---- what happens to children

    private void started(Place place, ActorRef<?> ref) {
        if (ref.equals(refs.get(place))) {
            lineup.started(place);
            if (place.isUp()) {
                remove(awaitStart, place).forEach(asker -> asker.up(ref));
            }
        }
    }

    private void ended(Place place, Terminated end, ActorContext<Supervisor.Command> ctx) {
        if (!refs.remove(place, end.ref())) {
            return;
        }
        @Nullable Cancellable deadline = deadlines.remove(place);
        if (deadline != null) { // else children that come and go within their limits would use up the timers
            deadline.cancel();
        }
        boolean isRestart = lineup.ended(place, place.spec.lifetime().returnsAfter(end.reason()));
        remove(awaitEnd, place).forEach(asker -> asker.reply(Done.DONE));
        if (!place.isWanted() || !lineup.contains(place)) {
            remove(awaitStart, place).forEach(Waiting::over);
        }
        if (isRestart) {
            count(place, end.reason(), ctx);
        }
    }

    private void count(Place place, Terminated.Reason reason, ActorContext<Supervisor.Command> ctx) {
        if (recentRestarts >= plan.limit()) {
            tryAgainLater(ctx); // where this failure is resumed the child comes back
            throw new IllegalStateException("more than " + plan.limit() + " restarts of children within "
                    + plan.window() + "; the last was that of '" + place.spec.name() + "': " + reason.sentence());
        }
        recentRestarts++;
        lot++;
        if (plan.limit() <= LOTS) {
            endLot(ctx);
        } else if (lot == 1) {
            ctx.after(plan.window().dividedBy(LOTS), new LotEnds());
        }
    }

    private void endLot(ActorContext<Supervisor.Command> ctx) {
        ctx.after(plan.window(), new Forgotten(lot));
        lot = 0;
    }

    private void late(Place place, ActorRef<?> ref, ActorContext<Supervisor.Command> ctx) {
        if (ref.equals(refs.get(place)) && place.phase() == Lineup.Phase.STOPPING) {
            ctx.log().log(
                    System.Logger.Level.WARNING,
                    "{0} has not stopped within {1}; the others go on without it",
                    ref,
                    place.spec.stopLimit());
            lineup.late(place);
        }
    }

    // ---- what is asked

    private <M> void find(Supervisor.Find<M> find, ActorContext<Supervisor.Command> ctx) {
        Place place = lineup.named(find.child().name());
        if (place == null || place.spec != find.child()) {
            ctx.reject(
                    find,
                    "this supervisor has no child of that specification: '"
                            + find.child().name() + "'");
        } else if (!place.isWanted()) {
            ctx.reject(find, "the child '" + find.child().name() + "' has ended and is not started again");
        } else {
            @Nullable ReplyTo<ActorRef<M>> asker = asker(find, ctx);
            if (asker != null) {
                onceUp(place, asker);
            }
        }
    }

    private <M> void start(Supervisor.Start<M> start, ActorContext<Supervisor.Command> ctx) {
        Place known = lineup.named(start.child().name());
        if (known != null && (known.isWanted() || known.spec != start.child())) {
            ctx.reject(
                    start, "this supervisor has a child named '" + start.child().name() + "'");
            return;
        }
        @Nullable ReplyTo<ActorRef<M>> asker = asker(start, ctx);
        if (asker != null) {
            Place place = known == null ? lineup.add(start.child()) : known;
            lineup.want(place); // it may be one that had ended by itself
            onceUp(place, asker);
        }
    }

    /** Who waits for an answer; null when too many do, which must not cost those their supervisor who have one. */
    private static <R> @Nullable ReplyTo<R> asker(
            Request<Supervisor.Command, R> request, ActorContext<Supervisor.Command> ctx) {
        try {
            return ctx.replyTo(request);
        } catch (IllegalStateException tooMany) {
            ctx.reject(request, Objects.requireNonNullElse(tooMany.getMessage(), "too many wait"));
            return null;
        }
    }

    @SuppressWarnings("unchecked") // the place was made from the specification of an M
    private <M> void onceUp(Place place, ReplyTo<ActorRef<M>> asker) {
        ActorRef<?> ref = refs.get(place);
        if (ref != null && place.isUp()) {
            asker.reply((ActorRef<M>) ref);
        } else {
            add(awaitStart, place, new Waiting<>(asker), Waiting::isForgotten);
        }
    }

    private void remove(Supervisor.Remove remove, ActorContext<Supervisor.Command> ctx) {
        Place place = lineup.named(remove.name());
        if (place == null) {
            ctx.reject(remove, "this supervisor has no child named '" + remove.name() + "'");
            return;
        }
        @Nullable ReplyTo<Done> asker = asker(remove, ctx);
        if (asker == null) {
            return;
        }
        lineup.dismiss(place);
        if (lineup.contains(place)) {
            add(awaitEnd, place, asker, Supervising::isOver);
        } else {
            asker.reply(Done.DONE);
            remove(awaitStart, place).forEach(Waiting::over);
        }
    }

    /** Forgets those whose limit is over now and then, so there are never twice as many as may wait. */
    private static <T> void add(Map<Place, List<T>> map, Place place, T next, Predicate<T> isOver) {
        List<T> waiting = map.computeIfAbsent(place, _ -> new ArrayList<>());
        if (Integer.bitCount(waiting.size()) == 1) { // else each one would look at all the others
            waiting.removeIf(isOver);
        }
        waiting.add(next);
    }

    private static boolean isOver(ReplyTo<?> asker) {
        return asker instanceof Outstanding outstanding && outstanding.isOver();
    }

    private static <T> List<T> remove(Map<Place, List<T>> map, Place place) {
        List<T> removed = map.remove(place);
        return removed == null ? List.of() : removed;
    }

    private List<Supervisor.ChildState> states() {
        return lineup.all().stream()
                .map(place -> new Supervisor.ChildState(
                        place.spec.name(), place.phase() == Lineup.Phase.UP, place.restarts()))
                .toList();
    }
}
