package dev.parley.cli.simulate.diary;

import dev.parley.testkit.simulation.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Who is mended at last: everybody, or a majority of the members while the rest stays broken, in its own way each.
 *
 * <p>Threading: the simulation's.
 */
public final class Core {
    private static final int QUORUM_ONE_IN = 4;

    private final List<String> members;
    private final List<String> rest;
    private final List<String> others;
    private final RandomGenerator random;
    private final Function<String, List<Ill>> ills;

    /** How a host outside of the core is left. */
    public enum Ill {
        /** Its process is dead. */
        DOWN,
        /** Nothing comes from it or to it. */
        CUT_OFF,
        /** Nothing comes from it, and what is sent arrives. */
        MUTE,
        /** Nothing comes to it, and what it sends arrives. */
        DEAF,
        /** As the faults of the plan have left it, but for pauses. */
        AS_IT_IS
    }

    private Core(
            long seed, List<String> members, List<String> rest, List<String> others, Function<String, List<Ill>> ills) {
        this.members = members;
        this.rest = rest;
        this.others = others;
        this.random = new SplittableRandom(~seed);
        this.ills = ills;
    }

    /** Everybody. */
    static Core everybody(List<String> members) {
        return new Core(0, members, List.of(), List.of(), _ -> List.of());
    }

    /**
     * A majority in a share of the seeds, else everybody.
     *
     * @param others machines that are mended in any case
     * @param ills what each host may suffer from for ever
     */
    static Core perhapsQuorum(long seed, List<String> members, List<String> others, Function<String, List<Ill>> ills) {
        List<String> drawn = new ArrayList<>(members);
        Collections.shuffle(drawn, new SplittableRandom(seed));
        int size = seed % QUORUM_ONE_IN == 1 ? members.size() / 2 + 1 : members.size();
        return new Core(
                seed,
                drawn.subList(0, size).stream().sorted().toList(),
                drawn.subList(size, drawn.size()).stream().sorted().toList(),
                others,
                ills);
    }

    /** The members that are mended. */
    List<String> members() {
        return members;
    }

    /** The members that are not. */
    List<String> rest() {
        return rest;
    }

    /** Leaves the rest ill for ever and mends the others. */
    void settle(Simulation simulation) {
        rest.forEach(host -> leave(host, simulation));
        List<String> mended = new ArrayList<>(members);
        mended.addAll(others);
        simulation.settle(mended);
    }

    private void leave(String host, Simulation simulation) {
        simulation.resume(host); // who stands still for ever owes nothing, and so shows nothing
        List<Ill> possible = ills.apply(host);
        switch (possible.get(random.nextInt(possible.size()))) {
            case DOWN -> simulation.crash(host);
            case CUT_OFF -> fromAllOthers(host).forEach(other -> simulation.cut(host, other));
            case MUTE -> fromAllOthers(host).forEach(other -> simulation.cutOneWay(host, other));
            case DEAF -> fromAllOthers(host).forEach(other -> simulation.cutOneWay(other, host));
            case AS_IT_IS -> {}
        }
    }

    private List<String> fromAllOthers(String host) {
        List<String> all = new ArrayList<>(members);
        all.addAll(rest);
        all.addAll(others);
        all.remove(host);
        return all;
    }
}
