package dev.parley.cli.simulate.diary;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of the members of a large cluster, who fail among themselves and share what only a few can share, so that the
 * work of one member stays the same however many there are.
 *
 * @param number from 0
 * @param hosts of its members
 */
public record Circle(int number, List<String> hosts) {
    private static final int MOST = 5;

    /** Divides hosts into circles of at most {@value #MOST}, about alike. */
    static List<Circle> of(List<String> hosts) {
        int count = Math.ceilDiv(hosts.size(), MOST);
        List<Circle> circles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            circles.add(new Circle(i, hosts.subList(hosts.size() * i / count, hosts.size() * (i + 1) / count)));
        }
        return circles;
    }

    /** Another seed for each circle; the first has that of the run. */
    long seed(long ofRun) {
        return ofRun ^ ((long) number << Integer.SIZE);
    }
}
