package dev.parley.wire.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Where programs that go by two locks would take one thing for another: an id has two meanings. What only one of them
 * has is no conflict, nor is what {@link ProtocolLock#update} calls safe: such messages are read, or refused by codecs.
 *
 * <p>Threading: immutable.
 */
public final class LockConflicts {
    private static final LockConflicts NONE = new LockConflicts(new LinkedHashMap<>());

    /** By present and former names of the types of ours that conflict, or are made of one that does. */
    private final Map<String, String> whyByName;

    private LockConflicts(Map<String, String> whyByName) {
        this.whyByName = whyByName;
    }

    /** Two programs that agree. */
    public static LockConflicts none() {
        return NONE;
    }

    /** Compares the lock of this program with that of another one. */
    public static LockConflicts between(ProtocolLock ours, ProtocolLock theirs) {
        List<LockedType> all = new ArrayList<>(ours.types());
        all.addAll(theirs.types());
        FormerNames names = new FormerNames(all);
        Map<String, LockedType> theirsByName = new HashMap<>();
        theirs.types().forEach(type -> type.names().forEach(name -> theirsByName.put(name, type)));
        Map<String, String> why = new LinkedHashMap<>();
        for (LockedType type : ours.types()) {
            type.names().stream()
                    .map(theirsByName::get)
                    .filter(other -> other != null)
                    .findFirst()
                    .map(other -> conflict(type, other, names))
                    .ifPresent(text -> why.put(type.name(), type.header() + ": " + text));
        }
        return why.isEmpty() ? NONE : new LockConflicts(byEveryName(ours, spread(ours, why)));
    }

    private static @Nullable String conflict(LockedType ours, LockedType theirs, FormerNames names) {
        if (ours.kind() != theirs.kind()) {
            return "it is '" + theirs.header() + "' there";
        }
        Map<Integer, LockedId> theirsById = new HashMap<>();
        theirs.ids().stream().filter(id -> !id.retired()).forEach(id -> theirsById.put(id.id(), id));
        for (LockedId id : ours.ids()) {
            @Nullable String text = id.retired() ? null : conflict(id, theirsById, names);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String conflict(LockedId ours, Map<Integer, LockedId> theirs, FormerNames names) {
        @Nullable LockedId same = theirs.get(ours.id());
        if (same == null) {
            return null;
        }
        if (!names.areOne(ours, same)) {
            return "id " + ours.id() + " is " + ours.name() + " here and " + same.name() + " there";
        }
        boolean readable = ours.type().isEmpty()
                || names.change(ours, same) != WireTypeChange.OTHER
                || names.change(same, ours) != WireTypeChange.OTHER;
        return readable ? null : ours.name() + " is " + ours.type() + " here and " + same.type() + " there";
    }

    /** A type that is made of one that conflicts cannot be read either. */
    private static Map<String, String> spread(ProtocolLock ours, Map<String, String> why) {
        Map<String, List<LockedType>> users = new HashMap<>();
        for (LockedType type : ours.types()) {
            for (String part : type.parts(name -> ours.type(name).isPresent())) {
                ours.type(part)
                        .ifPresent(used -> users.computeIfAbsent(used.name(), _ -> new ArrayList<>())
                                .add(type));
            }
        }
        Map<String, String> all = new LinkedHashMap<>(why);
        Queue<String> next = new ArrayDeque<>(why.keySet());
        while (!next.isEmpty()) {
            String name = next.remove();
            for (LockedType user : users.getOrDefault(name, List.of())) {
                if (all.putIfAbsent(user.name(), all.get(name)) == null) {
                    next.add(user.name());
                }
            }
        }
        return all;
    }

    private static Map<String, String> byEveryName(ProtocolLock ours, Map<String, String> why) {
        Map<String, String> every = new LinkedHashMap<>();
        for (LockedType type : ours.types()) {
            String text = why.get(type.name());
            if (text != null) {
                type.names().forEach(name -> every.put(name, text));
            }
        }
        return every;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return whyByName.isEmpty();
    }

    /** Why values that are made of types of these names would be misread; empty if they would not. */
    public Optional<String> of(Collection<String> types) {
        return types.stream().map(whyByName::get).filter(why -> why != null).findFirst();
    }

    /** All of them, each once, in order. */
    public List<String> texts() {
        return whyByName.values().stream().distinct().sorted().toList();
    }
}
