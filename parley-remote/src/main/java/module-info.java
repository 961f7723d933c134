/** Nodes that talk over TCP: the only place where bytes meet actors. */
module dev.parley.remote {
    requires static transitive org.jspecify;
    requires transitive dev.parley.actor;
    requires transitive dev.parley.wire;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires jdk.net;
    requires org.slf4j;

    // API
    exports dev.parley.remote;

    // SPI: the seam to sockets
    exports dev.parley.remote.transport to
            dev.parley.testkit,
            dev.parley.cluster;
}
