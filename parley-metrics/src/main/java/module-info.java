/** Micrometer meters for actor systems and links. */
module dev.parley.metrics {
    requires static transitive org.jspecify;
    requires transitive dev.parley.remote;
    requires micrometer.core;
}
