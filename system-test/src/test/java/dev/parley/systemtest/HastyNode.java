package dev.parley.systemtest;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerEvent;
import dev.parley.remote.PeerSnapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;

/**
 * A node that offers a {@link SlowNode} far more than it takes, and asks and watches others there meanwhile. Started as
 * {@code ADDRESS PEER}. Told by lines: {@code begin}, {@code end}, {@code look}.
 */
final class HastyNode {
    private static final int MESSAGE_BYTES = 4_096;
    private static final int AT_ONCE = 20;
    private static final long PAUSE_NANOS = 1_000_000;
    private static final long BETWEEN_REQUESTS_NANOS = 20_000_000;

    private static volatile boolean ends;

    private final Node node;
    private final ActorRef<SlowNode.Cmd> slow;
    private final ActorRef<SlowNode.Cmd> quick;
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong letters = new AtomicLong();
    private final AtomicLong deaths = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();

    private HastyNode(String address, String peer) {
        node = Node.start(NodeConfig.member("hasty", address));
        slow = node.at(ActorAddress.parse("actor://" + peer + "/user/" + SlowNode.SLOW), SlowNode.Cmd.class);
        quick = node.at(ActorAddress.parse("actor://" + peer + "/user/" + SlowNode.QUICK), SlowNode.Cmd.class);
        node.system().events(event -> {
            if (event instanceof SystemEvent.Dropped dropped && dropped.letter().message() instanceof SlowNode.Load) {
                letters.incrementAndGet();
            }
        });
        node.onPeers(event -> {
            if (event instanceof PeerEvent.Down) {
                deaths.incrementAndGet();
            }
        });
    }

    public static void main(String[] args) throws IOException, JMException {
        HastyNode hasty = new HastyNode(args[0], args[1]);
        boolean _ = hasty.quick.ask(new SlowNode.Ping());
        IO.println("ready");
        for (String line = IO.readln(); line != null; line = IO.readln()) {
            switch (line) {
                case "begin" -> {
                    Thread.ofPlatform().daemon().start(hasty::produce);
                    Thread.ofPlatform().daemon().start(hasty::talk);
                }
                case "end" -> ends = true;
                case "look" -> IO.println(hasty.look());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private void produce() {
        byte[] bytes = new byte[MESSAGE_BYTES];
        Arrays.fill(bytes, (byte) 7);
        while (!ends) {
            for (int i = 0; i < AT_ONCE; i++) {
                if (slow.offer(new SlowNode.Load(offered.incrementAndGet(), bytes.clone()))) {
                    taken.incrementAndGet();
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** A request each time, and each tenth time a watch that hears of an end. */
    private void talk() {
        for (int i = 0; !ends; i++) {
            long begun = System.nanoTime();
            if (i % 10 == 0) {
                ActorRef<SlowNode.Cmd> mortal = quick.ask(new SlowNode.Mortal());
                CompletableFuture<Terminated> end = new CompletableFuture<>();
                node.system().watch(mortal, end::complete);
                mortal.tell(new SlowNode.Ping());
                if (!(end.join().reason() instanceof Terminated.Stopped)) {
                    deaths.incrementAndGet();
                }
            } else {
                boolean _ = quick.ask(new SlowNode.Ping());
            }
            slowestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
            requests.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_REQUESTS_NANOS);
        }
    }

    private String look() throws IOException, JMException {
        PeerSnapshot peer = node.peers().getFirst();
        long heap = Remains.now().heapBytes();
        return "offered " + offered + " taken " + taken + " refused "
                + node.system().snapshot().refused().getOrDefault(DropReason.LANE_FULL, 0L) + " letters " + letters
                + " lost " + (peer.lost() + peer.inDoubt()) + " queued " + peer.queued() + " deaths " + deaths
                + " requests " + requests + " slowest " + slowestNanos.get() / 1_000_000 + " heap " + heap;
    }
}
