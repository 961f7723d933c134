package dev.parley.systemtest;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.simulation.Fault;
import dev.parley.wire.Frame;
import dev.parley.wire.FrameDecoder;
import dev.parley.wire.WireException;
import dev.parley.wire.WireLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network between nodes on one machine that needs no root: before each node stands a relay, whose address the node
 * advertises. Who dials is read from the first frame. The same faults as in a simulation befall what goes through.
 *
 * <p>They differ from it, and from packet filters, in two ways. A relay takes connections before it knows who dials and
 * acknowledges what it reads, so what is cut off looks like a black hole that accepts and forwards nothing; and who is
 * {@link Fault.Refuse refused} is reset at once. {@link Fault.CutOneWay} silences one direction, and not both.
 *
 * <p>Threading: any thread.
 */
final class Relays implements Network {
    private static final int DIAL_MILLIS = 5_000;

    private final Troubles troubles = new Troubles();
    private final Tape tape;
    private final Map<String, ServerSocket> fronts = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Set<RelayedStream> streams = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Relays(List<String> hosts) throws IOException {
        this(hosts, new Tape(0));
    }

    /** That keep on the tape what goes through. */
    Relays(List<String> hosts, Tape tape) throws IOException {
        this.tape = tape;
        List<Integer> free = FreePorts.choose(hosts.size());
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            ServerSocket front = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
            fronts.put(host, front);
            ports.put(host, free.get(i));
            threads.execute(() -> serve(host, front));
        }
    }

    @Override
    public List<String> hosts() {
        return List.copyOf(fronts.keySet());
    }

    @Override
    public String behind(String host) {
        return "127.0.0.1:" + port(host);
    }

    @Override
    public String before(String host) {
        return "127.0.0.1:" + front(host).getLocalPort();
    }

    private int port(String host) {
        return Optional.ofNullable(ports.get(host)).orElseThrow();
    }

    private ServerSocket front(String host) {
        return Optional.ofNullable(fronts.get(host)).orElseThrow();
    }

    /** All on this machine. */
    @Override
    public List<String> on(String host) {
        return List.of();
    }

    @Override
    public Mend begin(Fault fault) {
        if (fault instanceof Fault.Reset(String a, String b)) {
            streams.stream().filter(stream -> stream.way().joins(a, b)).forEach(RelayedStream::reset);
            return () -> {};
        }
        return troubles.begin(fault)::run;
    }

    /** How many connections go through. */
    int connections() {
        return streams.size();
    }

    private void serve(String host, ServerSocket front) {
        try {
            while (true) {
                Socket dialler = front.accept();
                threads.execute(() -> pass(dialler, host));
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    private void pass(Socket dialler, String host) {
        Socket node = new Socket();
        try (dialler;
                node) {
            if (troubles.isRefused(host)) {
                dialler.setSoLinger(true, 0);
                return;
            }
            if (!troubles.awaitAnswer(host)) {
                return;
            }
            byte[] first = new byte[64 << 10];
            int length = 0;
            Optional<String> from = Optional.empty();
            FrameDecoder decoder = new FrameDecoder(WireLimits.beforeHandshake());
            while (from.isEmpty()) {
                int read = dialler.getInputStream().read(first, length, first.length - length);
                if (read < 0) {
                    return;
                }
                decoder.feed(ByteBuffer.wrap(first, length, read));
                length += read;
                from = decoder.next().map(this::sender);
            }
            connectAndPass(
                    new Socket[] {dialler, node},
                    new Troubles.Way(from.get(), host),
                    ByteBuffer.wrap(first, 0, length));
        } catch (IOException | WireException _) {
            // the dialler has gone, or there is no node: it finds out as its connection ends
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectAndPass(Socket[] ends, Troubles.Way way, ByteBuffer first)
            throws IOException, InterruptedException {
        Socket dialler = ends[0];
        Socket node = ends[1];
        try {
            node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(way.to())), DIAL_MILLIS);
        } catch (IOException nobodyListens) {
            dialler.setSoLinger(true, 0);
            throw nobodyListens;
        }
        RelayedStream stream = new RelayedStream(ends, way, troubles, tape);
        streams.add(stream);
        try {
            stream.run(first, threads);
        } finally {
            streams.remove(stream);
        }
    }

    /** The host of a node by what it advertises. */
    private String sender(Frame frame) {
        if (frame instanceof Frame.Hello hello) {
            int port = hello.peer().node().port();
            for (Map.Entry<String, ServerSocket> front : fronts.entrySet()) {
                if (front.getValue().getLocalPort() == port) {
                    return front.getKey();
                }
            }
        }
        return "a stranger";
    }

    @Override
    public void close() {
        troubles.end();
        List<AutoCloseable> open = new ArrayList<>(fronts.values());
        open.forEach(socket -> {
            try {
                socket.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        threads.shutdownNow();
        threads.close();
    }
}
