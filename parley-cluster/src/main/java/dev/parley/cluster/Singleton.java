package dev.parley.cluster;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.AskException;
import dev.parley.NodeId;
import dev.parley.remote.Node;
import java.util.function.Function;

/**
 * One actor among the peers: hosted by one node at a time, placed anew under a higher epoch when that node is lost or
 * the actor has failed beyond its restart limit. Start it on every peer. A node that does not see a majority of them
 * hosts nothing.
 *
 * <p>It runs unchanged with one peer. What it promises, and under which assumptions, is said in {@code Epochs}: an old
 * host falls silent before a new one begins, and the new one's epoch is higher. For the latter, nodes that forget with
 * their process trust the wall clock: it must not go back on a machine by more than its node was down, and those of two
 * machines must differ by less than three quarters of the failure time-out. Messages to an actor that moves are lost
 * like any others; its state is, unless its users bring it along.
 *
 * <p>A node counts for another only where both have the same list of peers and the same failure time-out; else both log
 * a warning that names the difference. Nobody else in the cluster, a guest least of all, can speak for a peer: what
 * comes in a peer's name must show what was sent to that peer's address alone.
 *
 * <p>Threading: any thread.
 * <p>Limits: every peer tells every other that it lives, five times in each failure time-out.
 * <p>Failure: the hosted actor restarts 3 times within a minute; the next failure makes its node resign.
 *
 * @param <M> the protocol of the hosted actor
 */
public final class Singleton<M> {
    private final ActorRef<SingletonDriver.Msg<M>> driver;

    private Singleton(ActorRef<SingletonDriver.Msg<M>> driver) {
        this.driver = driver;
    }

    /**
     * Starts this node's part.
     *
     * @throws IllegalArgumentException if the protocol cannot cross the wire, the name is taken on this node, the list
     *     of peers was made for another node, or this one is a guest
     */
    public static <M> Singleton<M> start(Node node, Peers peers, Hosting<M> hosting) {
        requireOwnPlace(node, peers);
        // reached by nobody, but it checks the protocol here, where the mistake was made
        node.at(new ActorAddress(peers.nodes().get(peers.self()), "/user/" + hosting.name(), 0), hosting.protocol());
        Subscribers<M> subscribers = new Subscribers<>();
        ActorRef<SingletonDriver.Msg<M>> driver =
                node.system().spawn(hosting.name(), () -> new SingletonDriver<>(node, peers, hosting, subscribers));
        if (!driver.address().path().startsWith("/user/")) { // a guest has its member's address, and a prefix
            node.system().stop(driver);
            throw new IllegalArgumentException("node " + node.name() + " is a guest of " + node.id()
                    + ", and a guest counts for no quorum: start the singleton there");
        }
        return new Singleton<>(driver);
    }

    /** Two nodes that speak as one would vote twice and claim each other's epochs. */
    private static void requireOwnPlace(Node node, Peers peers) {
        NodeId place = peers.nodes().get(peers.self());
        if (!place.hostAndPort().equals(node.id().hostAndPort())) {
            throw new IllegalArgumentException("this node is " + node.id() + ", and its place in the list of peers is "
                    + place + "'s: make the list for it, as in Peers.parse(text, node.id())");
        }
    }

    /**
     * Tells {@code subscriber} where the singleton is, now and at each change, until it ends. Who subscribes again is
     * told by the new {@code wrap} only.
     *
     * @param wrap makes the message, in a turn of this node's part: what it throws is logged, and nothing told
     */
    public <T> void subscribe(ActorRef<T> subscriber, Function<? super Located<M>, ? extends T> wrap) {
        driver.tell(new SingletonDriver.Subscribe<>(subscriber, located -> subscriber.tell(wrap.apply(located))));
    }

    /**
     * Takes this node out: it stops what it hosts and tells the others, so that they need not wait for a time-out.
     * Waits for that 5 s at most; call it before the node is closed.
     */
    public void leave() {
        try {
            driver.ask(new SingletonDriver.Leave<>());
        } catch (AskException e) {
            System.getLogger(Singleton.class.getName())
                    .log(System.Logger.Level.DEBUG, "left without waiting: {0}", e.getMessage());
        }
    }
}
