package dev.parley.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the processors spent their time until now, in ticks of the kernel, from {@code /proc}.
 *
 * @param all of all processors together
 * @param idle doing nothing
 * @param own of this process and of those it started and saw end
 */
record ProcessorTime(long all, long idle, long own) {
    /** utime, stime, cutime, cstime, counted after the command's name in parentheses. */
    private static final int FIRST_OF_OWN = 11;

    private static final int LAST_OF_OWN = 14;

    /** Empty where there is no {@code /proc}. */
    static Optional<ProcessorTime> now() {
        try {
            String machine = Files.readAllLines(Path.of("/proc/stat")).getFirst();
            return Optional.of(of(machine, Files.readString(Path.of("/proc/self/stat"))));
        } catch (IOException elsewhere) {
            return Optional.empty();
        }
    }

    /** From the first line of {@code /proc/stat} and from {@code /proc/self/stat}. */
    static ProcessorTime of(String machine, String self) {
        // user nice system idle iowait irq softirq steal; guest times are in user already
        long[] ticks = Arrays.stream(machine.strip().split("\\s+"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
        String[] ofSelf = self.substring(self.lastIndexOf(')') + 2).split(" ", -1);
        long own = 0;
        for (int i = FIRST_OF_OWN; i <= LAST_OF_OWN; i++) {
            own += Long.parseLong(ofSelf[i]);
        }
        return new ProcessorTime(Arrays.stream(ticks).sum(), ticks[3] + ticks[4], own);
    }

    /** The share of all time since {@code before} that neither idled nor was our own, 0 to 1. */
    OptionalDouble othersSince(ProcessorTime before) {
        long passed = all - before.all;
        long others = passed - (idle - before.idle) - (own - before.own);
        return passed <= 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, (double) others / passed));
    }
}
