package dev.parley.testkit.simulation;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a connection, from the first packet to {@code onOpen} or {@code onDialFailed}. Behind a cut the
 * first packet is sent again after 1, 2, 4 … seconds, as TCP does, so a dial may outlive the cut.
 *
 * <p>Threading: the driver.
 */
final class Dial {
    private static final long FIRST_RETRY_NANOS = 1_000_000_000L;

    private final Network network;
    private final Agenda agenda;
    private final SimulatedNode from;
    private final Endpoint to;
    private final ConnectionHandler handler;
    private final Link link;
    private long retryNanos = FIRST_RETRY_NANOS;
    private @Nullable SimulatedConnection end;
    private boolean over;

    Dial(Network network, SimulatedNode from, Endpoint to, ConnectionHandler handler) {
        this.network = network;
        this.agenda = network.world().agenda();
        this.from = from;
        this.to = to;
        this.handler = handler;
        this.link = network.link(from.host(), to.host());
    }

    void begin(Duration limit) {
        network.world().narration().tell(from.host(), () -> "dials " + to);
        agenda.after(limit.toNanos(), from, () -> {
            if (!over && end != null) {
                end.processEnded(false);
            }
            fail(new DialFailure.Unreachable("no answer from " + to + " within " + limit));
        });
        if (network.hosts().find(to.host()) != null) {
            agenda.after(link.latencyNanos(), from, this::askForConnection);
        } else {
            DialFailure unknown = new DialFailure.Unreachable("no host is called '" + to.host() + "'");
            agenda.after(link.latencyNanos(), from, () -> fail(unknown));
        }
    }

    private void askForConnection() {
        if (over) {
            return;
        }
        Host host = network.hosts().require(to.host());
        if (link.isCut() || link.losesOne() || !host.hanging().isEmpty()) {
            retry(this::askForConnection);
            return;
        }
        SimulatedNode there = host.refusing().isEmpty() ? host.process() : null;
        SimulatedTransport.SimulatedListener listener =
                there == null ? null : there.transport().listenerAt(to.port());
        if (there == null || listener == null) {
            agenda.after(link.latencyNanos(), from, () -> fail(new DialFailure.Refused()));
            return;
        }
        SimulatedConnection here = new SimulatedConnection(from, link, to);
        SimulatedConnection other =
                new SimulatedConnection(there, link, from.transport().freeEndpoint());
        SimulatedConnection.join(here, other);
        end = here;
        listener.accept(other);
        agenda.after(link.latencyNanos(), from, () -> opened(here));
    }

    private void opened(SimulatedConnection connection) {
        if (over) {
            return;
        }
        if (link.isCut() || link.losesOne()) {
            retry(() -> opened(connection));
            return;
        }
        over = true;
        from.loop().execute(() -> connection.open(handler));
    }

    private void retry(Runnable attempt) {
        agenda.after(retryNanos, from, attempt);
        retryNanos *= 2;
    }

    private void fail(DialFailure failure) {
        if (!over) {
            over = true;
            network.world().narration().tell(from.host(), () -> "cannot reach " + to + ": " + failure);
            from.loop().execute(() -> handler.onDialFailed(failure));
        }
    }
}
