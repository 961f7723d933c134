package dev.parley.testkit.transport;

import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in a test: hears everything, and writes what it was given as fast as there is room.
 *
 * <p>Threading: called on a loop, read by the test.
 */
public class Recorder implements ConnectionHandler {
    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Integer> pieceSizes = new ArrayList<>();
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean closesWhenSent;
    private @Nullable Connection connection;
    private @Nullable DialFailure failure;

    /** Writes these bytes as soon as the stream is open. */
    public static Recorder writing(byte[] bytes) {
        Recorder recorder = new Recorder();
        recorder.unsent = ByteBuffer.wrap(bytes);
        return recorder;
    }

    /** Writes these bytes and closes once all of them were taken. */
    public static Recorder writingAndClosing(byte[] bytes) {
        Recorder recorder = writing(bytes);
        recorder.closesWhenSent = true;
        return recorder;
    }

    /** Writes more. Threading: the loop. */
    public synchronized void write(byte[] bytes) {
        ByteBuffer all = ByteBuffer.allocate(unsent.remaining() + bytes.length);
        unsent = all.put(unsent).put(bytes).flip();
        writeOn();
    }

    private void writeOn() {
        Connection open = connection();
        open.write(unsent);
        if (closesWhenSent && !unsent.hasRemaining()) {
            open.close();
        }
    }

    @Override
    public synchronized void onOpen(Connection opened) {
        calls.add("open");
        connection = opened;
        if (unsent.hasRemaining() || closesWhenSent) {
            writeOn();
        }
    }

    @Override
    public synchronized void onDialFailed(DialFailure why) {
        calls.add("dial failed");
        failure = why;
    }

    @Override
    public synchronized void onBytes(ByteBuffer bytes) {
        calls.add("bytes");
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        heard.writeBytes(copy);
        pieceSizes.add(copy.length);
    }

    @Override
    public synchronized void onWritable() {
        calls.add("writable");
        writeOn();
    }

    @Override
    public synchronized void onClosed(String cause) {
        calls.add("closed");
    }

    /** What the handler was called for, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often it was called for that. */
    public synchronized long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    /** Whether the stream has ended. */
    public boolean isClosed() {
        return count("closed") > 0;
    }

    /** Whether the stream was opened. */
    public boolean isOpened() {
        return count("open") > 0;
    }

    /** Everything that came. */
    public synchronized byte[] heard() {
        return heard.toByteArray();
    }

    /** How many bytes came with each call. */
    public synchronized List<Integer> pieceSizes() {
        return List.copyOf(pieceSizes);
    }

    /** How many bytes came. */
    public synchronized int heardBytes() {
        return heard.size();
    }

    /** How many bytes the connection has not taken yet. */
    public synchronized int unsentBytes() {
        return unsent.remaining();
    }

    /** The open connection. */
    public synchronized Connection connection() {
        return Objects.requireNonNull(connection, "not open yet");
    }

    /** Why the dial came to nothing. */
    public synchronized @Nullable DialFailure failure() {
        return failure;
    }
}
