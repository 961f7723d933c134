/** A page that shows a running cluster. Reads immutable snapshots only. */
module dev.parley.dashboard {
    requires static transitive org.jspecify;
    requires transitive dev.parley.cluster;
    requires jdk.httpserver;

    exports dev.parley.dashboard;
}
