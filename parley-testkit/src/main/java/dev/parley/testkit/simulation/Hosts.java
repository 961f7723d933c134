package dev.parley.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The machines, and the process that runs on each of them, if any. A machine outlives its processes. */
final class Hosts {
    private final Map<String, Host> byName = new TreeMap<>();
    private int processCount;

    /** Gives a new process to a host, which is set up if it is new. */
    SimulatedNode start(Simulation simulation, String name) {
        Host host = byName.computeIfAbsent(name, _ -> new Host());
        if (host.process != null) {
            throw new IllegalStateException(
                    "host " + name + " already runs a process: crash it or close its environment first");
        }
        SimulatedNode process = new SimulatedNode(simulation, name, ++host.incarnation, ++processCount);
        host.process = process;
        return process;
    }

    boolean knows(String name) {
        return byName.containsKey(name);
    }

    @Nullable
    SimulatedNode running(String name) {
        Host host = byName.get(name);
        return host == null ? null : host.process;
    }

    /** The crashes of a host that are not mended. */
    Active<Boolean> down(String name) {
        return host(name).down;
    }

    void forget(SimulatedNode process) {
        Host host = byName.get(process.host());
        if (host != null && host.process == process) {
            host.process = null;
        }
    }

    /** Every process that runs or is paused, by host name. */
    List<SimulatedNode> running() {
        List<SimulatedNode> running = new ArrayList<>();
        for (Host host : byName.values()) {
            if (host.process != null) {
                running.add(host.process);
            }
        }
        return running;
    }

    /** What starts on this host, also after a crash. */
    void program(String name, HostProgram program) {
        byName.computeIfAbsent(name, _ -> new Host()).program = program;
    }

    HostProgram program(String name) {
        Host host = byName.get(name);
        if (host == null || host.program == null) {
            throw new IllegalStateException("host " + name + " cannot be started again: give its program by"
                    + " simulation.start(\"" + name + "\", program)");
        }
        return host.program;
    }

    /** The process of a host, if one runs. Refuses names that no host ever had, which are mistakes of the test. */
    @Nullable
    SimulatedNode require(String name) {
        return host(name).process;
    }

    private Host host(String name) {
        Host host = byName.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host is called '" + name + "': there are " + byName.keySet());
        }
        return host;
    }

    private static final class Host {
        private final Active<Boolean> down = new Active<>();
        private int incarnation;
        private @Nullable SimulatedNode process;
        private @Nullable HostProgram program;
    }
}
