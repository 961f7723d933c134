package dev.parley.wire.lock;

import java.util.List;

/** What it means for programs before and after that a component holds another type now; the worst comes last. */
enum WireTypeChange {
    /** The bytes are the same. */
    SAME("the bytes are the same"),
    WIDER("programs that have the narrower type refuse what does not fit"),
    OPTIONAL("programs that need it refuse messages without it: deploy them first"),
    DISTINCT("lists that hold an element twice are refused now"),
    /** What one program writes, the other cannot read. */
    OTHER("what one program writes, the other cannot read");

    private static final List<String> INTEGERS = List.of("byte", "short", "int", "long", "decimal");
    private static final List<String> FLOATS = List.of("float", "double");
    private static final List<String> SETS = List.of("set", "orderedset");
    private static final List<String> MAPS = List.of("map", "orderedmap");
    private static final String LIST = "list";
    private static final String OPTIONAL_NAME = "optional";

    private final String note;

    WireTypeChange(String note) {
        this.note = note;
    }

    String note() {
        return note;
    }

    static WireTypeChange of(WireType before, WireType after) {
        if (before.equals(after)) {
            return SAME;
        }
        if (after.name().equals(OPTIONAL_NAME) && !before.name().equals(OPTIONAL_NAME)) {
            return worse(OPTIONAL, of(before, after.arguments().getFirst()));
        }
        if (isWidening(INTEGERS, before, after) || isWidening(FLOATS, before, after)) {
            return WIDER;
        }
        return before.arguments().size() == after.arguments().size() ? ofContainers(before, after) : OTHER;
    }

    private static WireTypeChange ofContainers(WireType before, WireType after) {
        if (MAPS.contains(before.name()) && MAPS.contains(after.name())) {
            // The type of the keys decides how the whole map is written.
            boolean sameKeys =
                    before.arguments().getFirst().equals(after.arguments().getFirst());
            return sameKeys ? of(before.arguments().getLast(), after.arguments().getLast()) : OTHER;
        }
        boolean sets = SETS.contains(before.name()) && SETS.contains(after.name());
        boolean same = before.name().equals(after.name())
                && (before.name().equals(LIST) || before.name().equals(OPTIONAL_NAME));
        if (sets || same) {
            return ofElements(before, after);
        }
        boolean distinct = before.name().equals(LIST) && SETS.contains(after.name());
        return distinct ? worse(DISTINCT, ofElements(before, after)) : OTHER;
    }

    private static WireTypeChange ofElements(WireType before, WireType after) {
        return of(before.arguments().getFirst(), after.arguments().getFirst());
    }

    private static boolean isWidening(List<String> widths, WireType before, WireType after) {
        int from = widths.indexOf(before.name());
        return from >= 0 && from < widths.indexOf(after.name());
    }

    private static WireTypeChange worse(WireTypeChange one, WireTypeChange other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
