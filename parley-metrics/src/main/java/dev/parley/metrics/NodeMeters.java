package dev.parley.metrics;

import dev.parley.DropReason;
import dev.parley.SystemSnapshot;
import dev.parley.remote.Node;
import dev.parley.remote.PeerSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.search.Search;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The balance of a node and the state of its links as meters. Labels are the node's name, so that nodes may share a
 * registry, reasons and states, never actor paths, so the number of series does not grow with the number of actors. Of
 * two nodes of one name in a registry the later one is seen: it may be the other, started again.
 *
 * <p>Threading: any thread. Limits: {@code 6 + 2 * DropReason + PeerSnapshot.State} series for each node. Reading a
 * meter takes a snapshot of the system, which walks over all actors; nothing is counted twice for it, and nothing is
 * done when nobody reads.
 */
public final class NodeMeters implements MeterBinder {
    private static final String ACCEPTED = "parley.messages.accepted";
    private static final String HANDLED = "parley.messages.handled";
    private static final String ACTORS = "parley.actors";
    private static final String QUEUED = "parley.messages.queued";
    private static final String STASHED = "parley.messages.stashed";
    private static final String REFUSED = "parley.messages.refused";
    private static final String DROPPED = "parley.messages.dropped";
    private static final String LINKS = "parley.links";
    private static final String LOST = "parley.frames.lost";
    private static final List<String> NAMES =
            List.of(ACCEPTED, HANDLED, ACTORS, QUEUED, STASHED, REFUSED, DROPPED, LINKS, LOST);

    private final Node node;
    private final Losses losses = new Losses();

    /** The meters of that node. */
    public NodeMeters(Node node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        forget(registry);
        counter(registry, ACCEPTED, "messages that entered a mailbox", SystemSnapshot::accepted);
        counter(registry, HANDLED, "messages that a handler returned from", SystemSnapshot::handled);
        gauge(registry, ACTORS, "living actors", snapshot -> snapshot.actors().size());
        gauge(registry, QUEUED, "messages that wait in mailboxes", NodeMeters::queued);
        gauge(registry, STASHED, "messages that were put aside", NodeMeters::stashed);
        for (DropReason reason : DropReason.values()) {
            byReason(registry, REFUSED, reason, SystemSnapshot::refused);
            byReason(registry, DROPPED, reason, SystemSnapshot::dropped);
        }
        for (PeerSnapshot.State state : PeerSnapshot.State.values()) {
            Gauge.builder(LINKS, node, here -> countLinks(here, state))
                    .description("links by state")
                    .tag("node", node.name())
                    .tag("state", lower(state))
                    .register(registry);
        }
        FunctionCounter.builder(LOST, node, here -> losses.total(here.peers()))
                .description("messages that peers reported as never received")
                .tag("node", node.name())
                .register(registry);
    }

    /** A registry goes on asking the node whose meter of that name and labels it has. */
    private void forget(MeterRegistry registry) {
        Search.in(registry)
                .name(NAMES::contains)
                .tag("node", node.name())
                .meters()
                .forEach(registry::remove);
    }

    static double queued(SystemSnapshot snapshot) {
        return snapshot.actors().stream().mapToLong(actor -> actor.queued()).sum();
    }

    private static double stashed(SystemSnapshot snapshot) {
        return snapshot.actors().stream().mapToLong(actor -> actor.stashed()).sum();
    }

    private static double countLinks(Node node, PeerSnapshot.State state) {
        return node.peers().stream().filter(peer -> peer.state() == state).count();
    }

    private void counter(MeterRegistry registry, String name, String what, ToDoubleFunction<SystemSnapshot> value) {
        FunctionCounter.builder(
                        name, node, here -> value.applyAsDouble(here.system().snapshot()))
                .description(what)
                .tag("node", node.name())
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<SystemSnapshot> value) {
        Gauge.builder(name, node, here -> value.applyAsDouble(here.system().snapshot()))
                .description(what)
                .tag("node", node.name())
                .register(registry);
    }

    private void byReason(
            MeterRegistry registry,
            String name,
            DropReason reason,
            Function<SystemSnapshot, Map<DropReason, Long>> counts) {
        FunctionCounter.builder(
                        name,
                        node,
                        here -> counts.apply(here.system().snapshot()).getOrDefault(reason, 0L))
                .description("messages that nobody handled, by reason")
                .tag("node", node.name())
                .tag("reason", lower(reason))
                .register(registry);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
