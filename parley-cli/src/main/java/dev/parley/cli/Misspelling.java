package dev.parley.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option or a command that there is not, and the one that was probably meant. Picocli would name the required option
 * that is missing instead, or what was to be the unknown one's value too.
 *
 * <p>Pure. Source of the distance: optimal string alignment, that is Levenshtein, "Binary Codes Capable of Correcting
 * Deletions, Insertions, and Reversals" (1966), with neighbors that changed places counted once.
 */
final class Misspelling {
    private Misspelling() {}

    /** What is wrong with the arguments of this command, if that is a name that it does not know. */
    static Optional<String> in(CommandLine command, List<String> arguments) {
        CommandSpec spec = command.getCommandSpec();
        List<String> own = spec.parent() == null
                ? arguments
                : arguments.subList(arguments.indexOf(spec.name()) + 1, arguments.size());
        for (int i = 0; i < own.size(); i++) {
            String name = own.get(i).split("=", 2)[0];
            OptionSpec known = spec.findOption(name);
            if (known != null) {
                i += known.arity().min() > 0 && name.equals(own.get(i)) ? 1 : 0; // over its value
            } else if (name.startsWith("-") && name.length() > 1) {
                return Optional.of("Unknown option: '" + name + "'"
                        + question(name, spec.optionsMap().keySet()));
            } else if (!spec.subcommands().isEmpty()) {
                return Optional.of("Unknown command: '" + name + "'"
                        + question(name, spec.subcommands().keySet()));
            }
        }
        return Optional.empty();
    }

    private static String question(String name, Collection<String> candidates) {
        return nearest(name, candidates)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** The most similar one, if it is similar at all: a third of the letters may be wrong, or the end be missing. */
    static Optional<String> nearest(String name, Collection<String> candidates) {
        int letters = name.replaceFirst("^-+", "").length();
        return candidates.stream()
                .filter(candidate ->
                        distance(name, candidate) <= (letters + 2) / 3 || (letters > 1 && candidate.startsWith(name)))
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String one, String other) {
        int[][] of = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    of[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                of[i][j] = Math.min(of[i - 1][j - 1] + change, Math.min(of[i - 1][j], of[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    of[i][j] = Math.min(of[i][j], of[i - 2][j - 2] + 1);
                }
            }
        }
        return of[one.length()][other.length()];
    }
}
