package dev.parley.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.DialFailure;
import dev.parley.remote.transport.Listener;
import dev.parley.remote.transport.NodeEnvironment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * What links rely on, whatever carries the bytes. A subclass gives two environments that can reach each other, and
 * closes them after each test.
 */
public abstract class TransportContract {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LARGE_BYTES = 1 << 20;

    /** The environment that dials. */
    protected abstract NodeEnvironment here();

    /** The environment that listens. */
    protected abstract NodeEnvironment there();

    /** Port 0 of {@link #there}. */
    protected abstract Endpoint anyPort();

    /** An address that is not {@link #there}'s. */
    protected abstract Endpoint foreignAddress();

    /** More than the transport takes while the peer reads nothing. */
    protected abstract int floodBytes();

    /** Lets things happen until the condition holds; fails after some patience. */
    protected abstract void driveUntil(BooleanSupplier condition);

    @Test
    void deliversAllBytesInOrder() throws IOException {
        byte[] sent = bytes(LARGE_BYTES);
        Recorder reader = new Recorder();
        connect(Recorder.writing(sent), reader);

        driveUntil(() -> reader.heardBytes() >= sent.length);

        assertThat(reader.heard()).isEqualTo(sent);
    }

    @Test
    void deliversInBothDirectionsAtOnce() throws IOException {
        byte[] forth = bytes(LARGE_BYTES);
        byte[] back = bytes(LARGE_BYTES + 1);
        Recorder dialling = Recorder.writing(forth);
        Recorder accepting = Recorder.writing(back);
        connect(dialling, accepting);

        driveUntil(() -> dialling.heardBytes() >= back.length && accepting.heardBytes() >= forth.length);

        assertThat(accepting.heard()).isEqualTo(forth);
        assertThat(dialling.heard()).isEqualTo(back);
    }

    @Test
    void takesNoMoreThanThereIsRoomForWhileThePeerReadsNothing() throws IOException {
        byte[] sent = bytes(floodBytes());
        Recorder reader = new Recorder() {
            @Override
            public synchronized void onOpen(Connection opened) {
                opened.pauseReading();
                super.onOpen(opened);
            }
        };
        Recorder writer = Recorder.writing(sent);
        connect(writer, reader);
        driveUntil(() -> writer.isOpened() && reader.isOpened());
        settle();

        assertThat(writer.unsentBytes()).isPositive();
        assertThat(reader.heardBytes()).isZero();
        onLoop(there(), () -> reader.connection().resumeReading());
        driveUntil(() -> reader.heardBytes() >= sent.length);

        assertThat(Arrays.equals(reader.heard(), sent)).isTrue();
        assertThat(writer.count("writable")).isPositive();
    }

    @Test
    void deliversNothingBetweenPauseAndResume() throws IOException {
        Recorder reader = new Recorder();
        Recorder writer = new Recorder();
        connect(writer, reader);
        driveUntil(() -> writer.isOpened() && reader.isOpened());
        onLoop(there(), () -> reader.connection().pauseReading());
        onLoop(here(), () -> writer.write(bytes(100)));
        settle();
        assertThat(reader.heardBytes()).isZero();

        onLoop(there(), () -> reader.connection().resumeReading());
        driveUntil(() -> reader.heardBytes() == 100);

        assertThat(reader.heard()).isEqualTo(bytes(100));
    }

    @Test
    void closingDeliversWhatWasTakenAndThenTheEnd() throws IOException {
        byte[] sent = bytes(LARGE_BYTES);
        Recorder writer = Recorder.writingAndClosing(sent);
        Recorder reader = new Recorder();
        connect(writer, reader);

        driveUntil(() -> writer.isClosed() && reader.isClosed());
        settle();

        assertThat(reader.heard()).isEqualTo(sent);
        assertThat(writer.count("closed")).isOne();
        assertThat(reader.count("closed")).isOne();
        assertThat(reader.calls()).startsWith("open").endsWith("closed");
    }

    @Test
    void theAcceptingSideMaySpeakFirstAndClose() throws IOException {
        byte[] sent = bytes(1000);
        Recorder dialling = new Recorder();
        connect(dialling, Recorder.writingAndClosing(sent));

        driveUntil(dialling::isClosed);

        assertThat(dialling.heard()).isEqualTo(sent);
    }

    @Test
    void takesNothingOnceClosed() throws IOException {
        Recorder writer = new Recorder();
        Recorder reader = new Recorder();
        connect(writer, reader);
        driveUntil(writer::isOpened);
        List<Integer> taken = new ArrayList<>();
        onLoop(here(), () -> {
            writer.connection().close();
            taken.add(writer.connection().write(ByteBuffer.allocate(10)));
        });
        driveUntil(() -> writer.isClosed() && reader.isClosed());
        onLoop(here(), () -> taken.add(writer.connection().write(ByteBuffer.allocate(10))));

        assertThat(taken).containsExactly(0, 0);
        assertThat(reader.heardBytes()).isZero();
    }

    @Test
    void aResetEndsBothSidesAndLosesAtMostASuffix() throws IOException {
        byte[] sent = bytes(LARGE_BYTES);
        Recorder writer = Recorder.writing(sent);
        Recorder reader = new Recorder();
        connect(writer, reader);
        driveUntil(() -> reader.heardBytes() > 0);
        onLoop(here(), () -> writer.connection().reset());
        driveUntil(() -> writer.isClosed() && reader.isClosed());
        settle();

        assertThat(reader.heard()).isEqualTo(Arrays.copyOf(sent, reader.heardBytes()));
        assertThat(writer.count("closed")).isOne();
        assertThat(reader.count("closed")).isOne();
    }

    @Test
    void aDialWhereNobodyListensIsRefused() throws IOException {
        Listener listener = there().transport().bind(anyPort(), _ -> new Recorder());
        listener.close();
        Recorder dialling = new Recorder();
        dial(listener.at(), dialling);

        driveUntil(() -> !dialling.calls().isEmpty());

        assertThat(dialling.failure()).isEqualTo(new DialFailure.Refused());
        assertThat(dialling.calls()).containsExactly("dial failed");
    }

    @Test
    void aClosedListenerKeepsItsConnections() throws IOException {
        Recorder reader = new Recorder();
        Recorder writer = new Recorder();
        Listener listener = connect(writer, reader);
        driveUntil(() -> writer.isOpened() && reader.isOpened());
        listener.close();
        onLoop(here(), () -> writer.write(bytes(10)));
        driveUntil(() -> reader.heardBytes() == 10);

        assertThat(reader.isClosed()).isFalse();
    }

    @Test
    void portZeroBindsAFreePortAndATakenOneIsRefused() throws IOException {
        Listener listener = there().transport().bind(anyPort(), _ -> new Recorder());

        assertThat(listener.at().port()).isPositive();
        assertThatIOException()
                .isThrownBy(() -> there().transport().bind(listener.at(), _ -> new Recorder()))
                .withMessageContaining(listener.at().toString());
    }

    @Test
    void aPortIsFreeAgainOnceItsListenerIsClosed() throws IOException {
        Listener first = there().transport().bind(anyPort(), _ -> new Recorder());
        first.close();
        Recorder reader = new Recorder();
        there().transport().bind(first.at(), _ -> reader);
        dial(first.at(), Recorder.writing(bytes(5)));

        driveUntil(() -> reader.heardBytes() == 5);
    }

    @Test
    void anAddressOfAnotherMachineCannotBeBound() {
        assertThatIOException()
                .isThrownBy(() -> there().transport().bind(foreignAddress(), _ -> new Recorder()))
                .withMessageContaining(foreignAddress().toString());
    }

    @Test
    void theDiallingSideKnowsWhomItDialled() throws IOException {
        Recorder dialling = new Recorder();
        Listener listener = connect(dialling, new Recorder());
        driveUntil(dialling::isOpened);

        assertThat(dialling.connection().remote()).isEqualTo(listener.at());
    }

    @Test
    void oneListenerServesManyConnections() throws IOException {
        List<Recorder> accepted = Collections.synchronizedList(new ArrayList<>());
        Listener listener = there().transport().bind(anyPort(), _ -> {
            Recorder recorder = new Recorder();
            accepted.add(recorder);
            return recorder;
        });
        for (int i = 0; i < 20; i++) {
            dial(listener.at(), Recorder.writing(new byte[] {(byte) i}));
        }

        driveUntil(() -> accepted.size() == 20 && List.copyOf(accepted).stream().allMatch(r -> r.heardBytes() == 1));

        assertThat(accepted).extracting(recorder -> (int) recorder.heard()[0]).doesNotHaveDuplicates();
    }

    @Test
    void aNodeCanDialItself() throws IOException {
        Recorder reader = new Recorder();
        Listener listener = there().transport().bind(anyPort(), _ -> reader);
        there().transport()
                .execute(() -> there().transport().dial(listener.at(), LIMIT, Recorder.writing(bytes(1000))));

        driveUntil(() -> reader.heardBytes() == 1000);

        assertThat(reader.heard()).isEqualTo(bytes(1000));
    }

    @Test
    void theLoopRunsTasksInTheOrderOfTheirThread() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 1000; i++) {
            int number = i;
            here().transport().execute(() -> order.add(number));
        }

        driveUntil(() -> order.size() == 1000);

        assertThat(order).isSorted();
    }

    @Test
    void aTaskHandedOverOnTheLoopRunsAfterThePresentOne() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        here().transport().execute(() -> {
            here().transport().execute(() -> order.add("second"));
            order.add("first");
        });

        driveUntil(() -> order.size() == 2);

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void aConnectionRefusesCallsFromOutsideItsLoop() throws IOException {
        Recorder dialling = new Recorder();
        connect(dialling, new Recorder());
        driveUntil(dialling::isOpened);
        Connection connection = dialling.connection();

        assertThatIllegalStateException().isThrownBy(() -> connection.write(ByteBuffer.allocate(1)));
        assertThatIllegalStateException().isThrownBy(connection::close);
        assertThatIllegalStateException().isThrownBy(connection::reset);
        assertThatIllegalStateException().isThrownBy(connection::pauseReading);
        assertThatIllegalStateException().isThrownBy(connection::resumeReading);
    }

    @Test
    void closingTheEnvironmentEndsTheConnectionsOfItsPeers() throws IOException {
        Recorder dialling = new Recorder();
        Recorder accepting = new Recorder();
        Listener listener = connect(dialling, accepting);
        driveUntil(() -> dialling.isOpened() && accepting.isOpened());
        there().close();
        driveUntil(dialling::isClosed);
        Recorder late = new Recorder();
        dial(listener.at(), late);
        driveUntil(() -> !late.calls().isEmpty());

        assertThat(late.failure()).isEqualTo(new DialFailure.Refused());
    }

    private Listener connect(Recorder dialling, Recorder accepting) throws IOException {
        Listener listener = there().transport().bind(anyPort(), _ -> accepting);
        dial(listener.at(), dialling);
        return listener;
    }

    private void dial(Endpoint to, Recorder handler) {
        here().transport().execute(() -> here().transport().dial(to, LIMIT, handler));
    }

    private void onLoop(NodeEnvironment environment, Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        environment.transport().execute(() -> {
            task.run();
            done.set(true);
        });
        driveUntil(done::get);
    }

    /** Gives what must not happen some time to happen. */
    private void settle() {
        for (NodeEnvironment environment : List.of(here(), there())) {
            AtomicBoolean over = new AtomicBoolean();
            environment.timers().after(Duration.ofMillis(50).toNanos(), () -> over.set(true));
            driveUntil(over::get);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
