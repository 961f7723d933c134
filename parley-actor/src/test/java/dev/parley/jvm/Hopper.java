package dev.parley.jvm;

import dev.parley.spi.Dispatcher;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The smallest cell: takes numbers, one at a time, and is handed to the dispatcher once per activation. */
final class Hopper implements Runnable {
    private static final Node IDLE = new Node(-1);

    private final AtomicReference<Node> top = new AtomicReference<>(IDLE);
    private final Dispatcher dispatcher;
    private final int batchMessages;
    private final IntConsumer handler;

    // whoever runs the batch
    private @Nullable Node list;
    private @Nullable Node last;

    Hopper(Dispatcher dispatcher, int batchMessages, IntConsumer handler) {
        this.dispatcher = dispatcher;
        this.batchMessages = batchMessages;
        this.handler = handler;
    }

    void tell(int number) {
        Node node = new Node(number);
        while (true) {
            Node seen = top.get();
            node.next = seen == IDLE ? null : seen;
            if (top.compareAndSet(seen, node)) {
                if (seen == IDLE) {
                    dispatcher.execute(this);
                }
                return;
            }
        }
    }

    @Override
    public void run() {
        for (int handled = 0; handled < batchMessages; handled++) {
            Node node = take();
            if (node == null) {
                return;
            }
            handler.accept(node.number);
        }
        dispatcher.execute(this);
    }

    /** Null when there is nothing left and the cell is idle. */
    private @Nullable Node take() {
        while (list == null) {
            Node seen = top.get();
            if (seen != last) {
                reverse(seen);
            } else {
                last = null;
                if (top.compareAndSet(seen, IDLE)) {
                    return null;
                }
                last = seen;
            }
        }
        Node node = list;
        list = node.next;
        node.next = null;
        return node;
    }

    private void reverse(Node newest) {
        Node end = last;
        last = newest;
        Node node = newest;
        while (node != null && node != end) {
            Node next = node.next;
            node.next = list;
            list = node;
            node = next;
        }
    }

    private static final class Node {
        final int number;

        @Nullable
        Node next;

        Node(int number) {
            this.number = number;
        }
    }
}
