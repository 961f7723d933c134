package dev.parley.testkit.simulation;

/** What all nodes of one simulation share. */
record World(Seed seed, Agenda agenda, Trace trace, SeededThreads threads) {
    World(Seed seed, Trace trace) {
        this(seed, new Agenda(seed.of("agenda"), trace), trace, new SeededThreads());
    }
}
