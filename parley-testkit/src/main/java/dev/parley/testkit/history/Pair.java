package dev.parley.testkit.history;

/** From one to another: of actors, or of nodes. */
record Pair(String from, String to) {
    @Override
    public String toString() {
        return from + " to " + to;
    }
}
