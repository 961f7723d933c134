package dev.parley.spi;

import dev.parley.ActorAddress;
import dev.parley.Result;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/**
 * The {@link WaitForGraph}; each thread is an actor that asks the others one after the other. The operations give
 * nothing: what counts is that at the end no actors wait for each other.
 */
@Param(name = "asker", gen = ThreadIdGen.class)
@Param(name = "target", gen = IntGen.class, conf = "0:4")
public final class WaitForOperations {
    private static final int ASKERS = 5; // one for each thread, and for what comes before and after them

    private final List<Node> nodes = List.of(new Node(), new Node(), new Node(), new Node(), new Node());

    private static final class Node implements Asker {
        private volatile @Nullable ReplySlot waitsFor;

        @Override
        public void waitFor(@Nullable ReplySlot slot) {
            waitsFor = slot;
        }

        @Override
        public @Nullable ReplySlot waitsFor() {
            return waitsFor;
        }

        @Override
        public ActorAddress address() {
            return new ActorAddress(new dev.parley.NodeId("n", 1, 1), "/user/n", 1);
        }
    }

    private static final class Slot extends ReplySlot {
        private final Asker asker;

        Slot(Asker asker) {
            super(NO_DEADLINE);
            this.asker = asker;
        }

        @Override
        public Asker asker() {
            return asker;
        }

        @Override
        protected void settle(Result<?> result) {}
    }

    /** An actor, by its own thread: what it waited for before is over, and it begins to wait for another. */
    @Operation
    public void ask(@Param(name = "asker") int asker, @Param(name = "target") int target) {
        Node from = nodes.get(asker % ASKERS);
        ReplySlot before = from.waitsFor();
        if (before != null && !before.isDone()) {
            before.complete(new Result.Ok<>("answer"));
        }
        from.waitFor(null);
        Slot slot = new Slot(from);
        Node to = nodes.get(target % ASKERS);
        from.waitFor(slot);
        slot.heldBy(to);
        if (to.waitsFor() != null) {
            WaitForGraph.breakCycle(slot);
        }
    }

    /** After all: a way along what has no answer comes to an end. */
    @Validate
    public void nobodyWaitsForHimself() {
        for (Node start : nodes) {
            @Nullable ReplySlot edge = start.waitsFor();
            for (int hops = 0; edge != null && !edge.isDone(); hops++) {
                if (hops > ASKERS) {
                    throw new IllegalStateException("actors wait for each other, and nobody was told");
                }
                Asker holder = edge.holder();
                edge = holder == null ? null : holder.waitsFor();
            }
        }
    }
}
