package dev.parley.cli.simulate.blocking;

import dev.parley.ActorAddress;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import dev.parley.Failure;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.remote.Node;
import dev.parley.testkit.history.Violation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** The clerks of one process, and what they have to share. */
final class Office {
    static final int HIGHEST_FLOOR = 3;
    private static final int CLERKS_A_FLOOR = 2;

    private final Cluster cluster;
    private final Diary diary;
    private final Node node;
    private final RandomGenerator random;
    private final List<String> near;
    private final ReentrantLock printer = new ReentrantLock();
    private final Semaphore desks = new Semaphore(2);
    private final LinkedBlockingQueue<Integer> pens = new LinkedBlockingQueue<>(List.of(1, 2));

    /** {@code near}: the addresses of this member and of those it has to do with. */
    Office(Cluster cluster, Diary diary, Node node, RandomGenerator random, List<String> near) {
        this.cluster = cluster;
        this.diary = diary;
        this.node = node;
        this.random = random;
        this.near = near;
    }

    void open() {
        for (int floor = 0; floor <= HIGHEST_FLOOR; floor++) {
            for (int i = 0; i < CLERKS_A_FLOOR; i++) {
                int level = floor;
                String name = "clerk-" + floor + "-" + i;
                node.export(name, Clerk.Cmd.class, node.system().spawn(name, () -> new Clerk(this, level)));
            }
        }
    }

    Diary diary() {
        return diary;
    }

    boolean isCalm() {
        return cluster.isCalm();
    }

    /** Floors only go down, so whoever is told of a cycle is told so falsely. */
    void complainOfCycle(String asker, Failure.Cycle cycle) {
        cluster.complain(new Violation("cycle-without-one", asker + " hears: " + cycle.sentence()));
    }

    ActorRef<Clerk.Cmd> anyOn(int floor) {
        String host = near.get(random.nextInt(near.size()));
        int clerk = random.nextInt(CLERKS_A_FLOOR);
        return node.at(ActorAddress.parse("actor://" + host + "/user/clerk-" + floor + "-" + clerk), Clerk.Cmd.class);
    }

    /** Works for a while, in one of the ways in which Java code waits. */
    void block(ActorContext<?> ctx) throws InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> work(ctx);
            case 1 -> {
                printer.lockInterruptibly();
                try {
                    work(ctx);
                } finally {
                    printer.unlock();
                }
            }
            case 2 -> {
                desks.acquire();
                try {
                    work(ctx);
                } finally {
                    desks.release();
                }
            }
            default -> {
                Integer pen = pens.take();
                try {
                    work(ctx);
                } finally {
                    pens.add(pen);
                }
            }
        }
    }

    private void work(ActorContext<?> ctx) throws InterruptedException {
        ctx.sleep(Duration.ofMillis(1 + random.nextInt(20)));
    }
}
