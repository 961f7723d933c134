package dev.parley.cli.simulate.chat;

import dev.parley.cli.chat.ChatClient;
import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.Visit;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.NodeException;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user as {@code parley chat} serves one: a guest of one member after the other, on a machine of its own.
 *
 * <p>Threading: the simulation's.
 */
public final class Participant {
    private final Simulation simulation;
    private final String name;
    private final List<String> members;
    private final String host;
    private final ChatClient client;
    private final List<ChatEvent> events = new ArrayList<>();
    private final Consumer<ChatEvent> listener;
    private @Nullable Node guest;
    private int next;
    private boolean isLost = true;
    private int lines;

    /**
     * Who takes part.
     *
     * @param name the user's name
     * @param token tells this client from others
     * @param timeout how long a silent member is borne
     */
    public record Identity(String name, String token, Duration timeout) {}

    /** Connects at once, to these members in turn; {@code listener} hears each event, as a screen shows it. */
    public Participant(Simulation simulation, Identity who, List<String> members, Consumer<ChatEvent> listener) {
        this.simulation = simulation;
        this.name = who.name();
        this.members = List.copyOf(members);
        this.host = host(who.token());
        this.listener = listener;
        this.client = new ChatClient(name, who.token(), who.timeout(), this::hear);
        reconnectIfLost();
    }

    /** The machine of a client. */
    public static String host(String token) {
        return "host-of-" + token;
    }

    private void hear(ChatEvent event) {
        events.add(event);
        isLost |= event instanceof ChatEvent.Disconnected;
        listener.accept(event);
    }

    /** Goes to the next member if the present one is lost. */
    public void reconnectIfLost() {
        if (!isLost) {
            return;
        }
        leave();
        String member = members.get(next++ % members.size());
        try {
            Node started = Node.start(Visit.of(NodeConfig.guest(name, member)), simulation.node(host));
            guest = started;
            isLost = false;
            client.connect(started.system(), started.id());
        } catch (NodeException notLetIn) {
            isLost = true;
        }
    }

    /** Leaves its member. */
    public void leave() {
        Node present = guest;
        if (present != null) {
            guest = null;
            present.close();
        }
    }

    /**
     * Says the next line of its own.
     *
     * @throws IllegalStateException when too many lines are on their way
     */
    public String say() {
        String text = name + "-" + ++lines;
        if (!client.say(text)) {
            throw new IllegalStateException(name + " cannot say " + text + ": too many lines are on their way");
        }
        return text;
    }

    /** The user's name. */
    public String name() {
        return name;
    }

    /** The user's end of the chat. */
    public ChatClient client() {
        return client;
    }

    /** All that was shown, in order. */
    public List<ChatEvent> events() {
        return events;
    }

    /** Those of one type. */
    public <E extends ChatEvent> List<E> only(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The texts of all lines, in order. */
    public List<String> texts() {
        return only(ChatEvent.Said.class).stream().map(ChatEvent.Said::text).toList();
    }
}
