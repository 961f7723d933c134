package dev.parley.remote.tcp;

import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One end of a connection in a test: keeps what it hears. Threading: filled on the loop, awaited by the test; the
 * stream of bytes is synchronized by itself.
 */
class Side implements ConnectionHandler {
    private static final long PATIENCE_SECONDS = 30;

    final CompletableFuture<Connection> opened = new CompletableFuture<>();
    final CompletableFuture<DialFailure> dialFailed = new CompletableFuture<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    final CompletableFuture<byte[]> complete = new CompletableFuture<>();
    final AtomicInteger closedCalls = new AtomicInteger();
    final AtomicInteger writableCalls = new AtomicInteger();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final int expectedBytes;

    /** Hears whatever comes. */
    Side() {
        this(Integer.MAX_VALUE);
    }

    /** Is complete after so many bytes. */
    Side(int expectedBytes) {
        this.expectedBytes = expectedBytes;
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public void onOpen(Connection connection) {
        opened.complete(connection);
    }

    @Override
    public void onDialFailed(DialFailure failure) {
        dialFailed.complete(failure);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        heard.writeBytes(copy);
        if (heard.size() >= expectedBytes) {
            complete.complete(heard.toByteArray());
        }
    }

    @Override
    public void onWritable() {
        writableCalls.incrementAndGet();
    }

    @Override
    public void onClosed(String cause) {
        closedCalls.incrementAndGet();
        closed.complete(cause);
    }
}
