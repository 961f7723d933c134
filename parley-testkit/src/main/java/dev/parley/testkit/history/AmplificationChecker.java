package dev.parley.testkit.history;

/** A node writes at most a few frames for each that its work needs, plus a constant. Kind: {@code amplified}. */
final class AmplificationChecker implements Checker {
    private final Bounds bounds;

    AmplificationChecker(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public void on(Entry entry) {
        if (entry.event() instanceof Event.Traffic(long frames, long wanted)
                && frames > bounds.amplification() * wanted + bounds.amplificationSlack()) {
            throw new Violation(
                    "amplified",
                    "node " + entry.node() + " wrote " + frames + " frames in the second before "
                            + Violation.at(entry.atNanos()) + " where " + wanted + " were wanted");
        }
    }
}
