package dev.parley.bench;

import dev.parley.cli.Main;

/** The command {@code parley} with its benchmarks, which need libraries that an installation does not have. */
public final class BenchMain {
    private BenchMain() {}

    /** As {@link Main#main}. */
    public static void main(String[] args) {
        Main.run(new BenchCommand(), args);
    }
}
