package dev.parley.remote.payload;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import java.lang.reflect.Type;

/** Turns addresses into refs and back. Any thread. Never connects. */
public interface Refs {
    /** The ref behind an address: this node's own actor when it has come home. */
    ActorRef<?> resolve(ActorAddress address, Type protocol);

    /** The address of a ref that leaves this node; one of this node's actors becomes reachable by it. */
    ActorAddress expose(ActorRef<?> ref, Type protocol);
}
