package dev.parley.testkit.simulation;

/** What all nodes of one simulation share. */
record World(Seed seed, Agenda agenda, Trace trace, Narration narration, SeededThreads threads) {
    static World of(Trial trial) {
        Seed seed = new Seed(trial.seed());
        Seed order = seed.of("agenda");
        Trace trace = new Trace();
        Agenda agenda = new Agenda(trial.shuffle() == 0 ? order : order.of(trial.shuffle()), trace);
        return new World(seed, agenda, trace, new Narration(agenda), new SeededThreads());
    }

    /** Something that decides how the run goes on: it belongs to the trace and to the story. */
    void happened(String where, String text) {
        trace.add(text);
        narration.tell(where, () -> text);
    }
}
