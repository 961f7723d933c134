package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

/**
 * One connection with blocking reads and writes, no more: each note is its length, the number of its receiver and its
 * bytes. What is sent while notes are handled leaves when all that have arrived are handled.
 *
 * <p>Threading: {@link #run} is a thread's of its own; {@link #send} any.
 *
 * <p>Limits: a note fits into {@code bufferBytes}.
 */
final class RawLine implements Runnable {
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    private final SocketChannel channel;
    private final IntFunction<Handler<Note>> receivers;
    private final Runnable end;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final ReentrantLock lock = new ReentrantLock();

    RawLine(SocketChannel channel, IntFunction<Handler<Note>> receivers, Runnable end, int bufferBytes)
            throws IOException {
        this.channel = channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.receivers = receivers;
        this.end = end;
        this.in = ByteBuffer.allocateDirect(bufferBytes);
        this.out = ByteBuffer.allocateDirect(bufferBytes);
    }

    @Override
    public void run() {
        try {
            while (channel.read(in) >= 0) {
                in.flip();
                lock.lock();
                try {
                    handleAll();
                    flush();
                } finally {
                    lock.unlock();
                }
                in.compact();
            }
        } catch (IOException broken) {
            // as if it had ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.run();
    }

    private void handleAll() throws InterruptedException {
        while (in.remaining() >= HEADER_BYTES && in.remaining() >= HEADER_BYTES + in.getInt(in.position())) {
            in.getInt();
            receivers.apply(in.getInt()).on(NoteBytes.read(in));
        }
    }

    void send(int receiver, Note note) {
        // the reader holds the lock while it handles
        boolean fromOutside = !lock.isHeldByCurrentThread();
        if (fromOutside) {
            lock.lock();
        }
        try {
            write(receiver, note);
            if (fromOutside) {
                flush();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            if (fromOutside) {
                lock.unlock();
            }
        }
    }

    private void write(int receiver, Note note) throws IOException {
        if (out.remaining() < HEADER_BYTES + NoteBytes.most(note)) {
            flush();
        }
        int start = out.position();
        out.position(start + Integer.BYTES).putInt(receiver);
        NoteBytes.write(note, out);
        out.putInt(start, out.position() - start - HEADER_BYTES);
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    void close() throws IOException {
        channel.close();
    }
}
