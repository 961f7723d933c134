package dev.parley.remote.tcp;

import static dev.parley.remote.tcp.Side.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.jvm.JvmEnvironment;
import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Listener;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole real world of a node. */
@Timeout(60)
final class TcpEnvironmentTest {
    @Test
    void givesTheWorldOfItsJvm() {
        JvmEnvironment jvm = new JvmEnvironment();
        try (TcpEnvironment environment = new TcpEnvironment(jvm)) {
            assertThat(environment.clock()).isSameAs(jvm.clock());
            assertThat(environment.timers()).isSameAs(jvm.timers());
            assertThat(environment.dispatcher()).isSameAs(jvm.dispatcher());
            assertThat(environment.entropy()).isSameAs(jvm.entropy());
        }
    }

    @Test
    void connectsNodesByName() throws Exception {
        try (TcpEnvironment one = new TcpEnvironment();
                TcpEnvironment other = new TcpEnvironment();
                Listener listener = other.transport().bind(new Endpoint("localhost", 0), _ -> new Echo())) {
            Writer writer = new Writer(new byte[] {1, 2, 3}, 3, new Random(1));
            one.transport().dial(listener.at(), Duration.ofSeconds(10), writer);

            assertThat(await(writer.complete)).containsExactly(1, 2, 3);
        }
    }
}
