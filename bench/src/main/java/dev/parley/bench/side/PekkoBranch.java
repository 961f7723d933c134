package dev.parley.bench.side;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/** The same as {@link ParleyBranch}. */
final class PekkoBranch extends AbstractBehavior<PekkoBranch.Word> {
    private int missing = ParleyBranch.CHILDREN;
    private long sum;
    private @Nullable ActorRef<Word> parent;

    sealed interface Word {}

    record Grow(long first, int leaves, ActorRef<Word> parent) implements Word {}

    record Sum(long value) implements Word {}

    private PekkoBranch(ActorContext<Word> context) {
        super(context);
    }

    static Behavior<Word> create() {
        return Behaviors.setup(PekkoBranch::new);
    }

    @Override
    public Receive<Word> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::on).build();
    }

    private Behavior<Word> on(Word message) {
        return switch (message) {
            case Grow(long first, int leaves, ActorRef<Word> asker) -> {
                parent = asker;
                yield grow(first, leaves);
            }
            case Sum(long value) -> {
                sum += value;
                yield --missing == 0 ? answer(sum) : this;
            }
        };
    }

    private Behavior<Word> grow(long first, int leaves) {
        if (leaves == 1) {
            return answer(first);
        }
        int share = leaves / ParleyBranch.CHILDREN;
        for (int i = 0; i < ParleyBranch.CHILDREN; i++) {
            getContext()
                    .spawnAnonymous(create())
                    .tell(new Grow(first + (long) i * share, share, getContext().getSelf()));
        }
        return this;
    }

    private Behavior<Word> answer(long value) {
        if (parent != null) {
            parent.tell(new Sum(value));
        }
        return Behaviors.stopped();
    }
}
