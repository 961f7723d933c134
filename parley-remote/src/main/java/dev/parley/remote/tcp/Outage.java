package dev.parley.remote.tcp;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said when the machine refuses sockets: file descriptors or memory have run out. Accepting and dialling suffer
 * from it alike and try again by themselves; whoever reads the log wants to know once, and what to do.
 *
 * <p>Threading: owner thread only, the loop. Limits: one warning for each outage, and one in {@value #QUIET_SECONDS}
 * seconds when outages follow each other.
 */
final class Outage {
    private static final long QUIET_SECONDS = 60;
    private static final long QUIET_NANOS = QUIET_SECONDS * 1_000_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private boolean present;
    private boolean said;
    private boolean everSaid;
    private long saidAtNanos;

    /** Whether a failure, or what caused it, is that there are no descriptors left. */
    static boolean isOfDescriptors(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("too many open files")) {
                return true;
            }
        }
        return false;
    }

    /** Something could not be done, and will be tried again. */
    void failed(String what, Throwable failure, long nowNanos) {
        if (present) {
            return;
        }
        present = true;
        said = !everSaid || nowNanos - saidAtNanos >= QUIET_NANOS;
        if (said) {
            everSaid = true;
            saidAtNanos = nowNanos;
            LOG.warn(
                    "{}, tries again by itself: {}. Open links are not affected. Raise the limit of open files (ulimit"
                            + " -n), or close what is not needed",
                    what,
                    failure.toString());
        }
    }

    /** Something could be done again. */
    void over() {
        if (present) {
            present = false;
            if (said) {
                LOG.info("there are file descriptors for connections again");
            }
        }
    }
}
