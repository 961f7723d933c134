package dev.parley.cli.demo;

import dev.parley.cli.options.DurationConverter;
import dev.parley.cli.options.Exit;
import dev.parley.cli.options.LogOptions;
import dev.parley.cli.options.NameConverter;
import dev.parley.cli.terminal.ChatCommand;
import dev.parley.cli.terminal.ChatSettings;
import dev.parley.cli.terminal.Conversation;
import dev.parley.cli.terminal.LineEditor;
import dev.parley.remote.Endpoint;
import dev.parley.remote.NodeConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code parley demo}: starts a {@link Fleet}, then holds a conversation on this terminal, or lets a
 * {@link Crowd} chat.
 *
 * <p>Failure: whatever ends this process, its nodes end: they are stopped at the end and by the shutdown hook, and end
 * by themselves when their stdin does.
 */
@Command(
        name = "demo",
        description = "Starts three nodes, a bot that talks, and joins the chat with this terminal; or, with --users,"
                + " lets bots chat for a while and checks that every line arrived everywhere exactly once.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  parley demo", "  parley demo --name ada", "  parley demo --users 5 --for 30s"})
@SuppressWarnings("NullAway.Init") // picocli fills it
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_USERS = 50;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "you",
            converter = NameConverter.class,
            description = "Who you are in the chat (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(names = "--users", paramLabel = "N", description = "No terminal: let N bots chat, 1 to " + MOST_USERS + ".")
    private @Nullable Integer users;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long they chat (default: 30s).")
    private @Nullable Duration time;

    @Mixin
    private LogOptions log;

    private final PrintStream out = System.out;
    private final AtomicReference<Fleet> running = new AtomicReference<>();
    private final AtomicReference<Conversation> conversation = new AtomicReference<>();

    @Override
    public Integer call() throws InterruptedException, IOException {
        log.apply("off");
        check();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        long begin = System.nanoTime();
        try (Fleet fleet = Fleet.start()) {
            running.set(fleet);
            out.println("parley demo: starting three nodes");
            fleet.awaitReady();
            new Guide(out, fleet).greet(Duration.ofNanos(System.nanoTime() - begin), users == null);
            return users == null ? converse(fleet) : crowd(fleet, users);
        } catch (DemoException e) {
            spec.commandLine().getErr().println("parley: " + e.getMessage());
            return Exit.FELL_SHORT;
        }
    }

    private void check() {
        if (users != null && (users < 1 || users > MOST_USERS)) {
            throw new ParameterException(spec.commandLine(), "--users is " + users + ": choose 1 to " + MOST_USERS);
        }
        if (users == null && name.equals(Talker.NAME)) {
            throw new ParameterException(
                    spec.commandLine(), "the bot of the demo has the name " + name + ": choose another --name");
        }
        if (users == null && !LineEditor.isPossible()) {
            throw new ParameterException(
                    spec.commandLine(), "there is no terminal to chat on: add --users 5 --for 30s to let bots chat");
        }
        if (users == null && time != null) {
            throw new ParameterException(spec.commandLine(), "--for goes with --users");
        }
    }

    private int converse(Fleet fleet) throws InterruptedException {
        ChatSettings settings = new ChatSettings(
                name,
                fleet.addressesFrom(1).stream().map(Endpoint::parse).toList(),
                member -> NodeConfig.guest(name, member.toString()),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10));
        LineEditor editor = LineEditor.open(name);
        Conversation here = new Conversation(settings, editor);
        conversation.set(here);
        int code;
        try (Talker _ = new Talker(fleet.addressesFrom(2))) {
            code = here.run(editor);
        }
        out.println("stopping the nodes");
        return code;
    }

    private int crowd(Fleet fleet, int count) throws InterruptedException {
        Duration duration = time == null ? Duration.ofSeconds(30) : time;
        try (Crowd crowd = new Crowd(out)) {
            crowd.join(count, fleet);
            out.println(count + " users are in and chat for " + duration.toSeconds() + " s");
            crowd.chat(duration);
            Tally.Verdict verdict = crowd.settle();
            out.println(report(verdict));
            return verdict.isExactlyOnce() ? Exit.DONE : Exit.FELL_SHORT;
        }
    }

    private static String report(Tally.Verdict verdict) {
        String lines = verdict.lines() + " lines, " + verdict.users() + " users: ";
        return verdict.isExactlyOnce()
                ? lines + "every line arrived everywhere exactly once"
                : lines + verdict.missing() + " arrivals are missing, " + verdict.repeated() + " are repeated";
    }

    /** In the shutdown hook: the terminal is given back, and no node is left. */
    private void stop() {
        Conversation here = conversation.get();
        if (here != null) {
            here.leaveWithin(ChatCommand.LEAVE_LIMIT);
        }
        Fleet fleet = running.get();
        if (fleet != null) {
            fleet.close();
        }
    }
}
