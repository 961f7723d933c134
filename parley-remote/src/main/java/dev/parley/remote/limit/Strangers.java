package dev.parley.remote.limit;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has connected and not shaken hands yet, oldest first. When there are too many, the oldest gives way to the
 * newcomer: a peer that goes on with its handshake is through long before it is the oldest, whoever else keeps coming.
 *
 * <p>Who has said HELLO is counted apart from who has said nothing, so that neither crowd can push the other out:
 * silence costs an attacker nothing, and a HELLO is one round trip away from the end of the handshake.
 *
 * <p>Pure. Threading: owner thread only. Limits: {@value #MAX_STRANGERS} of each.
 */
public final class Strangers<S> {
    public static final int MAX_STRANGERS = 256;

    private final Set<S> silent = new LinkedHashSet<>();
    private final Set<S> greeted = new LinkedHashSet<>();

    /** Somebody has connected; gives who has to go for it. */
    public @Nullable S enter(S newcomer) {
        return add(newcomer, silent);
    }

    /** It has said HELLO; gives who has to go for it. */
    public @Nullable S greets(S stranger) {
        silent.remove(stranger);
        return add(stranger, greeted);
    }

    /** It is no stranger any more, or gone. */
    public void leave(S stranger) {
        silent.remove(stranger);
        greeted.remove(stranger);
    }

    public int size() {
        return silent.size() + greeted.size();
    }

    private static <S> @Nullable S add(S newest, Set<S> to) {
        @Nullable S oldest = null;
        if (to.size() >= MAX_STRANGERS) {
            Iterator<S> byAge = to.iterator();
            oldest = byAge.next();
            byAge.remove();
        }
        to.add(newest);
        return oldest;
    }
}
