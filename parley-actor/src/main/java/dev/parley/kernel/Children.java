package dev.parley.kernel;

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
            Comparator.comparing(MessageRef::incarnation, Long::compareUnsigned);

    private final ConcurrentHashMap<String, MessageRef<?>> byName = new ConcurrentHashMap<>(4);

    /** Enters a child, in the place of one of that name which has ended and was not forgotten yet. */
    void add(String name, MessageRef<?> child) {
        MessageRef<?> known = byName.putIfAbsent(name, child);
        if (known != null && !(hasEnded(known) && byName.replace(name, known, child))) {
            throw new IllegalArgumentException(
                    "the name '" + name + "' is taken by a living child: choose another, or stop that one first");
        }
    }

    /** Forgets a child; does nothing when the name belongs to a later one. */
    void remove(String name, MessageRef<?> child) {
        byName.remove(name, child);
    }

    private static boolean hasEnded(MessageRef<?> child) {
        return child instanceof LocalRef<?> local && local.cell().hasEnded();
    }

    /** The living child of that name. */
    @Nullable
    MessageRef<?> named(String name) {
        MessageRef<?> known = byName.get(name);
        return known == null || hasEnded(known) ? null : known;
    }

    /** Whether all that were entered were forgotten. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** All that live, in the order of their spawn. */
    List<MessageRef<?>> all() {
        List<MessageRef<?>> all = new ArrayList<>(byName.values());
        all.removeIf(Children::hasEnded);
        all.sort(BY_SPAWN);
        return all;
    }
}
