package dev.parley.bench.far;

import dev.parley.ActorAddress;
import dev.parley.bench.workload.Counter;
import dev.parley.bench.workload.Measured;
import dev.parley.bench.workload.Metric;
import dev.parley.bench.workload.Plan;
import dev.parley.bench.workload.WrongCount;
import dev.parley.jvm.JvmEnvironment;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.tcp.TcpEnvironment;
import dev.parley.spi.Environment;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A node with links to many: what its heap, after a collection, and its buffers outside of the heap grew by, for each.
 * What the kernel keeps for their sockets is not counted. The many share one process, as their memory is not measured.
 */
record LinksDrill() implements NearHalf {
    private static final long LIMIT_SECONDS = 120;
    private static final int COLLECTIONS = 3;

    @Override
    public Map<Metric, Measured> run(FarProcess far, Plan plan) throws IOException, InterruptedException {
        int links = plan.links();
        ParleyStation station = new ParleyStation();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(links);
        Counter greetings = new Counter();
        String address = station.export("near", _ -> {
            greetings.set(greetings.count() + 1);
            first.countDown();
            all.countDown();
        });
        // the first link brings classes and tables that all links share
        far.begin(List.of(address, "1"));
        await(first, 1);
        settle(plan);
        long before = bytes();
        far.begin(List.of(address, Integer.toString(links - 1)));
        await(all, links);
        settle(plan);
        long after = bytes();
        WrongCount.unlessEqual("greetings", links, greetings.count());
        WrongCount.unlessEqual("peers", links, station.peers());
        return Map.of(Metric.LINK_BYTES, Measured.of((after - before) / (links - 1.0)));
    }

    private static void await(CountDownLatch greeted, int links) throws InterruptedException {
        if (!greeted.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new WrongCount(
                    greeted.getCount() + " of " + links + " links were not there within " + LIMIT_SECONDS + " s");
        }
    }

    /** Both of its connections are there when a link has been idle for a little. */
    private static void settle(Plan plan) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(plan.warmNanos());
    }

    private static long bytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider network) {
            bytes += network.metric().usedDirectMemory();
        }
        return bytes;
    }

    /** The far half. */
    static FarHalf far() {
        return new Many();
    }

    private static final class Many implements FarHalf {
        private final Environment shared = new JvmEnvironment();
        private final List<Node> nodes = new ArrayList<>();

        @Override
        public List<String> begin(List<String> near) {
            ActorAddress greeted = ActorAddress.parse(near.getFirst());
            for (int i = Integer.parseInt(near.getLast()); i > 0; i--) {
                Node node = Node.start(NodeConfig.member("far", "127.0.0.1:0"), new TcpEnvironment(shared));
                node.at(greeted, Note.class).tell(new Note.Credit(1));
                nodes.add(node);
            }
            return List.of();
        }

        @Override
        public List<Long> counts() {
            return List.of((long) nodes.size());
        }
    }
}
