package dev.parley.cli.simulate;

import java.util.List;

/** Where two runs of one seed part ways. */
final class Difference {
    private Difference() {}

    /** The first step that is not the same in both, in a sentence. */
    static String first(List<String> one, List<String> other) {
        int same = 0;
        while (same < one.size() && same < other.size() && one.get(same).equals(other.get(same))) {
            same++;
        }
        if (same == one.size() && same == other.size()) {
            return "and then, step by step, twice the same";
        }
        return "the first difference is step " + (same + 1) + ": " + at(one, same) + " or " + at(other, same);
    }

    private static String at(List<String> steps, int index) {
        return index < steps.size() ? "'" + steps.get(index) + "'" : "the end";
    }
}
