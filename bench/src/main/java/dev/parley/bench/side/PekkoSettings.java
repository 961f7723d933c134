package dev.parley.bench.side;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** What of Apache Pekko is set. Without tuning: nothing but its log, which is off on both sides. */
final class PekkoSettings {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final String DISPATCHER = "pekko.actor.default-dispatcher";

    /**
     * Batches of 256 as on Parley's dispatcher; the mailbox for a single consumer is what typed actors have anyway, and
     * is named all the same.
     */
    private static final String LONG_BATCHES = """
        pekko.actor.typed.default-mailbox.mailbox-type = \
        "org.apache.pekko.dispatch.SingleConsumerOnlyUnboundedMailbox"
        pekko.actor.default-dispatcher.throughput = 256
        """;

    static final String FORK_JOIN = LONG_BATCHES + DISPATCHER + " { executor = fork-join-executor, fork-join-executor {"
            + parallelism() + ", task-peeking-mode = FIFO } }";

    static final String FIXED = LONG_BATCHES + DISPATCHER
            + " { executor = thread-pool-executor, thread-pool-executor { fixed-pool-size = " + CORES + " } }";

    static final String AFFINITY = LONG_BATCHES + DISPATCHER
            + " { executor = affinity-pool-executor, affinity-pool-executor {" + parallelism() + " } }";

    static final String BLOCKING =
            "bench-blocking { type = Dispatcher, executor = thread-pool-executor, throughput = 1,"
                    + " thread-pool-executor { fixed-pool-size = 16 } }";

    static final String VIRTUAL = "bench-blocking { type = Dispatcher, executor = virtual-thread-executor }";

    private static final String QUIET = """
        pekko.loglevel = OFF
        pekko.stdout-loglevel = OFF
        pekko.log-dead-letters = off
        pekko.jvm-shutdown-hooks = off
        """;

    private PekkoSettings() {}

    private static String parallelism() {
        return " parallelism-min = " + CORES + ", parallelism-max = " + CORES + ", parallelism-factor = 1.0";
    }

    static Config config(String tuning) {
        return ConfigFactory.parseString(tuning)
                .withFallback(ConfigFactory.parseString(QUIET))
                .withFallback(ConfigFactory.load());
    }
}
