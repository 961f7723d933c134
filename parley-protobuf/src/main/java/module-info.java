/** Payloads as Protocol Buffers. */
module dev.parley.protobuf {
    requires static transitive org.jspecify;
    requires transitive dev.parley.wire;
    requires com.google.protobuf;
}
