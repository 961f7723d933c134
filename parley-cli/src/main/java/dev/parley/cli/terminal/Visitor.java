package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatClient;
import dev.parley.cli.chat.Visit;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.NodeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ChatClient} connected to one member of a list: enters by the first that lets it in, and goes on to the
 * next when it is told that the present one is of no use.
 *
 * <p>Threading: any thread; entering blocks, so it has a thread of its own.
 * <p>Limits: one pause after each round in which nobody let it in, or each was of no use at once; who gives up is the
 * caller.
 */
public final class Visitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Visitor.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ChatClient client;
    private final List<Endpoint> members;
    private final Function<Endpoint, NodeConfig> guestOf;
    private final Runnable unreached;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile boolean isInside;
    private volatile String trouble;
    private boolean isEntering; // guarded by this

    private enum Signal {
        MOVE_ON,
        CLOSE
    }

    private Visitor(
            ChatClient client, List<Endpoint> members, Function<Endpoint, NodeConfig> guestOf, Runnable unreached) {
        this.client = client;
        this.members = members;
        this.guestOf = guestOf;
        this.unreached = unreached;
        this.trouble =
                "no answer yet from " + members.stream().map(Endpoint::toString).collect(Collectors.joining(", "));
        this.thread = Thread.ofVirtual().name("visitor").unstarted(this::wander);
    }

    /** Begins with the first of {@code members}. */
    public static Visitor start(ChatClient client, List<Endpoint> members, Function<Endpoint, NodeConfig> guestOf) {
        return start(client, members, guestOf, () -> {});
    }

    /** The same; {@code unreached} is run, on a thread of its own, after each round in which nobody let it in. */
    static Visitor start(
            ChatClient client, List<Endpoint> members, Function<Endpoint, NodeConfig> guestOf, Runnable unreached) {
        Visitor visitor = new Visitor(client, List.copyOf(members), guestOf, unreached);
        visitor.thread.start();
        return visitor;
    }

    /** The present member is lost or blind. */
    public void moveOn() {
        signals.add(Signal.MOVE_ON);
    }

    /** Whether a member has let it in, and is not known to be of no use. */
    boolean isInside() {
        return isInside;
    }

    /** Why the last member was of no use. */
    public String trouble() {
        return trouble;
    }

    /** Notes why, for {@link #trouble}. */
    public void note(String why) {
        trouble = why;
    }

    /**
     * Says farewell to the present member; waits for that as long as a node's close may take. Waits for no answer of
     * one that has not let it in.
     */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            signals.add(Signal.CLOSE);
            if (isEntering) {
                thread.interrupt();
            }
        }
        try {
            thread.join(Visit.CLOSE_LIMIT.multipliedBy(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void wander() {
        try {
            int refusals = 0;
            for (int turn = 0; !isClosed; turn++) {
                refusals = visit(members.get(turn % members.size())) ? 0 : refusals + 1;
                if (refusals > 0 && refusals % members.size() == 0) {
                    unreached.run();
                    signals.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the member let it in and was of use for a while, when that is over. */
    private boolean visit(Endpoint member) throws InterruptedException {
        Node node;
        try {
            node = enter(member);
        } catch (NodeException notLetIn) {
            trouble = String.valueOf(notLetIn.getMessage());
            LOG.info(trouble);
            return false;
        }
        signals.removeIf(signal -> signal == Signal.MOVE_ON); // said of an earlier member
        long begin = System.nanoTime();
        isInside = true;
        client.connect(node.system(), node.id());
        Signal signal = isClosed ? Signal.CLOSE : signals.take();
        isInside = false;
        switch (signal) {
            case CLOSE -> {
                client.disconnect();
                node.close();
            }
            case MOVE_ON -> Thread.ofVirtual().name("farewell").start(node::close); // it may be deaf: nobody waits
        }
        return System.nanoTime() - begin >= PAUSE.toNanos();
    }

    private Node enter(Endpoint member) {
        setEntering(true);
        try {
            return Node.start(Visit.of(guestOf.apply(member)));
        } finally {
            setEntering(false);
        }
    }

    /** An interrupt is for who enters: once it is in, it says farewell in peace. */
    private synchronized void setEntering(boolean is) {
        isEntering = is;
        if (isClosed && is) {
            thread.interrupt();
        } else if (isClosed) {
            Thread.interrupted();
        }
    }
}
