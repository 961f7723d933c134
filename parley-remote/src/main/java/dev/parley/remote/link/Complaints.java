package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.remote.LinkConfig;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;

/**
 * What two nodes tell each other about frames that could not be served: ERROR, for the logs of both. Nothing waits for
 * it.
 *
 * <p>Threading: the loop. Limits: {@value #BURST} at once, then {@value #A_SECOND} a second, each way, whatever the
 * peer does; the next one that is said tells how many were left out, and what is heard beyond goes to the log at level
 * debug.
 */
final class Complaints {
    private static final int BURST = 20;
    private static final int A_SECOND = 2;

    private final LinkedNode node;
    private final Link link;
    private final TokenBucket said;
    private final TokenBucket heard;
    private long leftOut;

    Complaints(LinkedNode node, Link link) {
        LinkConfig.Rate rate = new LinkConfig.Rate(A_SECOND, BURST);
        this.node = node;
        this.link = link;
        this.said = new TokenBucket(rate, node.nanoTime());
        this.heard = new TokenBucket(rate, node.nanoTime());
    }

    /** Tells the peer of a message that found its actor's mailbox full: nothing else would tell its sender's node. */
    void about(Frame.User user, DropReason reason) {
        if (reason == DropReason.MAILBOX_FULL) {
            say(new Frame.Refusal(
                    /* destination= */ user.source(),
                    /* source= */ user.destination(),
                    WireError.MAILBOX_FULL,
                    reason.sentence()));
        }
    }

    /** Tells the peer. */
    void say(Frame.Refusal refusal) {
        if (!said.take(node.nanoTime())) {
            leftOut++;
            return;
        }
        String text = leftOut == 0 ? refusal.text() : refusal.text() + "; so it was with " + leftOut + " before";
        leftOut = 0;
        link.control(new Frame.Refusal(refusal.destination(), refusal.source(), refusal.error(), text));
        link.sendControl();
    }

    /** The peer tells. */
    void heard(Frame.Refusal refusal) {
        if (heard.take(node.nanoTime())) {
            Link.LOG.warn("{} refuses {}: {}", link, refusal.source(), refusal.text());
        } else {
            Link.LOG.debug("{} refuses {}: {}", link, refusal.source(), refusal.text());
        }
    }
}
