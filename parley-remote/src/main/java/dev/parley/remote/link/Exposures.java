package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The actors of this node that others may reach, and what each speaks: those that were exported, spawned for others, or
 * whose ref has left this node in a message. Nobody else can be guessed by address.
 *
 * <p>Threading: any thread. An entry ends with its actor.
 */
final class Exposures implements Watcher {
    /** A reachable actor. */
    record Exposed(MessageRef<?> ref, Type protocol) {}

    private record Key(String path, long incarnation) {}

    private final Supplier<ActorAddress> self;
    private final Map<Key, Exposed> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Exposed> byName = new ConcurrentHashMap<>();
    private final ByActor<Key> adapters = new ByActor<>();
    private final ByActor<String> names = new ByActor<>();
    private final AtomicLong changes = new AtomicLong();

    /** What ends with an actor beside its own address: an end must not look at all that is exposed. */
    private static final class ByActor<T> {
        private final Map<Parking.Key, Set<T>> all = new HashMap<>();

        synchronized void add(Parking.Key actor, T one) {
            all.computeIfAbsent(actor, _ -> new LinkedHashSet<>(2)).add(one);
        }

        synchronized List<T> of(Parking.Key actor) {
            @Nullable Set<T> known = all.get(actor);
            return known == null ? List.of() : new ArrayList<>(known);
        }

        synchronized List<T> remove(Parking.Key actor) {
            List<T> removed = of(actor);
            all.remove(actor);
            return removed;
        }
    }

    /** {@code self} is who watches the exposed. */
    Exposures(Supplier<ActorAddress> self) {
        this.self = self;
    }

    /** Makes an actor reachable by its address, with its incarnation. */
    void add(MessageRef<?> ref, Type protocol) {
        if (ref instanceof HomeRef) {
            return; // it looks here for its actor: that is here already, or has ended
        }
        ActorAddress address = ref.address();
        Key key = new Key(address.path(), address.incarnation());
        Exposed exposed = new Exposed(ref, protocol);
        @Nullable Exposed known = byAddress.putIfAbsent(key, exposed);
        if (known == null) {
            if (isOfAdapter(address.path())) {
                adapters.add(Parking.Key.of(address), key);
            }
            ref.watch(this);
        } else if (known.protocol() == Object.class) { // so far it could only be watched
            byAddress.replace(key, known, exposed);
        }
    }

    /** An adapter lives below its actor by the name of a protocol; so does an actor without a name, by a number. */
    private static boolean isOfAdapter(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.startsWith("~", name) && !(path.length() > name + 1 && Character.isDigit(path.charAt(name + 1)));
    }

    /** Makes an actor reachable by a name, whatever its incarnation. */
    void export(String path, MessageRef<?> ref, Type protocol) {
        byName.put(path, new Exposed(ref, protocol));
        names.add(Parking.Key.of(ref.address()), path);
        changes.incrementAndGet();
        add(ref, protocol);
    }

    /** Who is meant by an address from outside. */
    Optional<Exposed> find(String path, long incarnation) {
        @Nullable Exposed found = incarnation == 0 ? byName.get(path) : byAddress.get(new Key(path, incarnation));
        return Optional.ofNullable(found);
    }

    /** How often a name has come to mean somebody else so far. */
    long changes() {
        return changes.get();
    }

    /** The names by which that actor is found whatever its incarnation, in order; one of its adapters counts for it. */
    List<String> names(Parking.Key actor) {
        return names.of(actor).stream()
                .filter(name -> means(byName.get(name), actor))
                .sorted()
                .toList();
    }

    private static boolean means(@Nullable Exposed exposed, Parking.Key actor) {
        return exposed != null && Parking.Key.of(exposed.ref().address()).equals(actor);
    }

    /** The addresses go before the names: whoever exports the ended meanwhile finds none, and so watches it again. */
    @Override
    public void terminated(MessageRef<?> ref, Terminated.Reason reason) {
        ActorAddress ended = ref.address();
        Parking.Key actor = Parking.Key.of(ended);
        byAddress.remove(new Key(ended.path(), ended.incarnation()));
        adapters.remove(actor).forEach(byAddress::remove);
        for (String name : names.remove(actor)) {
            byName.computeIfPresent(name, (_, exposed) -> means(exposed, actor) ? null : exposed);
            changes.incrementAndGet();
        }
    }

    @Override
    public ActorAddress address() {
        return self.get();
    }
}
