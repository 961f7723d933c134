package dev.parley.kernel;

import dev.parley.spi.MessageRef;
import org.jspecify.annotations.Nullable;

/**
 * The root of one top-level path. No actor: it only keeps its children, and has no strategy of its own: what a child
 * escalates ends there.
 *
 * <p>Threading: any thread.
 */
final class Guardian implements Parent {
    private final String path;
    private final int childNames;
    private final Runnable onChildEnded;
    private final Children children = new Children();

    /**
     * @param childNames of how many names a child's own is made
     * @param onChildEnded runs after each end of a child
     */
    Guardian(String path, int childNames, Runnable onChildEnded) {
        this.path = path;
        this.childNames = childNames;
        this.onChildEnded = onChildEnded;
    }

    Children children() {
        return children;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public int depth() {
        return childNames;
    }

    @Override
    public void childEnded(MessageRef<?> child, @Nullable Throwable escalated) {
        if (child instanceof LocalRef<?> local) {
            children.remove(local.cell().name(), child);
        }
        onChildEnded.run();
    }
}
