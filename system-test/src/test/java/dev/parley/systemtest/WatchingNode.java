package dev.parley.systemtest;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Terminated;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A node whose actors each watch all of a {@link WatchedNode}'s. Started as {@code ADDRESS PEER WATCHERS ACTORS}. Says
 * when every watch is known over there, then is told by a line that the peer is killed, and says what came of it.
 */
final class WatchingNode {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int actors;
    private final Semaphore heard = new Semaphore(0);
    private final AtomicLong twice = new AtomicLong();
    private final AtomicLong otherwise = new AtomicLong();

    private WatchingNode(int actors) {
        this.actors = actors;
    }

    private sealed interface Watch {}

    private record Them(List<ActorRef<WatchedNode.End>> refs) implements Watch {}

    private record Ended(int place, Terminated.Reason how) implements Watch {}

    private final class Watcher implements Actor<Watch> {
        private final BitSet ended = new BitSet();

        @Override
        public void onMessage(Watch message, ActorContext<Watch> ctx) {
            switch (message) {
                case Them(List<ActorRef<WatchedNode.End>> refs) -> watch(refs, ctx);
                case Ended(int place, Terminated.Reason how) -> {
                    if (ended.get(place)) {
                        twice.incrementAndGet();
                    }
                    ended.set(place);
                    boolean first = place == actors - 1;
                    if (first != how instanceof Terminated.Stopped || first == how instanceof Terminated.NodeDown) {
                        otherwise.incrementAndGet();
                    }
                    heard.release();
                }
            }
        }

        private static void watch(List<ActorRef<WatchedNode.End>> refs, ActorContext<Watch> ctx) {
            for (int i = 0; i < refs.size(); i++) {
                int place = i;
                ctx.watch(refs.get(i), end -> new Ended(place, end.reason()));
            }
        }
    }

    public static void main(String[] args) throws Exception {
        WatchingNode watching = new WatchingNode(Integer.parseInt(args[3]));
        Node node = Node.start(NodeConfig.member("watching", args[0]));
        ActorAddress register = ActorAddress.parse("actor://" + args[1] + "/user/" + WatchedNode.REGISTER);
        List<ActorRef<WatchedNode.End>> them = node.at(register, WatchedNode.Cmd.class)
                .ask(new WatchedNode.All(), PATIENCE)
                .refs();
        watching.run(node, Integer.parseInt(args[2]), them);
        node.close();
    }

    private void run(Node node, int watchers, List<ActorRef<WatchedNode.End>> them) throws Exception {
        List<ActorRef<Watch>> all = Stream.generate(() -> node.system().<Watch>spawn(Watcher::new))
                .limit(watchers)
                .toList();
        long before = heapBytes();
        all.forEach(watcher -> watcher.tell(new Them(them)));
        them.getLast().tell(new WatchedNode.End()); // its watchers ask last, so it ends when all are known
        await(watchers);
        long during = heapBytes();
        IO.println("watching");
        IO.readln();
        long begun = System.nanoTime();
        await(watchers * (actors - 1));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        IO.println("millis " + millis + " heap " + before + " " + during + " " + heapBytes() + " twice " + twice
                + " otherwise " + otherwise + " more " + heard.availablePermits());
    }

    private void await(int ends) throws InterruptedException {
        if (!heard.tryAcquire(ends, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    heard.availablePermits() + " of " + ends + " ends were heard within " + PATIENCE);
        }
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
