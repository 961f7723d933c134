package dev.parley.wire;

import dev.parley.wire.lock.LockedType;
import dev.parley.wire.lock.ProtocolLock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Where components, leaves and constants get their ids: from the lock if it holds their type, else they are counted in
 * the order of declaration.
 *
 * <p>Threading: guarded by the registration lock of {@link Codecs}.
 */
final class Ids {

    private final ProtocolLock lock;
    private final Map<String, Class<?>> claims;

    /**
     * Ids from this lock.
     *
     * @param claims which class is which type of the lock, as far as it is known
     */
    Ids(ProtocolLock lock, Map<String, Class<?>> claims) {
        this.lock = lock;
        this.claims = new HashMap<>(claims);
    }

    Map<String, Class<?>> claims() {
        return claims;
    }

    /** All names that messages of this class may have in what arrives. */
    List<String> namesOf(Class<?> raw) {
        String name = MessageNames.nameOf(raw);
        return lock.type(name).map(LockedType::names).orElse(List.of(name));
    }

    /**
     * All names that a component, leaf or constant may have in what arrives; the first is the one to send.
     *
     * @param declared how it is declared here
     */
    List<String> namesOf(Class<?> raw, int id, String declared) {
        List<String> names = new ArrayList<>();
        lock.type(MessageNames.nameOf(raw))
                .ifPresent(held -> held.ids().stream()
                        .filter(line -> line.id() == id)
                        .forEach(line -> {
                            names.add(line.name());
                            names.addAll(line.was());
                        }));
        if (!names.contains(declared)) {
            names.add(declared);
        }
        return List.copyOf(names);
    }

    /**
     * The id of each component, leaf or constant by its place in the declaration.
     *
     * @param declared what the type declares; asked for only if the lock holds the type
     * @param path where it stands, for refusals
     */
    IntUnaryOperator of(Class<?> raw, LockedType.Kind kind, Supplier<LockedType> declared, String path) {
        Optional<LockedType> held = lock.type(MessageNames.nameOf(raw));
        if (held.isEmpty()) {
            return place -> place + kind.firstId();
        }
        try {
            claim(raw, held.get().name());
            List<Integer> ids = lock.idsOf(declared.get());
            return ids::get;
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(path + ": " + refused.getMessage(), refused);
        }
    }

    private void claim(Class<?> raw, String name) {
        Class<?> before = claims.putIfAbsent(name, raw);
        if (before != null && before != raw) {
            throw new IllegalArgumentException(
                    "protocol.lock has one type '" + name + "', but " + before.getName() + " and " + raw.getName()
                            + " both have that name, or had it: rename one, or nest it in its protocol");
        }
    }
}
