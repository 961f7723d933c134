package dev.parley.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
}
