/** Probes for actors, and a seeded simulation of whole clusters in one JVM. */
module dev.parley.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.parley.actor;
    requires transitive dev.parley.remote;
    requires dev.parley.wire;
    requires transitive org.junit.jupiter.api;
    requires tools.jackson.databind;

    // API
    exports dev.parley.testkit;
    exports dev.parley.testkit.history;
    exports dev.parley.testkit.simulation;

    // JUnit makes the extension behind the annotations
    opens dev.parley.testkit to
            org.junit.platform.commons;
}
