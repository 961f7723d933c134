package dev.parley.wire.lock;

import java.util.List;
import java.util.Objects;

/**
 * One line of a {@link LockedType}: a component, leaf or constant and its number on the wire.
 *
 * @param retired whether nothing has this id any more; it is kept so that nothing else ever gets it
 * @param name of the component or constant; of a leaf the name of its class, as on the wire
 * @param type what a component holds, such as {@code list<Shop.Item>}; with {@code !} behind it if it must not be
 *     missing. Empty for leaves and constants
 * @param was former names
 */
public record LockedId(int id, boolean retired, String name, String type, List<String> was) {

    /** The largest id; one that is never reached, and keeps tables by id small. */
    public static final int MAX_ID = 65_535;

    static final String RETIRED = "-";
    static final String WAS = "was";
    private static final String REQUIRED = "!";

    /**
     * @throws IllegalArgumentException if the id is out of range, a name is no word, or the type cannot be read
     */
    public LockedId {
        was = List.copyOf(was);
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("id " + id + " is out of range: take one from 0 to " + MAX_ID);
        }
        requireWord(name);
        was.forEach(LockedId::requireWord);
        if (!type.isEmpty()) {
            WireType.parse(withoutMark(type));
        }
    }

    /** A leaf or a constant. */
    public static LockedId of(int id, String name) {
        return new LockedId(id, false, name, "", List.of());
    }

    /** A component. */
    public static LockedId of(int id, String name, String type) {
        return new LockedId(id, false, name, type, List.of());
    }

    /** The text of a component's type, with the mark of those that must not be missing. */
    public static String type(String type, boolean required) {
        return required ? type + REQUIRED : type;
    }

    /** Whether it is an error when the entry is missing. */
    public boolean required() {
        return type.endsWith(REQUIRED);
    }

    /** Its line, as it stands in the text. */
    public String text() {
        StringBuilder text = new StringBuilder().append(id).append(' ');
        if (retired) {
            text.append(RETIRED).append(' ');
        }
        text.append(name);
        if (!type.isEmpty()) {
            text.append(' ').append(type);
        }
        return text.append(suffix(was)).toString();
    }

    static String suffix(List<String> was) {
        return was.isEmpty() ? "" : " " + WAS + " " + String.join(" ", was);
    }

    WireType wireType() {
        return WireType.parse(withoutMark(type));
    }

    boolean isCalled(String word) {
        return name.equals(word) || was.contains(word);
    }

    LockedId withId(int newId) {
        return new LockedId(newId, retired, name, type, was);
    }

    LockedId withType(String newType) {
        return new LockedId(id, retired, name, newType, was);
    }

    LockedId asRetired() {
        return new LockedId(id, true, name, type, was);
    }

    static void requireWord(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.equals(RETIRED) || name.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("'" + name + "' is no name: write one word");
        }
    }

    private static String withoutMark(String type) {
        return type.endsWith(REQUIRED) ? type.substring(0, type.length() - 1) : type;
    }
}
