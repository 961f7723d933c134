package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.wire.Frame;
import dev.parley.wire.WireRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits for actors over there that are paused, each in a queue of its own, while the lane flows on for all others.
 *
 * <p>Threading: the loop; {@link #isFull}, {@link #isPaused} and {@link #messages} from any thread.
 *
 * <p>Limits: those of {@link Aside}; {@value #MAX_ACTORS} actors with {@value #MAX_KEYS} addresses, by which they are
 * found.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // the loop is the one writer
final class Parking {
    static final int MAX_ACTORS = 10_000;
    static final int MAX_KEYS = 2 * MAX_ACTORS;

    /**
     * An actor as messages name it. Names at its end that begin with {@code ~} are left out: an adapter goes by its
     * actor, and one that has no name of its own is known by its incarnation.
     */
    record Key(String path, long incarnation) {
        private static final String ADAPTER = "/~";

        static Key of(ActorAddress address) {
            return of(address.path(), address.incarnation());
        }

        static Key of(WireRef ref) {
            return of(ref.path(), ref.incarnation());
        }

        /** Without an incarnation it is a name that was exported, whatever it looks like. */
        static Key of(String path, long incarnation) {
            int end = path.length();
            int slash = path.lastIndexOf('/');
            while (incarnation != 0 && slash > 0 && path.startsWith(ADAPTER, slash)) {
                end = slash;
                slash = path.lastIndexOf('/', end - 1);
            }
            return new Key(path.substring(0, end), incarnation);
        }
    }

    /** One item that waits; a message is encoded already, and counts by its bytes. */
    record Parked(Outgoing item, Frame.@Nullable Body body, int bytes) {
        boolean counts() {
            return item instanceof Outgoing.Bounded;
        }
    }

    /** What may leave now, and whether more is left. */
    record Release(List<Parked> leaving, boolean holdsMore) {}

    private static final class Paused {
        final ArrayDeque<Parked> waiting = new ArrayDeque<>();
        final List<Key> keys = new ArrayList<>(2);
    }

    private final Aside aside;
    private final Map<Key, Paused> actors = new LinkedHashMap<>();
    private final Map<Key, Paused> byKey = new ConcurrentHashMap<>();
    private volatile int messages;

    /** What waits counts into {@code aside}. */
    Parking(Aside aside) {
        this.aside = aside;
    }

    /** What is for this actor waits from now on; false when that are more actors than a correct peer pauses. */
    boolean pause(Frame.Pause pause) {
        Key actor = Key.of(pause.actor());
        if (actors.size() >= MAX_ACTORS && !actors.containsKey(actor)) {
            return false;
        }
        Paused paused = actors.computeIfAbsent(actor, _ -> new Paused());
        add(actor, paused);
        pause.names().forEach(name -> add(Key.of(name, 0), paused));
        return byKey.size() <= MAX_KEYS;
    }

    /** A name that moved on to another actor stays with the first one until that is resumed: order comes first. */
    private void add(Key key, Paused paused) {
        if (byKey.putIfAbsent(key, paused) == null) {
            paused.keys.add(key);
        }
    }

    /** Whether nobody is paused. */
    boolean isEmpty() {
        return actors.isEmpty();
    }

    /** Whether what is for this address has to wait. */
    boolean isPaused(Key address) {
        return byKey.containsKey(address);
    }

    /** Whether something waits for this address already. */
    boolean isWaiting(Key address) {
        Paused paused = byKey.get(address);
        return paused != null && !paused.waiting.isEmpty();
    }

    /** Whether no more messages may be put here. */
    boolean isFull() {
        return aside.isFull();
    }

    /** Puts an item at the end of what waits for a paused address. */
    void add(Key address, Parked parked) {
        Paused paused = byKey.get(address);
        if (paused == null) {
            throw new IllegalStateException("nothing waits for " + address);
        }
        paused.waiting.add(parked);
        count(parked, 1);
    }

    private void count(Parked parked, int sign) {
        if (parked.counts()) {
            messages = messages + sign;
            aside.add(sign, (long) sign * parked.bytes());
        }
    }

    /** There is room for so many messages; the actor is paused no longer if that is enough. */
    Release resume(WireRef ref, int room) {
        Key actor = Key.of(ref);
        Paused paused = actors.get(actor);
        List<Parked> leaving = new ArrayList<>();
        if (paused == null) {
            return new Release(leaving, false);
        }
        int left = room;
        while (!paused.waiting.isEmpty()
                && (left > 0 || !paused.waiting.getFirst().counts())) {
            Parked next = paused.waiting.removeFirst();
            left -= next.counts() ? 1 : 0;
            count(next, -1);
            leaving.add(next);
        }
        boolean holdsMore = !paused.waiting.isEmpty();
        if (!holdsMore) {
            actors.remove(actor);
            paused.keys.forEach(byKey::remove);
        }
        return new Release(leaving, holdsMore);
    }

    /** Takes out all that waits. */
    List<Parked> drain() {
        List<Parked> all = new ArrayList<>();
        actors.values().forEach(paused -> all.addAll(paused.waiting));
        actors.clear();
        byKey.clear();
        all.forEach(parked -> count(parked, -1));
        return all;
    }

    /** How many messages wait. */
    int messages() {
        return messages;
    }
}
