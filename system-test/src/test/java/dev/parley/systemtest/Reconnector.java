package dev.parley.systemtest;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.Request;
import dev.parley.Terminated;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.simulation.Fault;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;

/**
 * Two nodes in one JVM whose link over TCP ends and is made anew, again and again: by reset connections, by a peer that
 * leaves and comes back as another node, and now and then by a peer that vanishes without a word. Each time an actor is
 * asked and watched, and its end is heard. Started as {@code CYCLES}; writes what is left as one line.
 */
final class Reconnector {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);
    private static final int AT_REST = 4;
    private static final int WARM_UP = 100;
    private static final int VANISHING_ONE_IN = 50;
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    private final Semaphore ends = new Semaphore(0);
    private final Relays relays = new Relays(List.of("home", "peer"));
    private final Node home = start("home");
    private final ActorRef<Watch> watcher = home.system().spawn("watcher", () -> new Watcher(ends));

    private Reconnector() throws IOException {}

    sealed interface Cmd {}

    record Ping() implements Cmd, Request<Cmd, Integer> {}

    sealed interface Watch {}

    record Target(ActorRef<Cmd> ref) implements Watch {}

    private record Ended(Terminated how) implements Watch {}

    private record Watcher(Semaphore ends) implements Actor<Watch> {
        @Override
        public void onMessage(Watch message, ActorContext<Watch> ctx) {
            switch (message) {
                case Target(ActorRef<Cmd> ref) -> ctx.watch(ref, Ended::new);
                case Ended _ -> ends.release();
            }
        }
    }

    private static final class Leaks<T> extends ResourceLeakDetector<T> {
        Leaks(Class<?> type, int interval) {
            super(type, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            LEAKS.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            LEAKS.add(type);
        }
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("io.netty.leakDetection.level", "paranoid");
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // abstract there
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
                return new Leaks<>(type, interval);
            }
        });
        int cycles = Integer.parseInt(args[0]);
        Reconnector reconnector = new Reconnector();
        reconnector.run(WARM_UP);
        Remains before = Remains.now();
        long begun = System.nanoTime();
        reconnector.run(cycles);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Remains after = afterAtRest(before);
        Map.Entry<String, Long> most = after.mostGrown(before);
        IO.println("cycles " + cycles + " millis " + millis + " descriptors " + before.descriptors() + " "
                + after.descriptors() + " threads " + before.threads() + " " + after.threads() + " heap "
                + before.heapBytes() + " " + after.heapBytes() + " most " + most.getKey() + " " + most.getValue()
                + " leaks " + LEAKS.size());
        LEAKS.forEach(IO::println);
        IO.println("a buffer that is leaked on purpose is " + (findsALeak() ? "found" : "not found"));
        reconnector.home.close();
        reconnector.relays.close();
    }

    /** A closed connection waits a while for its peer to end it too, with all that hangs on it; what leaked stays. */
    private static Remains afterAtRest(Remains before) throws IOException, JMException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Remains after = Remains.now();
        while (after.mostGrown(before).getValue() > AT_REST && System.nanoTime() < deadline) {
            after = Remains.now();
        }
        return after;
    }

    /** In a frame of its own, which keeps nothing alive afterwards. */
    private static void leak() {
        ByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
    }

    /** Whether the detector sees at all. */
    private static boolean findsALeak() {
        LEAKS.clear();
        leak();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (LEAKS.isEmpty() && System.nanoTime() < deadline) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(16).release(); // the detector looks when it tracks another one
        }
        return !LEAKS.isEmpty();
    }

    private Node start(String name) {
        return Node.start(NodeConfig.member(name, relays.behind(name))
                .withAdvertise(relays.before(name))
                .withLinks(LinkConfig.defaults().withTimeouts(Duration.ofMillis(250), Duration.ofSeconds(1))));
    }

    private void run(int cycles) throws IOException, InterruptedException {
        for (int cycle = 1; cycle <= cycles; cycle++) {
            if (cycle % VANISHING_ONE_IN == 0) {
                vanish();
            } else {
                resetAndLeave();
            }
        }
    }

    private void resetAndLeave() throws InterruptedException {
        try (Node peer = startPeer()) {
            ActorRef<Cmd> desk = meet(peer);
            relays.begin(new Fault.Reset("home", "peer"));
            awaitAnswer(desk);
        }
        awaitEnd();
    }

    private void vanish() throws IOException, InterruptedException {
        try (Node peer = startPeer()) {
            meet(peer);
            Network.Mend cut = relays.begin(new Fault.Cut("home", "peer"));
            awaitEnd();
            cut.mend();
        }
    }

    private Node startPeer() {
        Node peer = start("peer");
        peer.export("desk", Cmd.class, peer.system().spawn("desk", () -> (Cmd message, ActorContext<Cmd> ctx) -> {
            switch (message) {
                case Ping ping -> ctx.reply(ping, 1);
            }
        }));
        return peer;
    }

    private ActorRef<Cmd> meet(Node peer) {
        ActorRef<Cmd> desk = home.at(ActorAddress.parse("actor://" + peer.id() + "/user/desk"), Cmd.class);
        awaitAnswer(desk);
        watcher.tell(new Target(desk));
        return desk;
    }

    private void awaitEnd() throws InterruptedException {
        if (!ends.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the end of the peer was not heard");
        }
    }

    private static void awaitAnswer(ActorRef<Cmd> desk) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                int _ = desk.ask(new Ping(), ONE_TRY);
                return;
            } catch (AskException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not reached again", e);
                }
            }
        }
    }
}
