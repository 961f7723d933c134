package dev.parley.wire.lock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ids that a protocol's records, sealed interfaces and enums have on the wire, and those that they had. It is a
 * text that is committed beside the code, so components, leaves and constants may be declared in any order:
 *
 * <pre>
 * # protocol.lock v1
 *
 * enum Shop.Colour
 *   0 RED
 *   1 GREEN
 *
 * record Shop.Order was Shop.Purchase
 *   1 id long
 *   2 customer string! was buyer
 *   3 items list&lt;Shop.Item&gt;
 *   4 - discount double
 *
 * sealed Shop.Command
 *   1 Shop.Command.Add
 *   2 Shop.Command.Remove
 * </pre>
 *
 * A {@code !} marks what must not be missing, {@code -} an id that nothing has any more, and {@code was} former names.
 *
 * <p>Threading: immutable.
 * <p>Limits: ids up to {@value LockedId#MAX_ID}.
 *
 * @param types by name
 */
public record ProtocolLock(List<LockedType> types) {

    static final String VERSION = "# protocol.lock v1";

    /**
     * @throws IllegalArgumentException if two types have, or had, one name
     */
    public ProtocolLock {
        types = types.stream().sorted(Comparator.comparing(LockedType::name)).toList();
        TreeSet<String> names = new TreeSet<>();
        for (LockedType type : types) {
            requireNew(names, type.name());
            type.was().forEach(former -> requireNew(names, former));
        }
    }

    /** A lock that holds nothing. */
    public static ProtocolLock empty() {
        return new ProtocolLock(List.of());
    }

    /**
     * Reads the text of a lock. The order of types and of ids is free, and so are blank lines; comments are refused,
     * for they would be lost.
     *
     * @throws IllegalArgumentException naming the line and the remedy
     */
    public static ProtocolLock parse(String text) {
        return LockParser.parse(text);
    }

    /** Its text: types by name, ids ascending. */
    public String text() {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        for (LockedType type : types) {
            text.append('\n').append(type.text());
        }
        return text.toString();
    }

    /** A number that locks of different texts hardly share: of the SHA-256 of the text the first 63 bits; never 0. */
    public long fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return Math.max(1, ByteBuffer.wrap(digest).getLong() >>> 1);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /** The type that has, or had, this name. */
    public Optional<LockedType> type(String name) {
        return types.stream().filter(type -> type.isCalled(name)).findFirst();
    }

    /**
     * The ids of what a type declares, in the order of its declaration. Lines that the declaration lacks do no harm
     * here: their ids stay taken.
     *
     * @param declared the declaration; this lock holds a type that has, or had, its name
     * @throws IllegalArgumentException naming what is declared and not held here, or held as something else, and the
     *     remedy
     */
    public List<Integer> idsOf(LockedType declared) {
        LockedType held = type(declared.name())
                .orElseThrow(() -> new IllegalArgumentException(declared.name() + " is not in the lock"));
        if (held.kind() != declared.kind()) {
            throw new IllegalArgumentException("protocol.lock says '" + held.header() + "', the code declares '"
                    + declared.header() + "': give what is new a new name");
        }
        FormerNames names = new FormerNames(types);
        TreeMap<Integer, String> nameById = new TreeMap<>();
        List<Integer> ids = new ArrayList<>();
        for (LockedId id : declared.ids()) {
            int number = idOf(held, id, names);
            String before = nameById.putIfAbsent(number, id.name());
            if (before != null) {
                throw new IllegalArgumentException("'" + id.name() + "' and '" + before
                        + "' are one and the same in protocol.lock, a present and a former name: give one of them"
                        + " another name");
            }
            ids.add(number);
        }
        return ids;
    }

    private static int idOf(LockedType held, LockedId declared, FormerNames names) {
        LockedId line = names.find(held, declared)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + declared.name() + "' is not in protocol.lock: add '  "
                                + declared.withId(held.nextId()).text() + "' below '" + held.header()
                                + "', or 'was' and its former name behind its present one if it was renamed"));
        if (held.kind() == LockedType.Kind.RECORD && names.change(line, declared) == WireTypeChange.OTHER) {
            throw new IllegalArgumentException("protocol.lock says '" + line.text() + "' below '" + held.header()
                    + "', the code declares " + declared.type() + ": retire that line ('"
                    + line.asRetired().text() + "') and give what is new an id of its own");
        }
        return line.id();
    }

    /**
     * Compares this lock, the committed one, with what the code declares. Types that the code does not declare stay
     * as they are: their ids are taken for ever, and others may still speak them.
     *
     * @param declared what the code declares; its ids count only for types that are new
     */
    public LockUpdate update(ProtocolLock declared) {
        FormerNames names = new FormerNames(types);
        List<LockChange> changes = new ArrayList<>();
        TreeMap<String, LockedType> updated = new TreeMap<>();
        types.forEach(type -> updated.put(type.name(), type));
        for (LockedType type : declared.types()) {
            LockedType held = type(type.name()).orElse(null);
            if (held == null) {
                updated.put(type.name(), type);
                changes.add(new LockChange.Safe(type.header(), type.text(), "a new type"));
            } else if (!held.name().equals(type.name())
                    && declared.type(held.name()).isPresent()) {
                changes.add(new LockChange.Breaking(
                        held.header(),
                        type.name() + ", its former name, is declared too",
                        "give one of the two another name"));
            } else {
                TypeUpdate update = new TypeUpdate(held, type, names);
                updated.put(held.name(), update.result());
                changes.addAll(update.changes());
            }
        }
        return new LockUpdate(new ProtocolLock(List.copyOf(updated.values())), changes);
    }

    @Override
    public String toString() {
        return text();
    }

    private static void requireNew(TreeSet<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "two types are named '" + name + "': rename one, or nest it in its protocol");
        }
    }
}
