package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.spi.MessageRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The living children of one parent, by name.
 *
 * <p>Threading: any thread may look; a cell's children are changed by the thread that runs it, a guardian's by any.
 */
final class Children {
    private static final Comparator<MessageRef<?>> BY_SPAWN =
            Comparator.comparing(ref -> ref.address().incarnation(), Long::compareUnsigned);

    private final ConcurrentHashMap<String, MessageRef<?>> byName = new ConcurrentHashMap<>(4);

    /** Enters a child. */
    void add(String name, MessageRef<?> child) {
        if (byName.putIfAbsent(name, child) != null) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' is taken by a living child: choose another, or stop that one first");
        }
    }

    /** Forgets a child; does nothing when the name belongs to a later one. */
    void remove(String name, MessageRef<?> child) {
        byName.remove(name, child);
    }

    /** The child of that name. */
    @Nullable MessageRef<?> named(String name) {
        return byName.get(name);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** All of them, in the order of their spawn. */
    List<MessageRef<?>> all() {
        List<MessageRef<?>> all = new ArrayList<>(byName.values());
        all.sort(BY_SPAWN);
        return all;
    }

    /** The same, for signatures of the API. */
    static void checkName(String name) {
        if (!ActorAddress.isName(name)) {
            throw new IllegalArgumentException("not an actor name: '" + name + "': use [A-Za-z0-9_.~-]{1,64}");
        }
    }
}
