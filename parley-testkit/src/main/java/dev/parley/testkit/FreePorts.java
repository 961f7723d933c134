package dev.parley.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for tests with real nodes, whose addresses must be known before they listen. They lie below those that systems
 * give to outgoing connections, so none of those takes one in the meantime; and none is given twice soon.
 *
 * <p>Threading: any thread.
 */
public final class FreePorts {
    private static final int LOWEST = 12_000;

    /** From 32,768 on Linux gives them to connections, from 49,152 others do. */
    private static final int COUNT = 20_000;

    private static final int MOST_FAILURES = 1_000;

    /** Begins anywhere: tests of other processes choose at the same time. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /**
     * So many ports of loopback on which nothing listened a moment ago, all different.
     *
     * @throws IOException if hardly any is free
     */
    public static List<Integer> choose(int count) throws IOException {
        List<Integer> chosen = new ArrayList<>();
        int failures = 0;
        while (chosen.size() < count) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                chosen.add(port);
            } catch (IOException taken) {
                if (++failures > MOST_FAILURES) {
                    throw taken;
                }
            }
        }
        return chosen;
    }
}
