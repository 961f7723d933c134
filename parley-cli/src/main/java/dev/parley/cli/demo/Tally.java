package dev.parley.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who saw which line how often.
 *
 * <p>Threading: any thread.
 */
final class Tally {
    private final Map<String, Map<String, Integer>> seen = new HashMap<>();
    private final Map<String, Integer> said = new HashMap<>();

    /** What came of it. */
    record Verdict(int users, int lines, int missing, int repeated) {
        boolean isExactlyOnce() {
            return missing == 0 && repeated == 0;
        }
    }

    /** Somebody said that line; all lines are different. */
    synchronized void said(String line) {
        said.merge(line, 1, Integer::sum);
    }

    /** That user saw it. */
    synchronized void saw(String user, String line) {
        seen.computeIfAbsent(user, _ -> new HashMap<>()).merge(line, 1, Integer::sum);
    }

    /** How the lines arrived at these users. */
    synchronized Verdict verdict(List<String> users) {
        int missing = 0;
        int repeated = 0;
        for (String user : users) {
            Map<String, Integer> lines = seen.getOrDefault(user, Map.of());
            for (String line : said.keySet()) {
                int times = lines.getOrDefault(line, 0);
                missing += times == 0 ? 1 : 0;
                repeated += Math.max(0, times - 1);
            }
        }
        return new Verdict(users.size(), said.size(), missing, repeated);
    }
}
