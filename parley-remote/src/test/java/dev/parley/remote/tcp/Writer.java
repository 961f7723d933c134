package dev.parley.remote.tcp;

import dev.parley.remote.transport.Connection;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Writes all it has in random pieces, as fast as there is room. */
final class Writer extends Side {
    final CompletableFuture<Integer> stalledAt = new CompletableFuture<>();
    final CompletableFuture<Connection> allTaken = new CompletableFuture<>();
    private final ByteBuffer source;
    private final RandomGenerator random;

    Writer(byte[] bytes, int expectedBytes, RandomGenerator random) {
        super(expectedBytes);
        this.source = ByteBuffer.wrap(bytes);
        this.random = random;
    }

    @Override
    public void onOpen(Connection connection) {
        super.onOpen(connection);
        writeOn(connection);
    }

    @Override
    public void onWritable() {
        super.onWritable();
        writeOn(opened.join());
    }

    private void writeOn(Connection connection) {
        while (source.hasRemaining()) {
            int pieceBytes = Math.min(source.remaining(), random.nextInt(1, 100_000));
            ByteBuffer piece = source.slice(source.position(), pieceBytes);
            int takenBytes = connection.write(piece);
            source.position(source.position() + takenBytes);
            if (takenBytes < pieceBytes) {
                stalledAt.complete(source.position());
                return;
            }
        }
        allTaken.complete(connection);
    }
}
