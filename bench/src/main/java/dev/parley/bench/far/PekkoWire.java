package dev.parley.bench.far;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * How Apache Pekko talks to another process: Artery over TCP, whose sockets are without Nagle's delay anyway, and our
 * serializer. Two things are set on all its sides: the queue to a peer holds what a workload has under way, as more
 * would be dropped, and what is compressed of a header is agreed on early, as a run is shorter than the usual minute.
 */
final class PekkoWire {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final String COMMON = """
        pekko.loglevel = OFF
        pekko.stdout-loglevel = OFF
        pekko.log-dead-letters = off
        pekko.jvm-shutdown-hooks = off
        pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
        pekko.actor.provider = remote
        pekko.actor.allow-java-serialization = off
        pekko.actor.serializers.bench = "dev.parley.bench.far.PekkoNotes"
        pekko.actor.serialization-bindings { "dev.parley.bench.far.Note" = bench }
        pekko.remote.use-unsafe-remote-features-outside-cluster = on
        pekko.remote.warn-about-direct-use = off
        pekko.remote.artery {
          transport = tcp
          canonical { hostname = "127.0.0.1", port = 0 }
          large-message-destinations = [ "/user/stream" ]
          advanced {
            outbound-message-queue-size = 65536
            compression.actor-refs.advertisement-interval = 300 ms
            compression.manifests.advertisement-interval = 300 ms
          }
        }
        """;

    /** A single inbound lane saves a hop between threads, and long batches wake-ups, on a machine of few cores. */
    private static final String FEW_CORES = """
        pekko.actor.default-dispatcher.throughput = 256
        pekko.remote.artery.advanced.inbound-lanes = 1
        """;

    static final String AS_IT_COMES = "";

    static final String FORK_JOIN = FEW_CORES + "pekko.actor.default-dispatcher { executor = fork-join-executor,"
            + " fork-join-executor { parallelism-min = " + CORES + ", parallelism-max = " + CORES
            + ", parallelism-factor = 1.0 } }";

    static final String FIXED = FEW_CORES + "pekko.actor.default-dispatcher { executor = thread-pool-executor,"
            + " thread-pool-executor { fixed-pool-size = " + CORES + " } }\n"
            + "pekko.remote.artery.advanced.use-dispatcher = pekko.actor.default-dispatcher";

    /** With the split brain resolver that its documentation advises; without one nobody is ever declared down. */
    static final String CLUSTER = """
        pekko.actor.provider = cluster
        pekko.cluster.jmx.enabled = off
        pekko.cluster.downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
        pekko.cluster.split-brain-resolver {
          active-strategy = keep-oldest
          keep-oldest.down-if-alone = off
        }
        """;

    static final String HASTY_CLUSTER = CLUSTER + """
        pekko.cluster {
          gossip-interval = 100 ms
          leader-actions-interval = 100 ms
          unreachable-nodes-reaper-interval = 100 ms
          failure-detector {
            heartbeat-interval = 200 ms
            acceptable-heartbeat-pause = 1 s
            expected-response-after = 200 ms
          }
          split-brain-resolver.stable-after = 1 s
        }
        """;

    private PekkoWire() {}

    static Config config(String tuning) {
        return ConfigFactory.parseString(tuning)
                .withFallback(ConfigFactory.parseString(COMMON))
                .withFallback(ConfigFactory.load());
    }
}
