package dev.parley.testkit.simulation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that decides how one run of a scenario goes: the same trial of the same code gives the same run. A run that
 * failed is made smaller by changing its trial and running the scenario again.
 *
 * @param seed where all chance begins
 * @param shuffle changes which of the ready steps runs next, and nothing else; 0 leaves that to the seed
 * @param faults what goes wrong instead of what the scenario schedules; null leaves it to the scenario
 * @param knobs values for the numbers that the scenario asks for by {@link Simulation#knob}; sorted by name
 */
public record Trial(long seed, long shuffle, @Nullable FaultPlan faults, Map<String, Integer> knobs) {
    /** Takes a sorted copy of the knobs. */
    public Trial {
        knobs = Collections.unmodifiableSortedMap(new TreeMap<>(knobs));
    }

    /** A seed, and everything else as the scenario has it. */
    public static Trial of(long seed) {
        return new Trial(seed, 0, null, Map.of());
    }

    /** With another order of steps. */
    public Trial withShuffle(long other) {
        return new Trial(seed, other, faults, knobs);
    }

    /** With these faults instead of those of the scenario. */
    public Trial withFaults(FaultPlan instead) {
        return new Trial(seed, shuffle, instead, knobs);
    }

    /** With one number of the scenario set. */
    public Trial withKnob(String name, int value) {
        Map<String, Integer> changed = new TreeMap<>(knobs);
        changed.put(name, value);
        return new Trial(seed, shuffle, faults, changed);
    }
}
