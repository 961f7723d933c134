package dev.parley.remote.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A listener whose machine cannot accept. */
final class AcceptPauseTest {
    private final EmbeddedChannel listener = new EmbeddedChannel(new AcceptPause(new Outage()));

    @Test
    void stopsAcceptingForASecondAfterAFailure() {
        listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        assertThat(listener.config().isAutoRead()).isFalse();

        listener.advanceTimeBy(999, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertThat(listener.config().isAutoRead()).isFalse();

        listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertThat(listener.config().isAutoRead()).isTrue();
    }

    @Test
    void keepsTheListenerOpenAndTheFailureToItself() {
        listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));

        listener.checkException();
        assertThat(listener.isOpen()).isTrue();
    }

    @Test
    void handsOnWhatIsAcceptedAfterAnOutage() {
        listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        listener.advanceTimeBy(1, TimeUnit.SECONDS);
        listener.runScheduledPendingTasks();

        assertThat(listener.writeInbound("accepted")).isTrue();
    }
}
