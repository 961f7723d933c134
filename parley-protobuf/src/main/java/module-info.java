/** Payloads as Protocol Buffers. */
@SuppressWarnings("requires-transitive-automatic") // its jar has a name, but no descriptor
module dev.parley.protobuf {
    requires static transitive org.jspecify;
    requires transitive dev.parley.wire;
    requires transitive com.google.protobuf;

    exports dev.parley.protobuf;
}
