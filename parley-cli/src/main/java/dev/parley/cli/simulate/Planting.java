package dev.parley.cli.simulate;

import dev.parley.cli.options.Exit;
import dev.parley.cli.simulate.planted.Planted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plants bugs one after the other and lets the scenario that must find each look for it: a bug that nobody finds is a
 * checker that is missing.
 */
final class Planting {
    private final Screen screen;
    private final int processes;
    private final Order order;
    private volatile @Nullable Path present;

    /** {@code order}: how each bug is looked for; its scenario is that of the bug. */
    Planting(Screen screen, int processes, Order order) {
        this.screen = screen;
        this.processes = processes;
        this.order = order;
    }

    /** The exit code: whether each of them was found. */
    int run(List<Planted> bugs) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::deletePresent, "planted")); // a signal runs no finally
        int missed = 0;
        for (Planted bug : bugs) {
            Tally tally = look(bug);
            Optional<ShardMessage.Found> first = tally.found().stream().findFirst();
            missed += first.isEmpty() ? 1 : 0;
            screen.say(first.map(found -> row(bug, found))
                    .orElse(bug.name() + ": NOT FOUND in " + tally.seeds() + " seeds of " + bug.scenario()
                            + ": a checker is missing"));
            if (bugs.size() == 1) {
                screen.show(bug.scenario(), tally);
            } else {
                screen.keep(bug.scenario(), tally);
            }
            screen.requireReader();
        }
        screen.say(bugs.size() - missed + " of " + bugs.size() + " planted bugs found");
        screen.end();
        return missed == 0 ? Exit.DONE : Exit.FELL_SHORT;
    }

    private static String row(Planted bug, ShardMessage.Found found) {
        String plan = found.plan().isBlank()
                ? "no fault needed"
                : found.plan().strip().replaceAll("\\s*\\R\\s*", "; ");
        return bug.name() + ": seed " + found.seed() + ", " + found.kind() + ", " + found.faults() + " faults: " + plan;
    }

    private Tally look(Planted bug) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("parley-planted-");
        present = folder;
        try {
            bug.plant(folder);
            Tally tally = new Tally();
            new Campaign(order.of(bug.scenario()).withPlanted(bug.name()), processes, folder, tally).run();
            return tally;
        } finally {
            delete(folder);
            present = null;
        }
    }

    private void deletePresent() {
        Path folder = present;
        if (folder != null) {
            try {
                delete(folder);
            } catch (IOException _) {
                // it is being deleted already
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
