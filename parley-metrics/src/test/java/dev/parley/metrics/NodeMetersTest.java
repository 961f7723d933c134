package dev.parley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.Request;
import dev.parley.SystemSnapshot;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeMetersTest {
    record Ping() implements Request<Ping, Integer> {}

    @Test
    void countsWhatTheNodeHandlesAndRefuses() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Node node = Node.start(NodeConfig.member("a", "127.0.0.1:0"))) {
            new NodeMeters(node).bindTo(registry);
            ActorRef<Ping> echo = node.system().spawn("echo", () -> (ping, ctx) -> ctx.reply(ping, 1));
            echo.ask(new Ping());
            echo.ask(new Ping());
            assertThat(registry.get("parley.actors").gauge().value()).isEqualTo(1);
            assertThat(registry.get("parley.messages.accepted")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("parley.messages.refused")
                            .tag("reason", "mailbox_full")
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }

    @Test
    void hasAllPartsOfTheBalance() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Node node = Node.start(NodeConfig.member("a", "127.0.0.1:0"))) {
            new NodeMeters(node).bindTo(registry);
            AtomicInteger handled = new AtomicInteger();
            ActorRef<Ping> putsAside = node.system().spawn(() -> (ping, ctx) -> {
                if (handled.incrementAndGet() <= 3) {
                    ctx.stash();
                } else {
                    ctx.reply(ping, 1);
                }
            });
            for (int i = 0; i < 3; i++) {
                putsAside.tell(new Ping());
            }
            putsAside.ask(new Ping());
            assertThat(registry.get("parley.messages.stashed").gauge().value()).isEqualTo(3);
        }
    }

    @Test
    void twoNodesMayShareARegistry() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Node a = Node.start(NodeConfig.member("a", "127.0.0.1:0"));
                Node b = Node.start(NodeConfig.member("b", "127.0.0.1:0"))) {
            new NodeMeters(a).bindTo(registry);
            new NodeMeters(b).bindTo(registry);
            b.system().<Ping>spawn(() -> (_, _) -> {});
            assertThat(registry.get("parley.actors").gauges())
                    .extracting(Gauge::value)
                    .containsExactlyInAnyOrder(0.0, 1.0);
        }
    }

    @Test
    void aNodeThatIsStartedAgainTakesThePlaceOfTheOneThatWas() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.counter("parley.visitors", "node", "a").increment();
        for (int life = 1; life <= 2; life++) {
            try (Node node = Node.start(NodeConfig.member("a", "127.0.0.1:0"))) {
                new NodeMeters(node).bindTo(registry);
                node.system()
                        .<Ping>spawn(() -> (ping, ctx) -> ctx.reply(ping, 1))
                        .ask(new Ping());
                assertThat(registry.get("parley.actors").gauge().value()).isEqualTo(1);
                assertThat(registry.get("parley.messages.handled")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("parley.links").tag("state", "up").gauges())
                        .hasSize(1);
            }
        }
        assertThat(registry.get("parley.visitors").counter().count())
                .as("of somebody else")
                .isEqualTo(1);
    }

    @Test
    void addsUpMoreMessagesThanAnIntegerHolds() {
        ActorSnapshot full = new ActorSnapshot(
                ActorAddress.parse("actor://a:9001/user/full#1"), "Full", Integer.MAX_VALUE, 0, 0, 0, Optional.empty());
        Map<DropReason, Long> none = new EnumMap<>(DropReason.class);
        SystemSnapshot snapshot = new SystemSnapshot(
                "a", List.of(full, full), 0, 0, none, none, new SystemSnapshot.Account(0, 0, 0, 0, none));
        assertThat(NodeMeters.queued(snapshot)).isEqualTo(2.0 * Integer.MAX_VALUE);
    }
}
