package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The least that two processes can be: handlers behind two connections, one of them for whoever streams. A handler runs
 * on the thread that reads its connection.
 */
final class RawStation implements Station {
    private static final int SMALL = 0;
    private static final int LARGE = 1;
    private static final int SMALL_BUFFER_BYTES = 256 << 10;
    private static final int LARGE_BUFFER_BYTES = 4 << 20;

    private final List<Handler<Note>> handlers = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<RawLine>> lines =
            List.of(new CompletableFuture<>(), new CompletableFuture<>());
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ServerSocketChannel listener;

    RawStation() {
        try {
            listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("accept").start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                ByteBuffer which = ByteBuffer.allocate(1);
                channel.read(which);
                attach(channel, which.get(0));
            }
        } catch (IOException closed) {
            // as it ends
        }
    }

    private void attach(SocketChannel channel, int which) throws IOException {
        int bufferBytes = which == SMALL ? SMALL_BUFFER_BYTES : LARGE_BUFFER_BYTES;
        RawLine line = new RawLine(channel, handlers::get, () -> end.complete(null), bufferBytes);
        lines.get(which).complete(line);
        Thread.ofPlatform().daemon().name("read-" + which).start(line);
    }

    @Override
    public String export(String name, Handler<Note> handler) {
        handlers.add(handler);
        try {
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            int line = name.startsWith(StreamDrill.NAME) ? LARGE : SMALL;
            return port + ":" + line + ":" + (handlers.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void meet(String address) {
        int port = Integer.parseInt(address.substring(0, address.indexOf(':')));
        try {
            for (int which : new int[] {SMALL, LARGE}) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.write(ByteBuffer.wrap(new byte[] {(byte) which}));
                attach(channel, which);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Post<Note> at(String address) {
        String[] parts = address.split(":", -1);
        RawLine line = lines.get(Integer.parseInt(parts[1])).join();
        int receiver = Integer.parseInt(parts[2]);
        return note -> line.send(receiver, note);
    }

    @Override
    public void watch(String address, Runnable told) {
        var _ = end.thenRun(told);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (CompletableFuture<RawLine> line : lines) {
                if (line.isDone()) {
                    line.join().close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
