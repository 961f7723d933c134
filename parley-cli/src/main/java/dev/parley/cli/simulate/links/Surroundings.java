package dev.parley.cli.simulate.links;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.NodeId;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.remote.Node;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the actors of one process know of the world.
 *
 * <p>Threading: any thread.
 */
final class Surroundings {
    private static final String GUESTS = "/guest/";

    /** How many guests one process has to do with. */
    private static final int MOST_GUESTS = 3;

    private final Diary diary;
    private final Node node;
    private final RandomGenerator random;
    private final List<String> others;
    private final BooleanSupplier calm;
    private final List<ActorRef<Talk>> guests = new CopyOnWriteArrayList<>();
    private final Set<ActorRef<Talk>> welcomed = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ActorRef<Talk> talker;

    /** {@code others}: the addresses of the other members; for a guest, of members. */
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
            guests.forEach(guest -> guest.tell(new Talk.Meet(present)));
        }
    }

    /** Guests are in no list of members: one that is new here gets to know those whom it would never meet. */
    void welcome(ActorRef<Talk> who) {
        ActorRef<Talk> present = talker;
        if (present == null || !isOfGuest(who) || !welcomed.add(who)) {
            return;
        }
        who.tell(new Talk.Meet(present));
        for (ActorRef<Talk> other : guests) {
            who.tell(new Talk.Meet(other));
            other.tell(new Talk.Meet(who));
        }
        guests.addFirst(who);
        if (guests.size() > MOST_GUESTS) {
            guests.removeLast();
        }
    }

    private static boolean isOfGuest(ActorRef<?> actor) {
        return actor.address().path().startsWith(GUESTS);
    }

    /** Where an actor here may have a child that is near that one: a guest has them at its member. */
    NodeId nodeNear(ActorRef<?> other) {
        ActorRef<Talk> present = talker;
        return present != null && isOfGuest(present)
                ? node.id()
                : other.address().node();
    }

    /** The talker here or there, whoever it is by then. */
    ActorRef<Talk> anyTalker() {
        List<ActorRef<Talk>> met = List.copyOf(guests);
        int choice = random.nextInt(others.size() + 1 + met.size());
        if (choice > others.size()) {
            return met.get(choice - others.size() - 1);
        }
        ActorRef<Talk> present = talker;
        return choice == others.size() && present != null ? present : at(others.get(choice % others.size()));
    }

    private ActorRef<Talk> at(String address) {
        return node.at(ActorAddress.parse("actor://" + address + "/user/talker"), Talk.class);
    }
}
