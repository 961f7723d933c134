package dev.parley.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The machines by name. */
final class Hosts {
    private final Map<String, Host> byName = new TreeMap<>();
    private int processCount;

    /** Gives a new process to a host, which is set up if it is new. */
    SimulatedNode start(Simulation simulation, String name) {
        return byName.computeIfAbsent(name, Host::new).start(simulation, ++processCount);
    }

    /** What starts on this host, which is set up if it is new. */
    void program(String name, HostProgram program) {
        byName.computeIfAbsent(name, Host::new).program(program);
    }

    /** The host of that name, if there is one. */
    @Nullable
    Host find(String name) {
        return byName.get(name);
    }

    /** The host of that name; others are mistakes of the test. */
    Host require(String name) {
        Host host = byName.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host is called '" + name + "': there are " + byName.keySet());
        }
        return host;
    }

    /** Every process that runs or is paused, by host name. */
    List<SimulatedNode> running() {
        List<SimulatedNode> running = new ArrayList<>();
        for (Host host : byName.values()) {
            SimulatedNode process = host.process();
            if (process != null) {
                running.add(process);
            }
        }
        return running;
    }
}
