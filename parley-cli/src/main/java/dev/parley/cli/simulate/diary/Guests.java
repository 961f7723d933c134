package dev.parley.cli.simulate.diary;

import dev.parley.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The guests of a scenario: of which member each is, and which have lost theirs. Such a process ends, and another one
 * comes in its place, to the next member.
 *
 * <p>Threading: the simulation's.
 */
final class Guests {
    private final Simulation simulation;
    private final List<String> hosts = new ArrayList<>();
    private final Map<String, String> members = new TreeMap<>();
    private final Map<String, Integer> lives = new TreeMap<>();
    private final TreeSet<String> lost = new TreeSet<>();

    Guests(Simulation simulation, int count) {
        this.simulation = simulation;
        for (int i = 1; i <= count; i++) {
            hosts.add("guest" + i);
        }
    }

    List<String> hosts() {
        return hosts;
    }

    boolean has(String host) {
        return hosts.contains(host);
    }

    /** A process begins there; gives its member, the next one of these. */
    String begin(String host, List<String> among) {
        lost.remove(host);
        int life = lives.merge(host, 1, Integer::sum);
        String member = among.get((hosts.indexOf(host) + life) % among.size());
        members.put(host, member);
        return member;
    }

    /** The member of the present process, or of the last one. */
    String member(String host) {
        return members.getOrDefault(host, "");
    }

    /** Its member did not let it in, or its link with that has ended. */
    void lost(String host) {
        lost.add(host);
    }

    /** Those whose member is none of these go to one that is. */
    void stayWith(List<String> among) {
        hosts.stream().filter(host -> !among.contains(member(host))).forEach(lost::add);
    }

    /** Begins those anew that have lost their member. */
    void renew() {
        for (String host : List.copyOf(lost)) {
            simulation.crash(host);
            simulation.start(host);
        }
        lost.clear();
    }
}
