package dev.parley.systemtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.systemtest.Troubles.Way;
import dev.parley.testkit.simulation.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A {@link Net} that breaks as the plans of a simulation say, by the kernel's own means: packets vanish by rules of
 * routing, sockets are destroyed, links are shaped. What is cut is dialled, to see that nothing comes of it, and what
 * is slow gets something that has to wait. Needs root, {@code ip}, {@code tc}, {@code ss} and {@code bash}.
 *
 * <p>Threading: one thread at a time.
 */
final class KernelNetwork implements Network {
    static final int PORT = 9001;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int TIMED_OUT = 124;

    private final Net net;
    private final Shaping shaping;
    private final Map<List<String>, Integer> rules = new HashMap<>();
    private int reset;
    private int halfOpen;

    private KernelNetwork(Net net) {
        this.net = net;
        this.shaping = new Shaping(net);
    }

    static KernelNetwork of(List<String> hosts) throws IOException, InterruptedException {
        return new KernelNetwork(Net.of(hosts));
    }

    /** Skips the test, and says so, where this machine does not let us. */
    static void assumePossible() throws InterruptedException {
        String obstacle = obstacle();
        assumeTrue(obstacle.isEmpty(), "SKIPPED, NOT TESTED: faults by the kernel need " + obstacle);
    }

    /** Why this machine does not let us; empty if it does. Tried, not guessed. */
    private static String obstacle() throws InterruptedException {
        if (!Net.isPossible()) {
            return "network namespaces: run as root where 'ip netns add' works";
        }
        try (KernelNetwork tried = of(List.of("x", "y"))) {
            tried.net.in("x", "bash", "-c", "command -v timeout");
            tried.net.in("x", "ss", "-K", "dst", tried.net.address("y"));
            tried.begin(new Fault.SlowLink("x", "y", 1_000)).mend();
            return "";
        } catch (IOException refused) {
            return "bash, ss -K and tc with htb: " + refused.getMessage();
        }
    }

    @Override
    public List<String> hosts() {
        return net.hosts();
    }

    @Override
    public String behind(String host) {
        return net.address(host) + ":" + PORT;
    }

    @Override
    public String before(String host) {
        return behind(host);
    }

    @Override
    public List<String> on(String host) {
        return net.on(host);
    }

    @Override
    public Mend begin(Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case Fault.Cut(String a, String b) -> cut(List.of(new Way(a, b), new Way(b, a)));
            case Fault.CutOneWay(String from, String to) -> cut(List.of(new Way(from, to)));
            case Fault.Partition partition ->
                cut(partition.cuts().stream()
                        .map(cut -> new Way(cut.from(), cut.to()))
                        .toList());
            case Fault.HalfOpen(String a, String b) -> forget(a, b);
            case Fault.Reset(String a, String b) -> reset(a, b);
            case Fault.SlowLink slow -> slow(slow);
            case Fault.Latency _,
                    Fault.Loss _,
                    Fault.SingleBytes _,
                    Fault.OfSockets _,
                    Fault.OfProcess _,
                    Fault.OfClock _ -> throw new UnsupportedOperationException("not by the kernel alone: " + fault);
        };
    }

    // ---- packets vanish

    private Mend cut(List<Way> ways) throws IOException, InterruptedException {
        Mend mend = blackHoles(ways.stream().map(this::between).toList());
        for (Way way : ways) {
            if (dial(way.from(), way.to()) != TIMED_OUT) {
                throw new AssertionError("cut, and yet there is an answer to a dial: " + way);
            }
        }
        return mend;
    }

    private List<String> between(Way way) {
        return List.of("from", net.address(way.from()), "to", net.address(way.to()));
    }

    /** All connections that there are vanish from the memory of what is between. */
    private Mend forget(String a, String b) throws IOException, InterruptedException {
        List<List<String>> each = new ArrayList<>();
        for (List<String> ports : connections(a, b)) {
            each.add(ofConnection(new Way(a, b), ports));
            each.add(ofConnection(new Way(b, a), ports.reversed()));
        }
        halfOpen += each.size() / 2;
        return blackHoles(each);
    }

    private List<String> ofConnection(Way way, List<String> ports) {
        List<String> of = List.of("ipproto", "tcp", "sport", ports.getFirst(), "dport", ports.getLast());
        return Stream.concat(between(way).stream(), of.stream()).toList();
    }

    private Mend blackHoles(List<List<String>> wanted) throws IOException, InterruptedException {
        for (List<String> rule : wanted) {
            if (rules.merge(rule, 1, Integer::sum) == 1) {
                rule("add", rule);
            }
        }
        return () -> {
            for (List<String> rule : wanted) {
                if (rules.merge(rule, -1, Integer::sum) == 0) {
                    rule("del", rule);
                }
            }
        };
    }

    private void rule(String verb, List<String> of) throws IOException, InterruptedException {
        net.in(
                "hub",
                Stream.of(Stream.of("ip", "rule", verb), of.stream(), Stream.of("blackhole"))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    // ---- packets wait

    private Mend slow(Fault.SlowLink slow) throws IOException, InterruptedException {
        Mend mend = shaping.begin(slow);
        sendDatagrams(2, slow.a(), slow.b()); // more than passes at once, however little the nodes say
        return mend;
    }

    // ---- sockets are destroyed

    private Mend reset(String a, String b) throws IOException, InterruptedException {
        for (Way way : List.of(new Way(a, b), new Way(b, a))) {
            String killed = net.in(way.from(), "ss", "-HtnK", "dst", net.address(way.to()));
            reset += (int) killed.lines().filter(line -> line.contains("ESTAB")).count();
        }
        return () -> {};
    }

    /** The ports of each connection between the two: the one here and the one there. */
    List<List<String>> connections(String here, String there) throws IOException, InterruptedException {
        return net.in(here, "ss", "-Htn", "state", "established", "dst", net.address(there))
                .lines()
                .map(line -> BLANKS.split(line.strip()))
                .map(words -> List.of(port(words[2]), port(words[3])))
                .toList();
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    // ---- what is seen

    /** What comes of a dial within half a second: 0 a connection, 1 a refusal, 124 nothing. */
    int dial(String from, String to) throws IOException, InterruptedException {
        String dial = "timeout 0.5 bash -c '</dev/tcp/" + net.address(to) + "/" + PORT + "' 2>/dev/null; echo $?";
        return Integer.parseInt(net.in(from, "bash", "-c", dial).strip());
    }

    /** Sends so many datagrams of 1,000 bytes to a port where nobody is. */
    void sendDatagrams(int count, String from, String to) throws IOException, InterruptedException {
        String each = "printf %01000d 0 > /dev/udp/" + net.address(to) + "/9";
        net.in(from, "bash", "-c", "for i in $(seq " + count + "); do " + each + "; done 2>/dev/null; true");
    }

    /** How many of those have come, from whomever. */
    int datagrams(String to) throws IOException, InterruptedException {
        String awk = "awk '/^Udp:/ && $3 ~ /[0-9]/ {print $3}' /proc/net/snmp"; // its column NoPorts
        return Integer.parseInt(net.in(to, "sh", "-c", awk).strip());
    }

    /** How many ends of connections were destroyed. */
    int resets() {
        return reset;
    }

    /** How many connections were made to get nothing through. */
    int halfOpens() {
        return halfOpen;
    }

    /** How often a packet had to wait because its link is slow. */
    long waits() throws IOException, InterruptedException {
        return shaping.waits();
    }

    @Override
    public void close() {
        net.close();
    }
}
