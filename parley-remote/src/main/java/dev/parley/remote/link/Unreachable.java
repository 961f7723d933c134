package dev.parley.remote.link;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.spi.ReplySlot;
import dev.parley.wire.Frame;

/**
 * Accounts for what was handed to a link whose peer was given up before it could leave.
 *
 * <p>Threading: the loop.
 */
record Unreachable(LinkedNode node, Link link) {
    /** Accounts for all that is there now; what comes later starts a new link incarnation. */
    void refuseAll(Postbox postbox, Terminated.Reason reason) {
        postbox.takeAll().forEach(item -> refuse(item, reason));
        postbox.schedule();
    }

    /** Accounts for one item. */
    void refuse(Outgoing item, Terminated.Reason reason) {
        switch (item) {
            case Outgoing.Tell tell -> tell(tell, reason);
            case Outgoing.Answer _ -> lost();
            case Outgoing.Relay(Frame frame, long _) -> {
                lost();
                if (frame instanceof Frame.User user && !user.slot().isNone()) {
                    node.links().answer(Outgoing.Answer.failed(user.slot(), new Failure.TargetDown(reason)));
                }
            }
            case Outgoing.Watch watch -> watch.watcher().terminated(watch.target(), end(watch, reason));
            case Outgoing.SpawnChild spawn ->
                link.session().spawnFailed(spawn.child().address(), "the link was given up, " + reason.sentence());
            case Outgoing.Greet _, Outgoing.Unwatch _, Outgoing.StopChild _, Outgoing.Ended _ -> {}
        }
    }

    private void lost() {
        link.left();
        node.system().countRefused(DropReason.LINK_LOST);
    }

    private Terminated.Reason end(Outgoing.Watch watch, Terminated.Reason reason) {
        String failed = link.session().failedSpawn(watch.target().address());
        return failed == null ? reason : new Terminated.SpawnFailed(failed);
    }

    private void tell(Outgoing.Tell tell, Terminated.Reason reason) {
        link.left();
        ReplySlot slot = tell.slot();
        if (slot == null) {
            node.system().refused(tell.message(), tell.target().address(), DropReason.LINK_LOST);
        } else {
            node.system().countRefused(DropReason.LINK_LOST);
            slot.complete(new Result.Err<>(new Failure.TargetDown(reason)));
        }
    }
}
