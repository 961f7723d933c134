package dev.parley.wire.lock;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees through the former names of types: two names that mean the same type become one. */
final class FormerNames {

    private final Map<String, String> presentByFormer = new HashMap<>();

    FormerNames(List<LockedType> types) {
        for (LockedType type : types) {
            type.was().forEach(former -> presentByFormer.put(former, type.name()));
        }
    }

    /** The line that has the id of what is declared, under the name that it has or had. */
    Optional<LockedId> find(LockedType held, LockedId declared) {
        Optional<LockedId> byName = held.live(declared.name());
        if (byName.isPresent() || held.kind() != LockedType.Kind.SEALED) {
            return byName;
        }
        // A leaf is a type, which may have been renamed where it has lines of its own.
        return held.ids().stream()
                .filter(id -> !id.retired() && present(id.name()).equals(present(declared.name())))
                .findFirst();
    }

    /** What it means that a component of this line is declared with that type now. */
    WireTypeChange change(LockedId before, LockedId declared) {
        return WireTypeChange.of(
                before.wireType().renamed(this::present), declared.wireType().renamed(this::present));
    }

    /** Whether two lines are of one thing, by a name that both have or had. */
    boolean areOne(LockedId one, LockedId other) {
        return one.isCalled(other.name())
                || other.was().stream().anyMatch(one::isCalled)
                || present(one.name()).equals(present(other.name()));
    }

    private String present(String name) {
        return presentByFormer.getOrDefault(name, name);
    }
}
