package dev.parley.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.SpawnOption;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.PeerEvent;
import dev.parley.remote.PeerSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real sockets: a producer that is at least ten times faster than an actor on the other node. */
class FastProducerOnTcpTest {
    private static final int MESSAGES = 20_000;
    private static final int MAILBOX = 500;
    private static final int QUEUE = 4_000;
    private static final long A_MESSAGE_NANOS = 50_000;

    private final Node a = Node.start(NodeConfig.member("a", "127.0.0.1:0")
            .withLinks(LinkConfig.defaults()
                    .withTimeouts(Duration.ofMillis(250), Duration.ofSeconds(3))
                    .withQueue(QUEUE, 64L << 20)));
    private final Node b = Node.start(NodeConfig.member("b", "127.0.0.1:0")
            .withLinks(LinkConfig.defaults().withTimeouts(Duration.ofMillis(250), Duration.ofSeconds(3))));
    private final List<PeerEvent> deaths = new CopyOnWriteArrayList<>();
    private final Slow consumer = new Slow();
    private final Desk other = new Desk(0);

    /** Takes its time for each message. */
    private static final class Slow implements Actor<Desk.Cmd> {
        private final List<Integer> notes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onMessage(Desk.Cmd message, ActorContext<Desk.Cmd> ctx) {
            LockSupport.parkNanos(A_MESSAGE_NANOS);
            if (message instanceof Desk.Note(int number)) {
                notes.add(number);
            }
        }
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private ActorRef<Desk.Cmd> export(String name, Actor<Desk.Cmd> actor) {
        b.export(name, Desk.Cmd.class, b.system().spawn(name, () -> actor, SpawnOption.mailbox(MAILBOX)));
        return a.at(ActorAddress.parse("actor://" + b.id() + "/user/" + name), Desk.Cmd.class);
    }

    private static long refused(Node at, DropReason reason) {
        return at.system().snapshot().refused().getOrDefault(reason, 0L);
    }

    private PeerSnapshot peer() {
        return a.peers().getFirst();
    }

    /** What is kept on either side keeps its bounds. */
    private void assertBounded() {
        assertThat(peer().queued()).isLessThanOrEqualTo(QUEUE);
        assertThat(peer().held()).isLessThanOrEqualTo(QUEUE / 2);
        assertThat(b.system().snapshot().actors())
                .extracting(ActorSnapshot::queued)
                .allMatch(queued -> queued <= MAILBOX);
    }

    @Test
    void isHeldBackWithinBoundsWhileOthersPassAndNobodyIsTakenForDead() {
        a.onPeers(event -> {
            if (event instanceof PeerEvent.Down) {
                deaths.add(event);
            }
        });
        ActorRef<Desk.Cmd> slow = export("slow", consumer);
        ActorRef<Desk.Cmd> quick = export("quick", other);
        quick.ask(new Desk.Count());
        int answered = 0;
        int refusedAtOnce = 0;
        for (int i = 1; i <= MESSAGES; i++) {
            refusedAtOnce += slow.offer(new Desk.Note(i)) ? 0 : 1;
            if (i % 100 == 0) {
                LockSupport.parkNanos(10 * A_MESSAGE_NANOS); // as long as the consumer takes for ten
            }
            if (i % 1_000 == 0) {
                quick.tell(new Desk.Note(i));
                assertThat(quick.ask(new Desk.Count(), Duration.ofSeconds(2))).isEqualTo(++answered);
                assertBounded();
            }
        }
        Patience.until("all that was taken has been handled or refused", () -> accounted() == MESSAGES);

        assertThat(List.copyOf(consumer.notes)).isSorted().doesNotHaveDuplicates();
        assertThat(refusedAtOnce).as("the sender was told").isPositive().isLessThanOrEqualTo((int)
                refused(a, DropReason.LANE_FULL));
        assertThat(peer().held()).isZero();
        assertThat(peer().lost()).isZero();
        assertThat(deaths).isEmpty();
        assertThat(other.notes).hasSize(MESSAGES / 1_000);
    }

    private long accounted() {
        return consumer.notes.size() + refused(a, DropReason.LANE_FULL) + refused(b, DropReason.MAILBOX_FULL);
    }
}
