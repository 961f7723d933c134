package dev.parley.systemtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Many connections to a node that say next to nothing: each writes the beginning of a frame and then one byte every ten
 * seconds, and comes back when it is dropped. Started as {@code PORT CONNECTIONS FIRST_BYTES PAUSE_MILLIS}, the pause
 * before one comes back. Says {@code all have come} when each was open once. Ends with its input.
 */
final class Crowd {
    private static final long BYTE_EVERY_NANOS = 10_000_000_000L;
    private static final long LOOK_MILLIS = 10;
    private static final int FRAME_BYTES = 4_096;

    private final InetSocketAddress to;
    private final byte[] first;
    private final long pauseNanos;
    private final Selector selector = Selector.open();
    private final ByteBuffer nothing = ByteBuffer.allocate(4_096);
    private final boolean[] hasCome;
    private final Queue<Due> comingBack = new ArrayDeque<>();
    private final Queue<Due> writing = new ArrayDeque<>();
    private int come;
    private long dropped;

    private record Due(int number, SocketChannel channel, long atNanos) {}

    private Crowd(String[] args) throws IOException {
        to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        hasCome = new boolean[Integer.parseInt(args[1])];
        first = Arrays.copyOf(
                ByteBuffer.allocate(Integer.BYTES).putInt(FRAME_BYTES).array(), Integer.parseInt(args[2]));
        pauseNanos = Long.parseLong(args[3]) * 1_000_000;
    }

    public static void main(String[] args) throws IOException {
        Crowd crowd = new Crowd(args);
        for (int i = 0; i < crowd.hasCome.length; i++) {
            crowd.come(i);
        }
        Thread end = Thread.ofPlatform().daemon().start(IO::readln);
        while (end.isAlive()) {
            crowd.pass();
        }
        IO.println("dropped " + crowd.dropped);
    }

    private void come(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT, number);
        channel.connect(to);
    }

    private void pass() throws IOException {
        selector.select(this::serve, LOOK_MILLIS);
        long now = System.nanoTime();
        for (Due next = comingBack.peek(); next != null && next.atNanos <= now; next = comingBack.peek()) {
            come(comingBack.remove().number);
        }
        for (Due next = writing.peek(); next != null && next.atNanos <= now; next = writing.peek()) {
            Due due = writing.remove();
            if (due.channel.isOpen()) {
                write(due.number, due.channel, new byte[1]);
            }
        }
    }

    private void serve(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        int number = (Integer) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                opened(number, channel);
            } else if (channel.read(nothing.clear()) < 0) {
                drop(number, channel);
            }
        } catch (IOException reset) {
            drop(number, channel);
        }
    }

    private void opened(int number, SocketChannel channel) {
        if (!hasCome[number]) {
            hasCome[number] = true;
            come++;
            if (come == hasCome.length) {
                IO.println("all have come");
            }
        }
        write(number, channel, first);
    }

    private void write(int number, SocketChannel channel, byte[] bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
            writing.add(new Due(number, channel, System.nanoTime() + BYTE_EVERY_NANOS));
        } catch (IOException reset) {
            drop(number, channel);
        }
    }

    private void drop(int number, SocketChannel channel) {
        dropped++;
        try {
            channel.close();
        } catch (IOException _) {
            // gone all the same
        }
        comingBack.add(new Due(number, channel, System.nanoTime() + pauseNanos));
    }
}
