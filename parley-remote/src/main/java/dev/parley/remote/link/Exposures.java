package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.Watcher;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final AtomicLong changes = new AtomicLong();

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
            ref.watch(this);
        } else if (known.protocol() == Object.class) { // so far it could only be watched
            byAddress.replace(key, known, exposed);
        }
    }

    /** Makes an actor reachable by a name, whatever its incarnation. */
    void export(String path, MessageRef<?> ref, Type protocol) {
        byName.put(path, new Exposed(ref, protocol));
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
        return byName.entrySet().stream()
                .filter(entry ->
                        Parking.Key.of(entry.getValue().ref().address()).equals(actor))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public void terminated(MessageRef<?> ref, Terminated.Reason reason) {
        ActorAddress ended = ref.address();
        // adapters live below their actor and end with it
        byAddress
                .keySet()
                .removeIf(key -> key.incarnation() == ended.incarnation()
                        && (key.path().equals(ended.path()) || key.path().startsWith(ended.path() + "/~")));
        boolean hadName = byName.values()
                .removeIf(exposed -> exposed.ref().address().incarnation() == ended.incarnation()
                        && exposed.ref().address().path().equals(ended.path()));
        if (hadName) {
            changes.incrementAndGet();
        }
    }

    @Override
    public ActorAddress address() {
        return self.get();
    }
}
