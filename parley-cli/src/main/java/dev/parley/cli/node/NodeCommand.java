package dev.parley.cli.node;

import dev.parley.NodeId;
import dev.parley.cli.options.ClusterOptions;
import dev.parley.cli.options.EndpointConverter;
import dev.parley.cli.options.Exit;
import dev.parley.cli.options.LogOptions;
import dev.parley.cli.options.NameConverter;
import dev.parley.cli.options.Payloads;
import dev.parley.cluster.Peers;
import dev.parley.remote.Endpoint;
import dev.parley.remote.LinkConfig;
import dev.parley.remote.NodeConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley node}: reads the command line and runs a {@link NodeProcess} until it is told to leave. */
@Command(
        name = "node",
        description = "Runs one member of the cluster. Prints 'ready NAME actor://HOST:PORT' once it accepts"
                + " connections; SIGTERM or Ctrl-C leaves.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  three nodes on this machine, one in each terminal:",
            "    P=127.0.0.1:9001,127.0.0.1:9002,127.0.0.1:9003",
            "    parley node --name a --bind 127.0.0.1:9001 --peers $P",
            "    parley node --name b --bind 127.0.0.1:9002 --peers $P",
            "    parley node --name c --bind 127.0.0.1:9003 --peers $P",
            "  on a network, with a key that all nodes hold:",
            "    openssl rand -hex 32 > cluster.key",
            "    parley node --name a --bind 0.0.0.0:9001 --advertise 10.0.0.1:9001 \\",
            "        --peers 10.0.0.1:9001,10.0.0.2:9001,10.0.0.3:9001 --key-file cluster.key"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it
public final class NodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "How people call this node.")
    private String name;

    @Option(
            names = "--bind",
            required = true,
            paramLabel = "HOST:PORT",
            converter = EndpointConverter.class,
            description = "Where to listen; port 0 takes a free one.")
    private Endpoint bind;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            converter = EndpointConverter.class,
            description = "How others reach this node, where that differs from --bind.")
    private @Nullable Endpoint advertise;

    @Option(
            names = "--peers",
            paramLabel = "LIST",
            description = "All nodes of the cluster, this one included, as the others reach them; the same list in the"
                    + " same order everywhere. Without it this node is a cluster of one.")
    private @Nullable String peers;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Connections for messages towards each other node, 1 to 16; of two nodes the one with fewer"
                    + " decides. The last of several is for who sends large ones (default: ${DEFAULT-VALUE}).")
    private int lanes;

    @Option(
            names = "--payloads",
            paramLabel = "FORM",
            defaultValue = "cbor",
            converter = Payloads.Converter.class,
            description = "How to write messages: cbor, json (people can read it on the wire) or protobuf. Other nodes"
                    + " that have the same get it; all others get cbor, and so do guests (default: ${DEFAULT-VALUE}).")
    private Payloads payloads;

    @Option(names = "--parent-stdin", description = "Leave at the end of stdin, that is when the parent process ends.")
    private boolean parentStdin;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private LogOptions log;

    @Override
    public Integer call() throws InterruptedException {
        log.apply("info");
        NodeConfig config = config();
        NodeProcess process = NodeProcess.start(config, this::peersOf, cluster.failureTimeout());
        process.leaveOnShutdown();
        spec.commandLine().getOut().println("ready " + name + " actor://" + process.id());
        spec.commandLine().getOut().flush();
        if (parentStdin) {
            process.leaveAtEndOf(System.in);
        }
        process.awaitEnd();
        return Exit.DONE;
    }

    private NodeConfig config() {
        Endpoint reached = reached();
        if (peers != null) {
            peersOf(new NodeId(
                    reached.host(), reached.port(), 0)); // a mistake in the list is found before anything starts
        }
        NodeConfig plain = NodeConfig.member(name, bind.toString()).withAdvertise(reached.toString());
        NodeConfig config = cluster.applyTo(plain.withSystem(
                plain.system().withClose(NodeProcess.DRAIN, NodeProcess.DRAIN.plus(Duration.ofSeconds(1)))));
        return payloads.applyTo(config.withLinks(withLanes(config.links())));
    }

    private LinkConfig withLanes(LinkConfig links) {
        try {
            return links.withLanes(lanes);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), "--" + outOfRange.getMessage(), outOfRange);
        }
    }

    private Endpoint reached() {
        return advertise == null ? bind : advertise;
    }

    private Peers peersOf(NodeId self) {
        if (peers == null) {
            return Peers.alone(self);
        }
        try {
            return Peers.parse(peers, self);
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), "--peers: " + mistake.getMessage(), mistake);
        }
    }
}
