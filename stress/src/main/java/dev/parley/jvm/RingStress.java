package dev.parley.jvm;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The owner of a ring against those who steal from it. */
public final class RingStress {
    private RingStress() {}

    /** A batch with a digit, and what whoever handed it over wrote before. */
    private static final class Numbered implements Runnable {
        private final int digit;
        private int written;

        private Numbered(int digit) {
            this.digit = digit;
        }

        private Numbered write() {
            written = digit;
            return this;
        }

        @Override
        public void run() {}
    }

    /** The digits of batches in the order in which they were taken, as those who took them see them. */
    private static int then(int digits, @Nullable Runnable batch) {
        return batch instanceof Numbered numbered ? digits * 10 + numbered.written : digits;
    }

    private static int drain(Ring ring) {
        int digits = 0;
        for (Runnable left = ring.take(); left != null; left = ring.take()) {
            digits = then(digits, left);
        }
        return digits;
    }

    /** A ring that has gone round before, so that its slots hold what was taken. */
    private static Ring turned() {
        Ring ring = new Ring(0);
        for (int i = 0; i < 2 * Ring.CAPACITY - 1; i++) {
            ring.offer(new Numbered(9).write());
            ring.take();
        }
        return ring;
    }

    /** The owner takes from its exposed ring while another one does. */
    @JCStressTest
    @Outcome(
            id = {"1, 2, 0", "2, 1, 0"},
            expect = ACCEPTABLE,
            desc = "one each")
    @Outcome(expect = FORBIDDEN, desc = "a batch is lost, or taken twice")
    @State
    public static class TakeWhileStealing {
        private final Ring ring = turned();

        public TakeWhileStealing() {
            ring.offer(new Numbered(1).write());
            ring.offer(new Numbered(2).write());
            ring.expose();
        }

        @Actor
        public void owner(III_Result result) {
            result.r1 = then(0, ring.take());
        }

        @Actor
        public void thief(III_Result result) {
            result.r2 = then(0, ring.steal());
        }

        @Arbiter
        public void after(III_Result result) {
            result.r3 = drain(ring);
        }
    }

    /** The owner takes the last two while another may have one only as long as there are two. */
    @JCStressTest
    @Outcome(id = "12, 0, 0", expect = ACCEPTABLE, desc = "the owner was faster")
    @Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "the older one was stolen")
    @Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "looked while there were two, and lost the older one")
    @Outcome(expect = FORBIDDEN, desc = "a batch is lost, or taken twice")
    @State
    public static class TakeAllWhileStealing {
        private final Ring ring = turned();

        public TakeAllWhileStealing() {
            ring.offer(new Numbered(1).write());
            ring.offer(new Numbered(2).write());
        }

        @Actor
        public void owner(III_Result result) {
            result.r1 = then(then(0, ring.take()), ring.take());
        }

        @Actor
        public void thief(III_Result result) {
            result.r2 = then(0, ring.steal());
        }

        @Arbiter
        public void after(III_Result result) {
            result.r3 = drain(ring);
        }
    }

    /** Batches are offered while another steals: what was written before an offer is seen by the thief. */
    @JCStressTest
    @Outcome(
            id = {"0, 0, 123", "0, 1, 23", "0, 12, 3"},
            expect = ACCEPTABLE,
            desc = "the oldest are stolen, in order")
    @Outcome(expect = FORBIDDEN, desc = "a batch is lost, taken twice or out of turn, or not yet written")
    @State
    public static class OfferWhileStealing {
        private final Ring ring = turned();

        public OfferWhileStealing() {
            ring.offer(new Numbered(1).write());
        }

        @Actor
        public void owner() {
            ring.offer(new Numbered(2).write());
            ring.offer(new Numbered(3).write());
        }

        @Actor
        public void thief(III_Result result) {
            result.r2 = then(then(0, ring.steal()), ring.steal());
        }

        @Arbiter
        public void after(III_Result result) {
            result.r3 = drain(ring);
        }
    }

    /** The owner goes round and writes to a slot that another is reading: from a full ring of which it takes one. */
    @JCStressTest
    @Outcome(
            id = {"1, 2, 255", "2, 1, 255"},
            expect = ACCEPTABLE,
            desc = "one each, and the new one has its turn at the end")
    @Outcome(expect = FORBIDDEN, desc = "the new batch is taken for an old one, or one is lost")
    @State
    public static class OverwriteWhileStealing {
        private final Ring ring = turned();

        public OverwriteWhileStealing() {
            ring.offer(new Numbered(1).write());
            ring.offer(new Numbered(2).write());
            for (int i = 2; i < Ring.CAPACITY; i++) {
                ring.offer(new Numbered(4).write());
            }
        }

        @Actor
        public void owner(III_Result result) {
            result.r1 = then(0, ring.take());
            ring.offer(new Numbered(3).write());
        }

        @Actor
        public void thief(III_Result result) {
            result.r2 = then(0, ring.steal());
        }

        @Arbiter
        public void after(III_Result result) {
            int left = 0;
            int last = 0;
            for (Runnable batch = ring.take(); batch != null; batch = ring.take()) {
                left++;
                last = then(0, batch);
            }
            result.r3 = last == 3 ? left : -left;
        }
    }

    /** Two workers take rings while a third gives one back. */
    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "one each, of their own")
    @Outcome(expect = FORBIDDEN, desc = "two owners of one ring, or a ring is lost")
    @State
    public static class ClaimWhileReleasing {
        private final Rings rings = new Rings();
        private final @Nullable Ring back = rings.claim();
        private @Nullable Ring first;
        private @Nullable Ring second;

        @Actor
        public void one(III_Result result) {
            first = rings.claim();
            result.r1 = first == null ? 0 : 1;
        }

        @Actor
        public void other(III_Result result) {
            if (back != null) {
                rings.release(back);
            }
            second = rings.claim();
            result.r2 = second == null ? 0 : 1;
        }

        @Arbiter
        public void after(III_Result result) {
            for (int i = 0; i < Rings.COUNT; i++) {
                Ring ring = rings.owned(i);
                result.r3 += ring != null && (ring == first || ring == second) ? 1 : 0;
            }
        }
    }
}
