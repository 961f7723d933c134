package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.Kind;
import dev.parley.NodeId;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.NodeException;
import dev.parley.remote.PeerEvent;
import dev.parley.remote.PeerSnapshot;
import dev.parley.remote.payload.Messages;
import dev.parley.remote.payload.Refs;
import dev.parley.remote.payload.Schemas;
import dev.parley.remote.translation.Addresses;
import dev.parley.remote.translation.WireIdentity;
import dev.parley.remote.transport.Listener;
import dev.parley.remote.transport.NodeEnvironment;
import dev.parley.spi.MessageRef;
import dev.parley.spi.NodeClock;
import dev.parley.spi.SystemAccess;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireRef;
import dev.parley.wire.WireSlot;
import dev.parley.wire.WireVersions;
import dev.parley.wire.lock.ProtocolLock;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A node: what its links share, and what its system sees of other nodes.
 *
 * <p>Threading: any thread, but for what says loop.
 */
public final class LinkedNode implements Node, Refs {
    private static final WireVersions VERSIONS = WireVersions.OURS;
    private static final long JITTER_NANOS = 100_000_000;

    private final NodeConfig config;
    private final NodeEnvironment environment;
    private final RandomGenerator chance;
    private final Map<String, Kind<?, ?>> kinds = new TreeMap<>();
    private final SystemAccess system;
    private final Schemas schemas;
    private final Messages messages;
    private final Exposures exposures;
    private final Slots slots;
    private final WaitChase waitChase;
    private final Handshake handshake;
    private final Links links;
    private final Dialer dialer;
    private final List<Consumer<PeerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final long incarnation;

    private volatile @Nullable WireIdentity identity;
    private volatile @Nullable Listener listener;
    private volatile @Nullable Entry entry;
    private volatile long closing; // when that began; 0 before

    private LinkedNode(NodeConfig config, NodeEnvironment environment, List<Kind<?, ?>> kinds) {
        this.config = config;
        this.environment = environment;
        this.chance = environment.entropy().stream("links");
        this.incarnation = unguessable();
        this.system = SystemAccess.start(
                config.system(),
                new SystemEnvironment(environment, this::farewell),
                access -> new Bridge(this, access));
        this.schemas = Schemas.of(config.protocolLock().map(ProtocolLock::parse).orElse(ProtocolLock.empty()));
        this.messages = new Messages(this, schemas.lock(), config.payloads());
        this.exposures = new Exposures(() -> new ActorAddress(id(), identity().pathPrefix() + "/system/exposures", 0));
        this.slots = new Slots(this);
        this.waitChase = new WaitChase(this);
        this.handshake = new Handshake(config.cluster(), config.key().map(key -> WireBytes.of(key.bytes())));
        this.links = new Links(this);
        this.dialer = new Dialer(this);
        kinds.forEach(this::register);
    }

    private void register(Kind<?, ?> kind) {
        messages.declare(kind);
        if (kinds.putIfAbsent(kind.name(), kind) != null) {
            throw new IllegalArgumentException("two kinds are called '" + kind.name() + "': rename one");
        }
    }

    /** Starts a node; on failure the environment is closed again. */
    public static LinkedNode start(NodeConfig config, NodeEnvironment environment, List<Kind<?, ?>> kinds) {
        try {
            LinkedNode node = new LinkedNode(config, environment, kinds);
            switch (config.place()) {
                case NodeConfig.Place.Member(Endpoint bind, Endpoint advertise) -> node.listen(bind, advertise);
                case NodeConfig.Place.Guest(Endpoint member) -> node.enter(member);
            }
            return node;
        } catch (RuntimeException failed) {
            environment.close();
            throw failed;
        }
    }

    private void listen(Endpoint bind, Endpoint advertise) {
        if (config.key().isEmpty()) {
            requireLoopback(bind);
            requireLoopback(advertise);
        }
        try {
            Acceptor acceptor = new Acceptor(this);
            int port = advertise.port() == 0 ? bind.port() : advertise.port();
            if (port != 0) {
                isAt(advertise.host(), port); // who dials all the time is here before bind returns
            }
            Listener bound = environment.transport().bind(bind, acceptor::accept);
            if (port == 0) {
                isAt(advertise.host(), bound.at().port());
            }
            listener = bound;
        } catch (IOException taken) {
            throw new NodeException("node " + name() + " cannot listen: " + taken.getMessage(), taken);
        }
    }

    private void isAt(String host, int port) {
        identity = WireIdentity.member(new NodeId(host, port, incarnation));
    }

    private void requireLoopback(Endpoint at) {
        if (!environment.transport().isLoopback(at.host())) {
            throw new NodeException(
                    "node " + name() + " would be reachable at " + at + " without a key: give all nodes the"
                            + " same shared key, or use a loopback address such as 127.0.0.1");
        }
    }

    private void enter(Endpoint member) {
        Entry waiting = new Entry(environment.dispatcher());
        entry = waiting;
        Link link = Objects.requireNonNull(links.toMember(member), "the first link is within the limit");
        link.post(new Outgoing.Greet());
        String refusal = waiting.await();
        entry = null;
        if (!refusal.isEmpty()) {
            throw new NodeException("guest " + name() + " was not let in by " + member + ": " + refusal
                    + "; start that node, or name" + " another");
        }
    }

    // ---- Node

    @Override
    public SystemAccess system() {
        return system;
    }

    @Override
    public NodeId id() {
        return identity().node();
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public <M> void export(String name, Class<M> protocol, ActorRef<M> ref) {
        if (!ActorAddress.isName(name)) {
            throw new IllegalArgumentException("not a name: '" + name + "': use [A-Za-z0-9_.~-]{1,64}");
        }
        messages.declare(protocol);
        exposures.export(identity().pathPrefix() + "/user/" + name, (MessageRef<?>) ref, protocol);
    }

    @Override
    @SuppressWarnings("unchecked") // the caller vouches for the protocol; the receiver checks each message
    public <M> ActorRef<M> at(ActorAddress address, Class<M> protocol) {
        Addresses.requireReachable(address);
        messages.declare(protocol);
        return (ActorRef<M>) resolve(address, protocol);
    }

    @Override
    public List<PeerSnapshot> peers() {
        return links.all().stream().map(Link::snapshot).toList();
    }

    @Override
    public Cancellable onPeers(Consumer<PeerEvent> heard) {
        listeners.add(heard);
        return () -> listeners.remove(heard);
    }

    @Override
    public void close() {
        closing = nanoTime();
        Listener open = listener;
        if (open != null) {
            open.close();
        }
        system.close();
    }

    /** What was said on the way here leaves within what is left of the time to close, and of the time to drain. */
    private void farewell() {
        long now = nanoTime();
        long begun = closing == 0 ? now : closing;
        long endNanos = Math.min(
                begun + NodeClock.nanos(config.system().closeLimit()),
                now + NodeClock.nanos(config.system().drain()));
        Entry done = new Entry(environment.dispatcher());
        Farewell farewell = new Farewell(this, endNanos, () -> done.end(""));
        onLoop(farewell::look);
        done.await();
    }

    // ---- Refs

    @Override
    public ActorRef<?> resolve(ActorAddress address, Type protocol) {
        if (!identity().owns(address)) {
            return new RemoteRef<>(this, address, protocol);
        }
        String path = address.path().substring(identity().pathPrefix().length());
        return address.incarnation() == 0
                ? new HomeRef<>(this, address)
                : system.resolve(path, address.incarnation()).orElseGet(() -> new HomeRef<>(this, address));
    }

    @Override
    public ActorAddress expose(ActorRef<?> ref, Type protocol) {
        ActorAddress address = ref.address();
        if (identity().owns(address) && address.incarnation() != 0) {
            exposures.add((MessageRef<?>) ref, protocol);
        }
        return address;
    }

    // ---- what links share

    NodeConfig config() {
        return config;
    }

    NodeEnvironment environment() {
        return environment;
    }

    Schemas schemas() {
        return schemas;
    }

    Messages messages() {
        return messages;
    }

    Exposures exposures() {
        return exposures;
    }

    Slots slots() {
        return slots;
    }

    WaitChase waitChase() {
        return waitChase;
    }

    Handshake handshake() {
        return handshake;
    }

    Links links() {
        return links;
    }

    Dialer dialer() {
        return dialer;
    }

    @Nullable
    Kind<?, ?> kind(String name) {
        return kinds.get(name);
    }

    String kindNames() {
        return kinds.isEmpty() ? "none" : String.join(", ", kinds.keySet());
    }

    void onLoop(Runnable task) {
        environment.transport().execute(task);
    }

    long nanoTime() {
        return environment.clock().nanoTime();
    }

    /** Spreads redials of many nodes; loop. */
    long jitterNanos() {
        return chance.nextLong(JITTER_NANOS);
    }

    /** A number that nobody can guess, never 0. */
    long unguessable() {
        byte[] bytes = new byte[Long.BYTES];
        long drawn = 0;
        while (drawn == 0) {
            environment.entropy().secure(bytes);
            drawn = ByteBuffer.wrap(bytes).getLong();
        }
        return drawn;
    }

    // ---- identity

    private WireIdentity identity() {
        WireIdentity known = identity;
        if (known == null) {
            throw new IllegalStateException("node " + name() + " has no address before it has started");
        }
        return known;
    }

    boolean isGuest() {
        return switch (config.place()) {
            case NodeConfig.Place.Member _ -> false;
            case NodeConfig.Place.Guest _ -> true;
        };
    }

    /** This member's own address, or the guest's member's. */
    Endpoint endpoint() {
        return switch (config.place()) {
            case NodeConfig.Place.Member _ -> Addresses.endpoint(id());
            case NodeConfig.Place.Guest(Endpoint member) -> member;
        };
    }

    String pathPrefix() {
        return identity().pathPrefix();
    }

    /** The guest's id; 0 for members, and before it was let in. */
    long ownGuest() {
        WireIdentity known = identity;
        return known == null ? 0 : known.guest();
    }

    boolean isHere(ActorAddress address) {
        return identity().owns(address);
    }

    boolean isHere(WireRef ref) {
        return identity().owns(ref);
    }

    boolean isOwn(WireSlot slot) {
        return identity().owns(slot);
    }

    /** An own slot as others write it. */
    WireSlot slot(long id) {
        return new WireSlot(Addresses.wire(id()), identity().guest(), id);
    }

    /** What this node says of itself; {@code agreed}: the capabilities that the peer has asked for and gets. */
    Frame.Hello hello(Frame.Hello.Session session, long agreed) {
        WireNode node = isGuest() ? WireNode.unlisted(incarnation) : identity().wire();
        byte[] nonce = new byte[HelloProof.NONCE_BYTES];
        environment.entropy().secure(nonce);
        Frame.Hello hello = new Frame.Hello(
                new Frame.Hello.Offer(VERSIONS, capabilities(agreed, session.guest()), schemas.fingerprint()),
                new Frame.Hello.Peer(config.cluster(), node, config.name()),
                session,
                new Frame.Hello.Challenge(WireBytes.of(nonce), WireBytes.EMPTY));
        return hello.on(
                config.links().failureTimeout().toMillis(),
                isGuest() ? 1 : config.links().lanes());
    }

    private long capabilities(long agreed, long guest) {
        long always = (isGuest() ? Frame.Hello.Offer.GUEST : 0) | agreed;
        if ((agreed & Frame.Hello.Offer.MINIMAL) != 0) {
            return always;
        }
        boolean isBetweenMembers = guest == 0 && !isGuest();
        long reads = isBetweenMembers ? Frame.Hello.Offer.reads(messages.otherEncoding()) : 0;
        return always | Frame.Hello.Offer.FULL | reads;
    }

    /** Whether what leaves for a member that has said this is written in the other encoding. */
    boolean writesOtherTo(Frame.Hello.Offer member) {
        return !isGuest()
                && member.has(Frame.Hello.Offer.reads(messages.otherEncoding()))
                && !schemas.namesDifferFrom(member);
    }

    /** A member has answered; for a guest this is when it learns who it is. Loop. */
    void letIn(Frame.Hello member) {
        if (isGuest() && identity == null) {
            WireNode unlisted = WireNode.unlisted(incarnation);
            identity = new WireIdentity(
                    Addresses.node(member.peer().node()), member.session().guest(), unlisted);
        }
    }

    // ---- news of peers, on the loop

    void peerUp(Link link) {
        Entry waiting = entry;
        if (waiting != null) {
            waiting.end("");
        }
        PeerSnapshot peer = link.snapshot();
        publish(new PeerEvent.Up(peer.node(), peer.name()));
    }

    void peerDown(NodeId peer, String peerName, String why) {
        publish(new PeerEvent.Down(peer, peerName, why));
    }

    /** A dial came to nothing; whoever waits to be let in may hear why. */
    void dialFailed(Link link, String why) {
        Entry waiting = entry;
        if (waiting != null) {
            waiting.note(why);
        }
    }

    void gaveUp(Link link, String why) {
        Entry waiting = entry;
        if (waiting != null) {
            waiting.end(why);
        }
    }

    private void publish(PeerEvent event) {
        for (Consumer<PeerEvent> heard : listeners) {
            try {
                heard.accept(event);
            } catch (RuntimeException thrown) { // the loop belongs to all links
                Link.LOG.error("a listener to peers of {} threw at {}", name(), event, thrown);
            }
        }
    }

    /** The nodes that are reachable now, this one first. */
    List<NodeId> nodes() {
        List<NodeId> nodes = new ArrayList<>();
        links.all().stream()
                .filter(link -> link.guest() == 0 && link.state().connected())
                .map(link -> link.session().peerId())
                .forEach(peer -> {
                    if (peer != null) {
                        nodes.add(peer);
                    }
                });
        nodes.sort(null);
        if (!isGuest()) {
            nodes.addFirst(id());
        }
        return nodes;
    }
}
