package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What an actor with a name costs in the heap that has handled a message and waits for the next. */
final class IdleDrill implements Drill {
    private static final int COLLECTIONS = 3;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        crowd(stage, 1);
        long before = usedBytes();
        crowd(stage, plan.actors());
        return Map.of(Metric.IDLE_BYTES, Measured.of((double) (usedBytes() - before) / plan.actors()));
    }

    private static void crowd(Stage stage, int actors) throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(actors);
        stage.crowd(actors, handled::countDown);
        new Referee().await(handled);
    }

    private static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
