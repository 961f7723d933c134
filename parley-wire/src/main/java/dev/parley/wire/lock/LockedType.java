package dev.parley.wire.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A record, sealed interface or enum of a {@link ProtocolLock}.
 *
 * @param name as on the wire: how the class is nested, without its package
 * @param was former names, which are still read
 * @param ids components, leaves or constants, ascending; retired ones too
 */
public record LockedType(Kind kind, String name, List<String> was, List<LockedId> ids) {

    /** What a type is. */
    public enum Kind {
        RECORD(1),
        SEALED(1),
        ENUM(0);

        private final int firstId;

        Kind(int firstId) {
            this.firstId = firstId;
        }

        /** The smallest id: 0 is taken where it names the leaf. */
        public int firstId() {
            return firstId;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @throws IllegalArgumentException if an id, or a name of what is not retired, is there twice, or if a line does
     *     not fit the kind
     */
    public LockedType {
        LockedId.requireWord(name);
        was = List.copyOf(was);
        was.forEach(LockedId::requireWord);
        ids = ids.stream().sorted(Comparator.comparingInt(LockedId::id)).toList();
        for (LockedId id : ids) {
            requireFit(kind, id);
        }
        requireDistinct(ids);
    }

    /** A type that never had another name. */
    public static LockedType of(Kind kind, String name, List<LockedId> ids) {
        return new LockedType(kind, name, List.of(), ids);
    }

    /** The first line of its text. */
    public String header() {
        return kind.word() + " " + name;
    }

    /** Its lines, each with a line end. */
    public String text() {
        StringBuilder text =
                new StringBuilder(header()).append(LockedId.suffix(was)).append('\n');
        for (LockedId id : ids) {
            text.append("  ").append(id.text()).append('\n');
        }
        return text.toString();
    }

    /** The smallest id that is larger than all that were ever used. */
    int nextId() {
        return ids.isEmpty() ? kind.firstId() : ids.getLast().id() + 1;
    }

    /** Its name, and those that it had. */
    public List<String> names() {
        List<String> names = new ArrayList<>(was);
        names.addFirst(name);
        return List.copyOf(names);
    }

    /** The names of the types that its values are made of, those of the JDK too. */
    List<String> parts(Predicate<String> isOfLock) {
        return switch (kind) {
            case ENUM -> List.of();
            case SEALED -> live().map(LockedId::name).toList();
            case RECORD -> live().flatMap(id -> id.wireType().parts(isOfLock)).toList();
        };
    }

    private Stream<LockedId> live() {
        return ids.stream().filter(id -> !id.retired());
    }

    boolean isCalled(String word) {
        return name.equals(word) || was.contains(word);
    }

    /** What is not retired and has, or had, this name. */
    Optional<LockedId> live(String word) {
        return ids.stream().filter(id -> !id.retired() && id.isCalled(word)).findFirst();
    }

    LockedType with(LockedId further) {
        List<LockedId> more = new ArrayList<>(ids);
        more.add(further);
        return new LockedType(kind, name, was, more);
    }

    LockedType withIds(List<LockedId> newIds) {
        return new LockedType(kind, name, was, newIds);
    }

    private static void requireFit(Kind kind, LockedId id) {
        if (id.id() < kind.firstId()) {
            throw new IllegalArgumentException("ids of a " + kind.word() + " begin with " + kind.firstId()
                    + ", not with " + id.id() + ": take the next one that was never used");
        }
        if (id.type().isEmpty() == (kind == Kind.RECORD)) {
            throw new IllegalArgumentException(
                    kind == Kind.RECORD
                            ? "'" + id.name() + "' has no type: write 'ID NAME TYPE'"
                            : "'" + id.type() + "' is too much: a line of a " + kind.word() + " is 'ID NAME'");
        }
    }

    private static void requireDistinct(List<LockedId> ids) {
        TreeSet<String> names = new TreeSet<>();
        int before = -1;
        for (LockedId id : ids) {
            if (id.id() == before) {
                throw new IllegalArgumentException(
                        "id " + before + " is there twice: give the newer line the next one that was never used");
            }
            before = id.id();
            List<String> own = new ArrayList<>(id.was());
            own.add(id.name());
            for (String name : id.retired() ? List.<String>of() : own) {
                if (!names.add(name)) {
                    throw new IllegalArgumentException("'" + name + "' names two ids: remove one line, or retire it ('"
                            + id.id() + " - " + name + "')");
                }
            }
        }
    }
}
