package dev.parley.checks;

/**
 * Something that a tidy rule refuses. The place is a path relative to the project, with {@code #member} where the
 * finding is about one member; it is also the key under which an exception is listed.
 */
record Finding(String place, int line, String rule) {
    @Override
    public String toString() {
        return place + ":" + line + ": " + rule;
    }
}
