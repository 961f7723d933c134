package dev.parley.bench.side;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.ActorRef;
import org.jspecify.annotations.Nullable;

/** A node of the tree: a leaf says its number, any other the sum of its ten children. */
final class ParleyBranch implements Actor<ParleyBranch.Word> {
    static final int CHILDREN = 10;

    private int missing = CHILDREN;
    private long sum;
    private @Nullable ActorRef<Word> parent;

    sealed interface Word {}

    /** Be the root of so many leaves, numbered from {@code first}. */
    record Grow(long first, int leaves, ActorRef<Word> parent) implements Word {}

    record Sum(long value) implements Word {}

    @Override
    public void onMessage(Word message, ActorContext<Word> ctx) {
        switch (message) {
            case Grow(long first, int leaves, ActorRef<Word> asker) -> {
                parent = asker;
                grow(first, leaves, ctx);
            }
            case Sum(long value) -> {
                sum += value;
                if (--missing == 0) {
                    answer(sum, ctx);
                }
            }
        }
    }

    private void grow(long first, int leaves, ActorContext<Word> ctx) {
        if (leaves == 1) {
            answer(first, ctx);
            return;
        }
        int share = leaves / CHILDREN;
        for (int i = 0; i < CHILDREN; i++) {
            ctx.<Word>spawn(ParleyBranch::new).tell(new Grow(first + (long) i * share, share, ctx.self()));
        }
    }

    private void answer(long value, ActorContext<Word> ctx) {
        if (parent != null) {
            parent.tell(new Sum(value));
        }
        ctx.stop();
    }
}
