package dev.parley.remote.link;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.remote.lane.Lanes;
import dev.parley.remote.translation.GuestPath;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.Watcher;
import dev.parley.wire.Frame;
import dev.parley.wire.WireSlot;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** What is handed to a link from any thread; the loop turns it into frames. */
sealed interface Outgoing {
    /** What counts into the link's budget, and can be refused. */
    sealed interface Bounded extends Outgoing {}

    /** A message for an actor over there; without a source it comes from outside of actors. */
    record Tell(
            RemoteRef<?> target,
            Object message,
            @Nullable ReplySlot slot,
            @Nullable MessageRef<?> source) implements Bounded {}

    /**
     * The answer to a request from over there.
     *
     * @param speaker the incarnation of the actor that answers, see {@link Lanes#of}
     */
    record Answer(WireSlot slot, Type reply, Result<?> result, long speaker) implements Bounded {
        /** One that no actor gave. */
        static Answer failed(WireSlot slot, Failure failure) {
            return new Answer(slot, Failure.class, new Result.Err<>(failure), 0);
        }

        /** What the asker gets instead when it cannot leave. */
        Answer refused(DropReason reason) {
            return failed(slot, new Failure.Refused(reason));
        }
    }

    /**
     * A frame of a guest, or for one, as it came.
     *
     * @param guest whose it is; 0 when it is for one
     */
    record Relay(Frame frame, long guest) implements Bounded {}

    /** Nothing but the wish to be connected. */
    record Greet() implements Outgoing {}

    /** Somebody here watches an actor over there. */
    record Watch(RemoteRef<?> target, Watcher watcher) implements Outgoing {}

    /** Somebody here no longer does. */
    record Unwatch(RemoteRef<?> target, Watcher watcher) implements Outgoing {}

    /** A child over there must stop. */
    record StopChild(RemoteRef<?> child) implements Outgoing {}

    /** A child is wanted over there. */
    record SpawnChild(RemoteRef<?> child, ActorAddress parent, Frame.Recipe recipe) implements Outgoing {}

    /**
     * An actor that somebody over there watched has ended.
     *
     * @param speaker whose last words were its last words, see {@link Lanes#of}
     */
    record Ended(IncomingWatch watch, Terminated.Reason reason, long speaker) implements Outgoing {
        static Ended of(IncomingWatch watch, Terminated.Reason reason, long incarnation) {
            long guest = GuestPath.guest(watch.target().path());
            return new Ended(watch, reason, guest == 0 ? incarnation : guest);
        }
    }
}
