package dev.parley.testkit.history;

/** At rest no message waits for ever. Kind: {@code waits-for-ever}. */
final class RestChecker implements Checker {
    @Override
    public void on(Entry entry) {
        if (entry.event() instanceof Event.Waiting(String where, long fewest) && fewest > 0) {
            throw new Violation(
                    "waits-for-ever",
                    fewest + " messages wait at rest in " + where + " of node " + entry.node() + " at "
                            + Violation.at(entry.atNanos()));
        }
    }
}
