package dev.parley.systemtest;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.DropReason;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;

/**
 * A node with an actor that takes a millisecond for each message, and with a quick one. Told by lines: {@code look}
 * says what it has handled and what it holds, {@code hurry} lets the actor be quick. Started as {@code ADDRESS}.
 */
final class SlowNode {
    static final String SLOW = "slow";
    static final String QUICK = "quick";
    private static final long A_MESSAGE_NANOS = 1_000_000;

    private static volatile boolean hurries;

    private SlowNode() {}

    /** What both handle. */
    sealed interface Cmd {}

    /** Numbered from 1 without a gap, though some of them may be refused. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they come
    record Load(long number, byte[] bytes) implements Cmd {}

    record Ping() implements Cmd, Request<Cmd, Boolean> {}

    /** Wants a new actor that ends when it is told anything. */
    record Mortal() implements Cmd, Request<Cmd, ActorRef<Cmd>> {}

    private record Slow(AtomicLong handled, AtomicLong disordered) implements Actor<Cmd> {
        @Override
        public void onMessage(Cmd message, ActorContext<Cmd> ctx) {
            if (message instanceof Load(long number, byte[] _)) {
                if (!hurries) {
                    LockSupport.parkNanos(A_MESSAGE_NANOS);
                }
                handled.incrementAndGet();
                if (disordered.getAndAccumulate(number, Math::max) >= number) {
                    throw new IllegalStateException(number + " came late");
                }
            }
        }
    }

    private static void serve(Cmd message, ActorContext<Cmd> ctx) {
        switch (message) {
            case Ping ping -> ctx.reply(ping, true);
            case Mortal wanted -> ctx.reply(wanted, ctx.spawn(() -> (_, mortal) -> mortal.stop()));
            case Load _ -> throw new IllegalStateException("a load for the quick one");
        }
    }

    public static void main(String[] args) throws IOException, JMException {
        AtomicLong handled = new AtomicLong();
        AtomicLong last = new AtomicLong();
        Node node = Node.start(NodeConfig.member("slow", args[0]));
        node.export(SLOW, Cmd.class, node.system().spawn(SLOW, () -> new Slow(handled, last)));
        node.export(QUICK, Cmd.class, node.system().spawn(QUICK, () -> SlowNode::serve));
        IO.println("ready");
        for (String line = IO.readln(); line != null; line = IO.readln()) {
            switch (line) {
                case "hurry" -> hurries = true;
                case "look" -> IO.println(look(node, handled.get()));
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static String look(Node node, long handled) throws IOException, JMException {
        return "handled " + handled + " refused "
                + node.system().snapshot().refused().getOrDefault(DropReason.MAILBOX_FULL, 0L) + " failed "
                + node.system().snapshot().dropped().getOrDefault(DropReason.HANDLER_FAILED, 0L) + " heap "
                + Remains.now().heapBytes();
    }
}
