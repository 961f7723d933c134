package dev.parley.systemtest;

import dev.parley.testkit.simulation.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slow links of a {@link Net}: on the hub's device towards a host, what comes from another host passes a bucket of
 * tokens. What is too much waits there, and what waits when a link changes is lost, as in a network.
 *
 * <p>Threading: one thread at a time.
 */
final class Shaping {
    private static final Pattern OVERLIMITS = Pattern.compile("class htb 1:1\\d .*\\n.*overlimits (\\d+)");
    private static final int BURST_BYTES = 1_600;

    private final Net net;
    private final List<Fault.SlowLink> inForce = new ArrayList<>();
    private long waits;

    Shaping(Net net) {
        this.net = net;
    }

    Network.Mend begin(Fault.SlowLink slow) throws IOException, InterruptedException {
        inForce.add(slow);
        apply(slow);
        return () -> {
            inForce.remove(slow);
            apply(slow);
        };
    }

    /** How often a packet had to wait, on links that were slow until now or are. */
    long waits() throws IOException, InterruptedException {
        long now = waits;
        for (String host : net.hosts()) {
            now += waitsTo(host);
        }
        return now;
    }

    private long waitsTo(String host) throws IOException, InterruptedException {
        Matcher matcher = OVERLIMITS.matcher(net.in("hub", "tc", "-s", "class", "show", "dev", Net.deviceTo(host)));
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        return sum;
    }

    private void apply(Fault.SlowLink changed) throws IOException, InterruptedException {
        for (String host : List.of(changed.a(), changed.b())) {
            waits += waitsTo(host);
            shape(host);
        }
    }

    private void shape(String to) throws IOException, InterruptedException {
        Map<String, Integer> speeds = speedsTo(to);
        String device = Net.deviceTo(to);
        net.in("hub", "sh", "-c", "tc qdisc del dev " + device + " root 2>/dev/null; true");
        if (speeds.isEmpty()) {
            return;
        }
        tc("qdisc add dev " + device + " root handle 1: htb default 2");
        tc("class add dev " + device + " parent 1: classid 1:2 htb rate 10gbit quantum 60000");
        for (Map.Entry<String, Integer> speed : speeds.entrySet()) {
            String id = "1:1" + net.hosts().indexOf(speed.getKey());
            tc("class add dev " + device + " parent 1: classid " + id + " htb rate " + speed.getValue() + "bps burst "
                    + BURST_BYTES + " cburst " + BURST_BYTES + " quantum " + BURST_BYTES);
            tc("filter add dev " + device + " parent 1: protocol ip u32 match ip src " + net.address(speed.getKey())
                    + "/32 flowid " + id);
        }
    }

    /** By where it comes from; the latest of several holds. */
    private Map<String, Integer> speedsTo(String host) {
        Map<String, Integer> speeds = new LinkedHashMap<>();
        for (Fault.SlowLink slow : inForce) {
            if (slow.b().equals(host)) {
                speeds.put(slow.a(), slow.bytesPerSecond());
            } else if (slow.a().equals(host)) {
                speeds.put(slow.b(), slow.bytesPerSecond());
            }
        }
        return speeds;
    }

    private void tc(String words) throws IOException, InterruptedException {
        net.in("hub", ("tc " + words).split(" ", -1));
    }
}
