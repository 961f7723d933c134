/** Payloads as Protocol Buffers. */
module dev.parley.protobuf {
    requires static transitive org.jspecify;
    requires transitive dev.parley.wire;
    requires transitive com.google.protobuf;

    exports dev.parley.protobuf;
}
