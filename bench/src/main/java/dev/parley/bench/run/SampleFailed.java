package dev.parley.bench.run;

import java.io.Serial;

/** A process brought no figures, so the run has none. */
final class SampleFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SampleFailed(String text) {
        super(text);
    }
}
