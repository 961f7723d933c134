/** Nodes that know of each other: membership, registry, routers, singletons. */
module dev.parley.cluster {
    requires static transitive org.jspecify;
    requires transitive dev.parley.remote;
    requires org.slf4j;

    // API
    exports dev.parley.cluster;

    // its messages between nodes are records of its own
    opens dev.parley.cluster to
            dev.parley.wire;
}
