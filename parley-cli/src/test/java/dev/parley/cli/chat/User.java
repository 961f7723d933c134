package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.remote.NodeException;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A user as the command of the client will serve one: a guest of one member after the other. */
final class User {
    final String name;
    final ChatClient client;
    final List<ChatEvent> events = new ArrayList<>();
    private final Simulation simulation;
    private final String[] members;
    private final String host;
    private @Nullable Node guest;
    private int next;
    private boolean isLost = true;
    private int lines;
    private final Map<Long, Duration> beginOfLife = new TreeMap<>();

    User(Simulation simulation, String name, String token, String[] members) {
        this.simulation = simulation;
        this.name = name;
        this.members = members;
        this.host = "host-of-" + token;
        this.client = new ChatClient(name, token, ChatWorld.TIMEOUT, this::hear);
        reconnectIfLost();
    }

    private void hear(ChatEvent event) {
        events.add(event);
        if (event instanceof ChatEvent.Said line) {
            beginOfLife.putIfAbsent(line.life(), simulation.now());
        }
        isLost |= event instanceof ChatEvent.Disconnected;
    }

    void reconnectIfLost() {
        if (!isLost) {
            return;
        }
        leave();
        String member = members[next++ % members.length];
        try {
            Node started = Node.start(NodeConfig.guest(name, ChatWorld.at(member)), simulation.node(host));
            guest = started;
            isLost = false;
            client.connect(started.system(), started.id());
        } catch (NodeException notLetIn) {
            isLost = true;
        }
    }

    void leave() {
        Node present = guest;
        if (present != null) {
            guest = null;
            present.close();
        }
    }

    /** Says the next line of its own and returns it. */
    String say() {
        String text = name + "-" + ++lines;
        assertThat(client.say(text)).isTrue();
        return text;
    }

    List<ChatEvent.Said> said() {
        return only(ChatEvent.Said.class);
    }

    /** When the first line was seen of each life. */
    Map<Long, Duration> beginOfLife() {
        return beginOfLife;
    }

    List<String> texts() {
        return said().stream().map(ChatEvent.Said::text).toList();
    }

    <E extends ChatEvent> List<E> only(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The place grows within a life, the life never falls, and each line stands behind the news of its room. */
    void checkOrder() {
        ChatEvent.Room room = new ChatEvent.Room(RoomState.MOVING, "", 0);
        long seq = 0;
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Room now -> {
                    assertThat(now.life())
                            .as(name + ": " + now + " after " + room)
                            .isGreaterThanOrEqualTo(room.life());
                    seq = now.life() > room.life() ? 0 : seq;
                    room = now;
                }
                case ChatEvent.Said line -> {
                    assertThat(room)
                            .as(name + ": before " + line)
                            .isEqualTo(new ChatEvent.Room(RoomState.ON, line.room(), line.life()));
                    assertThat(line.seq()).as(name + ": " + line).isGreaterThan(seq);
                    seq = line.seq();
                }
                case ChatEvent.Joined _, ChatEvent.Left _, ChatEvent.WhoAnswer _, ChatEvent.WhereAnswer _ -> {}
                case ChatEvent.Refused _, ChatEvent.Disconnected _ -> {}
            }
        }
    }
}
