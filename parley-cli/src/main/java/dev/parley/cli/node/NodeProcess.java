package dev.parley.cli.node;

import dev.parley.NodeId;
import dev.parley.cli.chat.ChatRoom;
import dev.parley.cli.chat.RoomLocator;
import dev.parley.cli.chat.UserSession;
import dev.parley.cli.options.Exit;
import dev.parley.cluster.Peers;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that takes part in the chat, and how it ends: gracefully, and never later than {@link #LEAVE_LIMIT}.
 *
 * <p>There is one road out. Whatever ends the process (a signal, the end of stdin) makes the JVM shut down, and the
 * shutdown hook leaves.
 *
 * <p>Threading: any thread.
 */
final class NodeProcess {
    /** How long its actors may go on with what they have. */
    static final Duration DRAIN = Duration.ofSeconds(2);

    /** Then it ends, whatever still runs. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(9);

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

    private final Node node;
    private final RoomLocator room;
    private final CountDownLatch end = new CountDownLatch(1);

    private NodeProcess(Node node, RoomLocator room) {
        this.node = node;
        this.room = room;
    }

    /**
     * Starts the node, and its part in the room.
     *
     * @throws dev.parley.remote.NodeException if it cannot listen
     */
    static NodeProcess start(NodeConfig config, Function<NodeId, Peers> peersOf, Duration failureTimeout) {
        RoomLocator room = new RoomLocator();
        Node node = Node.start(config, UserSession.kind(room, failureTimeout));
        Peers peers = peersOf.apply(node.id());
        room.open(node, peers, ChatRoom.hosting(failureTimeout));
        LOG.info(
                "node {} listens at {}, incarnation {}, peers {}",
                node.name(),
                node.id(),
                Long.toUnsignedString(node.id().incarnation()),
                peers.nodes());
        return new NodeProcess(node, room);
    }

    NodeId id() {
        return node.id();
    }

    /** From now on the end of this process is a farewell, and its exit code 0. */
    void leaveOnShutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::leaveAndHalt, "leave"));
    }

    /** Ends when that stream does. */
    void leaveAtEndOf(InputStream stream) {
        Thread.ofPlatform().daemon().name("parent-stdin").start(() -> {
            try {
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException broken) {
                LOG.debug("stdin broke, which is an end too", broken);
            }
            LOG.info("stdin has ended: leaving");
            end.countDown();
        });
    }

    /** Waits for an end that is not a signal. */
    void awaitEnd() throws InterruptedException {
        end.await();
    }

    /** In a hook nobody may wait for the JVM's end, so the farewell has a thread of its own and a limit. */
    private void leaveAndHalt() {
        CountDownLatch left = new CountDownLatch(1);
        AtomicBoolean inOrder = new AtomicBoolean();
        Thread.ofPlatform().daemon().name("farewell").start(() -> {
            try {
                room.leave();
                node.close();
                LOG.info("node {} has left", node.name());
                inOrder.set(true);
            } catch (RuntimeException e) {
                LOG.warn("node {} left in disorder", node.name(), e);
            } finally {
                left.countDown();
            }
        });
        try {
            if (!left.await(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("node {} did not leave within {} s", node.name(), LEAVE_LIMIT.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(inOrder.get() ? Exit.DONE : Exit.FELL_SHORT);
    }
}
