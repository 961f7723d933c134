package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import org.jspecify.annotations.Nullable;

/** Finds a living actor by its path, from the guardian down. Any thread. */
final class PathWalk {
    private PathWalk() {}

    static @Nullable MessageRef<?> find(LocalSystem system, String path) {
        String[] names = path.split("/", -1);
        if (names.length < 3 || !names[0].isEmpty()) {
            return null;
        }
        return switch (names[1]) {
            case "user" -> below(system.user().children().named(names[2]), names, 3);
            case "spawned" -> spawned(system, names);
            default -> null;
        };
    }

    /** A remote child's first two names are one: the id of its spawn and the name of its kind. */
    private static @Nullable MessageRef<?> spawned(LocalSystem system, String[] names) {
        return names.length < 4 ? null : below(system.spawned().children().named(names[2] + "/" + names[3]), names, 4);
    }

    private static @Nullable MessageRef<?> below(@Nullable MessageRef<?> top, String[] names, int next) {
        MessageRef<?> found = top;
        for (int i = next; i < names.length; i++) {
            if (!(found instanceof LocalRef<?> local)) {
                return null;
            }
            Family family = local.cell().life().familyIfAny();
            found = family == null ? null : family.named(names[i]);
        }
        return found;
    }
}
