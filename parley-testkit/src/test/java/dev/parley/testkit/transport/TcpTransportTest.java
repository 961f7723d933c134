package dev.parley.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.remote.tcp.TcpEnvironment;
import dev.parley.remote.transport.NodeEnvironment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpTransportTest extends TransportContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 200_000;

    private final NodeEnvironment here = new TcpEnvironment();
    private final NodeEnvironment there = new TcpEnvironment();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Override
    protected NodeEnvironment here() {
        return here;
    }

    @Override
    protected NodeEnvironment there() {
        return there;
    }

    @Override
    protected Endpoint anyPort() {
        return new Endpoint("127.0.0.1", 0);
    }

    @Override
    protected Endpoint foreignAddress() {
        return new Endpoint("192.0.2.1", 9000);
    }

    @Override
    protected int floodBytes() {
        return 32 << 20;
    }

    @Override
    protected void driveUntil(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
