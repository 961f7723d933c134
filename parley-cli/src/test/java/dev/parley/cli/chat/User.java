package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.simulate.chat.Participant;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A user of the chat whose screen is remembered, with the time at which each life of the room was first seen. */
final class User {
    final String name;
    final ChatClient client;
    final List<ChatEvent> events;
    private final Simulation simulation;
    private final Participant participant;
    private final Map<Long, Duration> beginOfLife = new TreeMap<>();

    User(Simulation simulation, String name, String token, String[] members) {
        this.simulation = simulation;
        this.name = name;
        List<String> addresses = Stream.of(members).map(ChatWorld::at).toList();
        this.participant = new Participant(
                simulation, new Participant.Identity(name, token, ChatWorld.TIMEOUT), addresses, this::remember);
        this.client = participant.client();
        this.events = participant.events();
    }

    private void remember(ChatEvent event) {
        if (event instanceof ChatEvent.Said line) {
            beginOfLife.putIfAbsent(line.life(), simulation.now());
        }
    }

    void reconnectIfLost() {
        participant.reconnectIfLost();
    }

    void leave() {
        participant.leave();
    }

    /** Says the next line of its own and returns it. */
    String say() {
        return participant.say();
    }

    List<ChatEvent.Said> said() {
        return only(ChatEvent.Said.class);
    }

    /** When the first line was seen of each life. */
    Map<Long, Duration> beginOfLife() {
        return beginOfLife;
    }

    List<String> texts() {
        return participant.texts();
    }

    <E extends ChatEvent> List<E> only(Class<E> type) {
        return participant.only(type);
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
