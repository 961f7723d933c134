package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The living children of one parent, in the order of their spawn: a list through the cells. Names are indexed once a
 * child has one, or one is looked up; most children have none, and nobody asks for them.
 *
 * <p>Threading: any thread may look; a cell's children are added by the thread that runs it and leave by their own, a
 * guardian's are changed by any. A lock is held for the few steps of one change or look, and while {@link #all} copies.
 */
final class Children {
    private static final Comparator<MessageRef<?>> BY_SPAWN =
            Comparator.comparing(MessageRef::incarnation, Long::compareUnsigned);

    private final long seed;
    private @Nullable Cell oldest;
    private @Nullable Cell newest;
    private int size;
    private volatile boolean awaited; // their parent stops or restarts and waits for the last of them
    private @Nullable NameIndex index;
    private @Nullable Map<String, MessageRef<?>> elsewhere; // children on other nodes: few have any

    /** {@code seed} of the names' hashes: the same for all parents of a system, unknown outside of it. */
    Children(long seed) {
        this.seed = seed;
    }

    /** Enters a child, in the place of one of that name which has ended and was not forgotten yet. */
    synchronized void add(Cell child) {
        if (!child.isUnnamed()) {
            Cell known = index().find(child.name());
            if (known != null && !known.hasEnded()) {
                throw new IllegalArgumentException("the name '" + child.name()
                        + "' is taken by a living child: choose another, or stop that one first and watch for its end");
            }
            if (known != null) {
                unlink(known);
            }
        }
        append(child);
        if (index != null) {
            index.add(child);
        }
    }

    private void append(Cell child) {
        child.older = newest;
        if (newest == null) {
            oldest = child;
        } else {
            newest.newer = child;
        }
        newest = child;
        size++;
    }

    /** Enters a child on another node. */
    synchronized void addElsewhere(MessageRef<?> child) {
        if (elsewhere == null) {
            elsewhere = new LinkedHashMap<>();
        }
        elsewhere.put(Unnamed.name(child.incarnation()), child);
    }

    /** From now on the parent wants to hear of each end, or no more. */
    synchronized void hearEnds(boolean wanted) {
        awaited = wanted;
    }

    /** Whether the parent stops or restarts when the last of them has ended. */
    boolean areAwaited() {
        return awaited;
    }

    /** Forgets a child that has ended; false, and then it does nothing, when the parent wants to hear of the end. */
    synchronized boolean removeUnheard(MessageRef<?> child) {
        if (awaited) {
            return false;
        }
        remove(child);
        return true;
    }

    /** Whether it lives on another node and was not forgotten. */
    synchronized boolean isElsewhere(MessageRef<?> child) {
        return elsewhere != null && child.equals(elsewhere.get(Unnamed.name(child.incarnation())));
    }

    /** Forgets a child; does nothing when it was forgotten before. */
    synchronized void remove(MessageRef<?> child) {
        if (child instanceof LocalRef<?> local) {
            unlink(local.cell());
        } else if (elsewhere != null) {
            elsewhere.remove(Unnamed.name(child.incarnation()), child);
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very cell
    private void unlink(Cell child) {
        Cell before = child.older;
        Cell after = child.newer;
        if (before == null && oldest != child) {
            return;
        }
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        child.older = null;
        child.newer = null;
        size--;
        if (index != null) {
            index.remove(child);
        }
    }

    private NameIndex index() {
        NameIndex known = index;
        if (known == null) {
            known = new NameIndex(seed);
            for (Cell child = oldest; child != null; child = child.newer) {
                known.add(child);
            }
            index = known;
        }
        return known;
    }

    /** The living child of that name. */
    synchronized @Nullable MessageRef<?> named(String name) {
        MessageRef<?> distant = elsewhere == null ? null : elsewhere.get(name);
        if (distant != null || size == 0) {
            return distant;
        }
        Cell known = index().find(name);
        return known == null || known.hasEnded() ? null : known;
    }

    /** Whether all that were entered were forgotten. */
    synchronized boolean isEmpty() {
        return size == 0 && (elsewhere == null || elsewhere.isEmpty());
    }

    /** All that live, in the order of their spawn. */
    synchronized List<MessageRef<?>> all() {
        List<MessageRef<?>> all = new ArrayList<>(size);
        for (Cell child = oldest; child != null; child = child.newer) {
            if (!child.hasEnded()) {
                all.add(child);
            }
        }
        if (elsewhere != null && !elsewhere.isEmpty()) {
            all.addAll(elsewhere.values());
            all.sort(BY_SPAWN);
        }
        return all;
    }
}
