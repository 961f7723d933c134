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
    private final Children children;

    /**
     * @param childNames of how many names a child's own is made
     * @param children none yet
     * @param onChildEnded runs after each end of a child
     */
    Guardian(String path, int childNames, Children children, Runnable onChildEnded) {
        this.path = path;
        this.childNames = childNames;
        this.children = children;
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
        children.remove(child);
        onChildEnded.run();
    }
}
