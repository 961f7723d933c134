/** Frames, their bytes and the record codec: pure bytes to values and back, with no actor, socket, thread or clock. */
module dev.parley.wire {
    requires static transitive org.jspecify;

    exports dev.parley.wire;
    exports dev.parley.wire.lock;
}
