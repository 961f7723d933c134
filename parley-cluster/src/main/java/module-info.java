/** Nodes that know of each other: membership, registry, routers, singletons. */
module dev.parley.cluster {
    requires static org.jspecify;
    requires transitive dev.parley.remote;
    requires org.slf4j;
}
