package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.limit.TokenBucket;
import dev.parley.wire.Frame;
import dev.parley.wire.WireError;

/**
 * What two nodes tell each other about frames that could not be served: ERROR, for the logs of both. Nothing waits for
 * it.
 *
 * <p>Threading: the loop. Limits: {@value #BURST} are said at once, then {@value #A_SECOND} a second; the next one
 * tells how many were left out. What is heard is bounded as all that is wrong with the peer is, by {@link
 * Link#complain}.
 */
final class PeerErrors {
    private static final int BURST = 20;
    private static final int A_SECOND = 2;

    private final LinkedNode node;
    private final Link link;
    private final TokenBucket said;
    private long leftOut;

    PeerErrors(LinkedNode node, Link link) {
        this.node = node;
        this.link = link;
        this.said = new TokenBucket(new LinkConfig.Rate(A_SECOND, BURST), node.nanoTime());
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
        String text = leftOut == 0 ? refusal.text() : refusal.text() + "; so it was with " + leftOut + " before";
        boolean isSaid = said.take(node.nanoTime())
                && link.remark(new Frame.Refusal(refusal.destination(), refusal.source(), refusal.error(), text));
        leftOut = isSaid ? 0 : leftOut + 1;
    }

    /** The peer tells. */
    void heard(Frame.Refusal refusal) {
        link.complain(() -> link + " refuses " + refusal.source() + ": " + refusal.text());
    }
}
