/** Micrometer meters for actor systems and links. */
@SuppressWarnings("requires-transitive-automatic") // its jar has a name, but no descriptor
module dev.parley.metrics {
    requires static transitive org.jspecify;
    requires transitive dev.parley.remote;
    requires transitive micrometer.core;

    exports dev.parley.metrics;
}
