package dev.parley.systemtest;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * One connection through a relay. For each direction one thread reads and stamps what comes, another hands it over when
 * it may arrive. Limits: {@value #UNDER_WAY} pieces of up to {@value #PIECE_BYTES} bytes each way; then TCP holds the
 * sender back.
 */
final class RelayedStream {
    private static final int UNDER_WAY = 16;
    private static final int PIECE_BYTES = 16 << 10;
    private static final int PACKET_BYTES = 1_460;

    private final Socket dialler;
    private final Socket node;
    private final Troubles.Way forth;
    private final Troubles troubles;
    private final Tape tape;
    private final long openedNanos = System.nanoTime();

    /** What came at once, and when it may arrive. */
    private record Piece(ByteBuffer bytes, long dueNanos, End end) {}

    private enum End {
        NOT_YET,
        OF_STREAM,
        RESET
    }

    RelayedStream(Socket[] ends, Troubles.Way forth, Troubles troubles, Tape tape) {
        this.dialler = ends[0];
        this.node = ends[1];
        this.forth = forth;
        this.troubles = troubles;
        this.tape = tape;
    }

    /** From its dialler to the node. */
    Troubles.Way way() {
        return forth;
    }

    /** Passes on until both directions have ended, or one was reset; {@code first} was read before. */
    void run(ByteBuffer first, Executor threads) throws IOException, InterruptedException {
        dialler.setTcpNoDelay(true);
        node.setTcpNoDelay(true);
        Troubles.Way back = new Troubles.Way(forth.to(), forth.from());
        CountDownLatch left = new CountDownLatch(2);
        byte[] begin = new byte[first.remaining()];
        first.get(begin);
        start(new Direction(dialler, node, forth), begin, left, threads);
        start(new Direction(node, dialler, back), new byte[0], left, threads);
        left.await();
    }

    private static void start(Direction direction, byte[] begin, CountDownLatch left, Executor threads)
            throws InterruptedException {
        direction.put(begin, End.NOT_YET);
        threads.execute(direction::read);
        threads.execute(() -> {
            direction.write();
            left.countDown();
        });
    }

    /** Both ends are told by RST; what was under way is lost. */
    void reset() {
        for (Socket socket : new Socket[] {dialler, node}) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException _) {
                // it has ended by itself
            }
        }
    }

    private final class Direction {
        private final Socket from;
        private final Socket to;
        private final Troubles.Way way;
        private final Tape.Track track;
        private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(UNDER_WAY);
        private long lastDueNanos = System.nanoTime();

        Direction(Socket from, Socket to, Troubles.Way way) {
            this.from = from;
            this.to = to;
            this.way = way;
            this.track = tape.track(way);
        }

        void put(byte[] bytes, End end) throws InterruptedException {
            lastDueNanos = Math.max(lastDueNanos, System.nanoTime() + troubles.delayNanos(way));
            track.add(bytes);
            underWay.put(new Piece(ByteBuffer.wrap(bytes), lastDueNanos, end));
        }

        void read() {
            byte[] piece = new byte[PIECE_BYTES];
            try {
                try {
                    for (int read = from.getInputStream().read(piece);
                            read >= 0;
                            read = from.getInputStream().read(piece)) {
                        put(Arrays.copyOf(piece, read), End.NOT_YET);
                    }
                    put(new byte[0], End.OF_STREAM);
                } catch (IOException _) {
                    put(new byte[0], End.RESET);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        void write() {
            try {
                Piece piece = underWay.take();
                while (troubles.awaitArrival(way, openedNanos, piece.dueNanos())) {
                    switch (piece.end()) {
                        case NOT_YET -> handOver(piece.bytes().array());
                        case OF_STREAM -> {
                            to.shutdownOutput();
                            return;
                        }
                        case RESET -> {
                            reset();
                            return;
                        }
                    }
                    piece = underWay.take();
                }
            } catch (IOException _) {
                awaitReset();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /** Nobody takes bytes any more; their sender hears it from the other direction, when that lets it through. */
        private void awaitReset() {
            try {
                while (underWay.take().end() == End.NOT_YET) {
                    // what nobody takes is lost
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void handOver(byte[] bytes) throws IOException, InterruptedException {
            int most = troubles.hasSingleBytes(way) ? 1 : PACKET_BYTES;
            for (int at = 0; at < bytes.length; at += most) {
                int length = Math.min(most, bytes.length - at);
                if (!troubles.awaitCarried(way, length)) {
                    return;
                }
                to.getOutputStream().write(bytes, at, length);
            }
        }
    }
}
