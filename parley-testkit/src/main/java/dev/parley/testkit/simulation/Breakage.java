package dev.parley.testkit.simulation;

import java.util.List;

/**
 * What each fault does to hosts and links, and how that is undone.
 *
 * <p>Threading: the driver.
 */
final class Breakage {
    private final Simulation simulation;
    private final Hosts hosts;
    private final Network network;

    Breakage(Simulation simulation, Hosts hosts, Network network) {
        this.simulation = simulation;
        this.hosts = hosts;
        this.network = network;
    }

    /**
     * One broken thing.
     *
     * @param hosts whom it touches; empty for what touches all
     */
    record Part(List<String> hosts, Runnable mend) {}

    /** Breaks what the fault says; nothing is to be mended after momentary ones. */
    List<Part> begin(Fault fault) {
        return switch (fault) {
            case Fault.OfNetwork of -> inNetwork(of);
            case Fault.OfSockets of -> List.of(atSockets(of));
            case Fault.OfProcess of -> inProcess(of);
            case Fault.OfClock of -> List.of(atClock(of));
        };
    }

    private List<Part> inNetwork(Fault.OfNetwork fault) {
        return switch (fault) {
            case Fault.Cut(String a, String b) -> List.of(cut(a, b), cut(b, a));
            case Fault.CutOneWay(String from, String to) -> List.of(cut(from, to));
            case Fault.Partition partition ->
                partition.cuts().stream().map(cut -> cut(cut.from(), cut.to())).toList();
            case Fault.Latency latency -> List.of(new Part(List.of(), network.begin(latency)));
            case Fault.Loss(String a, String b, int percent) ->
                List.of(new Part(List.of(a, b), link(a, b).lose(percent)));
            case Fault.Reset(String a, String b) -> {
                link(a, b).reset();
                yield List.of();
            }
            case Fault.HalfOpen(String a, String b) ->
                List.of(new Part(List.of(a, b), link(a, b).swallow()));
            case Fault.SingleBytes(String a, String b) ->
                List.of(new Part(List.of(a, b), link(a, b).singleBytes()));
            case Fault.SlowLink(String a, String b, int bytesPerSecond) ->
                List.of(new Part(List.of(a, b), link(a, b).slow(bytesPerSecond)));
        };
    }

    private Part atSockets(Fault.OfSockets fault) {
        return switch (fault) {
            case Fault.Refuse(String host) ->
                new Part(List.of(host), hosts.require(host).refusing().begin(true));
            case Fault.Hang(String host) ->
                new Part(List.of(host), hosts.require(host).hanging().begin(true));
            case Fault.ZeroWindow(String host) ->
                new Part(List.of(host), hosts.require(host).deafen());
        };
    }

    private List<Part> inProcess(Fault.OfProcess fault) {
        return switch (fault) {
            case Fault.Crash(String host) -> List.of(new Part(List.of(host), crash(hosts.require(host))));
            case Fault.Restart(String host) -> {
                SimulatedNode process = hosts.require(host).process();
                if (process != null) {
                    process.crash();
                    simulation.start(host);
                }
                yield List.of();
            }
            case Fault.Pause(String host) -> {
                SimulatedNode process = hosts.require(host).process();
                yield process == null ? List.of() : List.of(new Part(List.of(host), process.pause()));
            }
            case Fault.SlowNode slow ->
                List.of(new Part(
                        List.of(slow.host()),
                        hosts.require(slow.host()).slow(slow.step().toNanos())));
        };
    }

    private Part atClock(Fault.OfClock fault) {
        return switch (fault) {
            case Fault.WallJump jump ->
                new Part(
                        List.of(jump.host()),
                        hosts.require(jump.host()).jump(jump.by().toNanos()));
            case Fault.Drift(String host, int partsPerMillion) ->
                new Part(List.of(host), hosts.require(host).drift(partsPerMillion));
        };
    }

    private Runnable crash(Host host) {
        Runnable up = host.down().begin(true);
        SimulatedNode process = host.process();
        if (process != null) {
            process.crash();
        }
        return () -> {
            up.run();
            if (host.down().isEmpty() && host.isCrashed()) {
                simulation.start(host.name());
            }
        };
    }

    private Part cut(String from, String to) {
        return new Part(List.of(from, to), link(from, to).cut(from));
    }

    private Link link(String a, String b) {
        hosts.require(a);
        hosts.require(b);
        if (a.equals(b)) {
            throw new IllegalArgumentException("host " + a + " cannot be cut off from itself");
        }
        return network.link(a, b);
    }
}
