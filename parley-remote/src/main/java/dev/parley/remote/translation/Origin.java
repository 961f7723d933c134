package dev.parley.remote.translation;

import dev.parley.NodeId;
import dev.parley.wire.Frame;
import dev.parley.wire.WireRef;
import org.jspecify.annotations.Nullable;

/** Who speaks in a frame. A peer speaks for itself and its guests; a guest for itself. Pure. */
public final class Origin {
    private Origin() {}

    /** On whose behalf a system message was sent, as far as it says. */
    public static WireRef of(Frame.Numbered frame) {
        return switch (frame) {
            case Frame.Monitor monitor -> monitor.watcher();
            case Frame.Unmonitor unmonitor -> unmonitor.watcher();
            case Frame.Spawn spawn -> spawn.parent();
            case Frame.Stop stop -> stop.parent();
            case Frame.Pause pause -> pause.actor();
            case Frame.Resume resume -> resume.actor();
            case Frame.Terminated _, Frame.Spawned _, Frame.Resumed _ -> WireRef.NONE;
        };
    }

    /**
     * Whether it is none of the peer's.
     *
     * @param node the node that the peer's actors live on: a guest's is its member
     * @param guest the guest's id, 0 for a member
     */
    public static boolean isForeign(WireRef source, @Nullable NodeId node, long guest) {
        if (source.isNone()) {
            return false;
        }
        return !Addresses.isSame(source.node(), node) || (guest != 0 && GuestPath.guest(source.path()) != guest);
    }
}
