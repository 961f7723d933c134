package dev.parley.cli.terminal;

import dev.parley.cli.options.ClusterOptions;
import dev.parley.cli.options.DurationConverter;
import dev.parley.cli.options.EndpointConverter;
import dev.parley.cli.options.LogOptions;
import dev.parley.cli.options.NameConverter;
import dev.parley.remote.Endpoint;
import dev.parley.remote.NodeConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parley chat}: reads the command line and holds a {@link Conversation}. */
@Command(
        name = "chat",
        description =
                "Joins the chat. Says the lines of stdin and prints every line of the room, the own ones included."
                        + " /who lists the users, /where says which node hosts the room; /quit, end of input or Ctrl-C"
                        + " leaves.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit code: 0 when all own lines came back, 1 when not or when refused, 2 for a mistake."
                + "%n%nExamples:%n",
        footer = {
            "  parley chat --name ada --node 127.0.0.1:9001,127.0.0.1:9002,127.0.0.1:9003",
            "  parley chat --name bob --node 127.0.0.1:9003 < lines.txt",
            "  parley chat --name log --node 127.0.0.1:9003 --json | jq .text"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it
public final class ChatCommand implements Callable<Integer> {
    /** How long leaving takes at most. */
    public static final Duration LEAVE_LIMIT = Duration.ofMillis(2_500);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "Who you are.")
    private String name;

    @Option(
            names = "--node",
            required = true,
            paramLabel = "HOST:PORT",
            split = ",",
            converter = EndpointConverter.class,
            description = "Nodes to enter by, tried in turn; when one is lost, the next one.")
    private List<Endpoint> nodes;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to be without a usable room (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private LogOptions log;

    @Override
    public Integer call() throws InterruptedException {
        log.apply("error");
        check();
        ChatSettings settings = new ChatSettings(
                name,
                nodes,
                node -> cluster.applyTo(NodeConfig.guest(name, node.toString())),
                cluster.failureTimeout(),
                timeout);
        if (!json && LineEditor.isPossible()) {
            LineEditor editor = LineEditor.open(name);
            return run(new Conversation(settings, editor), editor);
        }
        Screen screen = new LinesOut(System.out, System.err, json ? JsonText::of : PlainText::of);
        return run(new Conversation(settings, screen), Typing.lines(System.in));
    }

    private void check() {
        for (Endpoint node : nodes) {
            if (node.port() == 0) {
                throw new ParameterException(spec.commandLine(), "--node " + node + ": nobody is at port 0");
            }
        }
        cluster.check();
    }

    private static int run(Conversation conversation, Typing typing) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> Runtime.getRuntime().halt(conversation.leaveWithin(LEAVE_LIMIT)), "leave"));
        return conversation.run(typing);
    }
}
