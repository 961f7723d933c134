/** Typed actors in one JVM. Knows no socket and no wire format. */
module dev.parley.actor {
    requires static transitive org.jspecify;
    requires java.management;
    requires jdk.jfr;
    requires jdk.management;

    // API
    exports dev.parley;

    // ready-made actors
    exports dev.parley.supervisor;
    exports dev.parley.router;

    // SPI: the seam to clocks, timers, threads and randomness
    exports dev.parley.spi to
            dev.parley.remote,
            dev.parley.cluster,
            dev.parley.testkit;

    // the real environment
    exports dev.parley.jvm to
            dev.parley.remote,
            dev.parley.cluster,
            dev.parley.testkit;
}
