/** The wire format: bytes to frames and back. Knows no socket, no thread and no actor. */
module dev.parley.wire {
    requires static org.jspecify;

    // API
    exports dev.parley.wire;
}
