package dev.parley.cli.simulate.links;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.remote.Node;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the actors of one process know of the world.
 *
 * <p>Threading: any thread.
 */
final class Surroundings {
    private final Diary diary;
    private final Node node;
    private final RandomGenerator random;
    private final List<String> others;
    private final BooleanSupplier calm;
    private volatile @Nullable ActorRef<Talk> talker;

    /** {@code others}: the addresses of the other members. */
    Surroundings(Diary diary, Node node, RandomGenerator random, List<String> others, BooleanSupplier calm) {
        this.diary = diary;
        this.node = node;
        this.random = random;
        this.others = others;
        this.calm = calm;
    }

    Diary diary() {
        return diary;
    }

    /** Chance of the actors of this process. */
    RandomGenerator random() {
        return random;
    }

    /** Whether nothing new shall begin any more. */
    boolean isCalm() {
        return calm.getAsBoolean();
    }

    /** From now on this one is found under its name by others. */
    void introduce(ActorRef<Talk> self) {
        talker = self;
        node.export("talker", Talk.class, self);
        greet();
    }

    /** Tells everyone of the present talker, which may be another than they know. */
    void greet() {
        ActorRef<Talk> present = talker;
        if (present != null) {
            others.forEach(other -> at(other).tell(new Talk.Meet(present)));
        }
    }

    /** The talker here or there, whoever it is by then. */
    ActorRef<Talk> anyTalker() {
        int choice = random.nextInt(others.size() + 1);
        ActorRef<Talk> present = talker;
        return choice == others.size() && present != null ? present : at(others.get(choice % others.size()));
    }

    private ActorRef<Talk> at(String address) {
        return node.at(ActorAddress.parse("actor://" + address + "/user/talker"), Talk.class);
    }
}
