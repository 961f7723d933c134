package dev.parley.testkit.history;

/** Nothing bounded holds more than its limit. Kind: {@code over-limit}. */
final class MemoryChecker implements Checker {
    @Override
    public void on(Entry entry) {
        if (entry.event() instanceof Event.Memory memory && memory.held() > memory.limit()) {
            throw new Violation(
                    "over-limit",
                    memory.what() + " held " + memory.held() + " of at most " + memory.limit() + " at "
                            + Violation.at(entry));
        }
    }
}
