package dev.parley.testkit.simulation;

import dev.parley.spi.NodeClock;
import java.time.Duration;
import java.util.Locale;

/**
 * A fault from its beginning to its mending, so that a plan from which some episodes are taken leaves nothing broken
 * that was mended before.
 *
 * <p>Where episodes of the same kind and target overlap, the target is well again when the last of them was mended.
 *
 * @param at when it begins, counted from when its plan is scheduled
 * @param lasts how long after that it is mended; {@link Duration#ZERO} for momentary faults, {@link #FOREVER} if never
 */
public record Episode(Duration at, Duration lasts, Fault fault) {
    /** How long a fault lasts that is never mended. */
    public static final Duration FOREVER = NodeClock.LONGEST;

    /** Refuses times that are negative or beyond {@link #FOREVER}, and momentary faults that last. */
    public Episode {
        if (at.isNegative() || at.compareTo(FOREVER) >= 0) {
            throw new IllegalArgumentException("not a time at which a fault can begin: " + at);
        }
        if (lasts.isNegative() || lasts.compareTo(FOREVER) > 0) {
            throw new IllegalArgumentException("not a time that a fault can last: " + lasts);
        }
        if (fault.isMomentary() && !lasts.isZero()) {
            throw new IllegalArgumentException("'" + fault + "' is over at once: it cannot last " + lasts);
        }
    }

    /** A fault that happens at one moment, or is never mended. */
    public static Episode at(Duration at, Fault fault) {
        return new Episode(at, fault.isMomentary() ? Duration.ZERO : FOREVER, fault);
    }

    /** Whether nobody mends it. */
    public boolean isForever() {
        return lasts.equals(FOREVER);
    }

    /** The same, begun so much later. */
    Episode later(Duration by) {
        return new Episode(at.plus(by), lasts, fault);
    }

    /** One line: when, what, how long. */
    @Override
    public String toString() {
        String line = String.format(Locale.ROOT, "%10.6f s  %s", at.toNanos() / 1e9, fault);
        if (fault.isMomentary()) {
            return line;
        }
        return line + (isForever() ? ", for ever" : String.format(Locale.ROOT, ", for %.6f s", lasts.toNanos() / 1e9));
    }
}
