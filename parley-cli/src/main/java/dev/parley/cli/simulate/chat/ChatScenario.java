package dev.parley.cli.simulate.chat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Kind;
import dev.parley.cli.chat.ChatRoom;
import dev.parley.cli.chat.RoomLocator;
import dev.parley.cli.chat.UserSession;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.cli.simulate.diary.Core;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.cluster.Hosting;
import dev.parley.cluster.Peers;
import dev.parley.remote.Node;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.Violation;
import dev.parley.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Members with a room among them, and users who talk all the time: every user sees every line exactly once, each life
 * of the room has one host, an old host does nothing any more, and when all is mended everybody is served.
 */
public final class ChatScenario {
    private static final String ROOM = "chat-room";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration CONVERGENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("ada", "bob");

    private final Simulation simulation;
    private final Cluster cluster;
    private final String peers;
    private final Map<Long, String> nodeOfLife = new TreeMap<>();
    private final List<Participant> users = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private long newestLife;

    private ChatScenario(Simulation simulation) {
        this.simulation = simulation;
        List<String> homes = NAMES.stream().map(Participant::host).toList();
        this.cluster = Cluster.forgettingOne(simulation, 3, 25, homes);
        cluster.perhapsQuorum(homes, _ -> List.of(Core.Ill.CUT_OFF));
        this.peers =
                String.join(",", cluster.hosts().stream().map(Cluster::address).toList());
    }

    /** Plays it once. */
    public static void play(Simulation simulation) {
        new ChatScenario(simulation).play();
    }

    private void play() {
        cluster.start(this::member);
        cluster.run(STEP);
        for (int i = 0; i < NAMES.size(); i++) {
            join(NAMES.get(i), i);
        }
        cluster.schedule();
        talk(cluster.work());
        cluster.settle();
        waitForAll();
        cluster.restAmidTraffic();
    }

    // ---- members

    private Node member(Function<Kind<?, ?>[], Node> start, RandomGenerator random, List<String> others) {
        RoomLocator locator = new RoomLocator();
        Node node = start.apply(new Kind<?, ?>[] {UserSession.kind(locator, TIMEOUT)});
        Diary diary = cluster.diary(node);
        Hosting<ChatRoom.Cmd> room = ChatRoom.hosting(TIMEOUT);
        Hosting<ChatRoom.Cmd> noted = new Hosting<>(
                room.name(),
                room.protocol(),
                life -> {
                    Supplier<? extends Actor<ChatRoom.Cmd>> made = room.life().apply(life);
                    return () -> new NotedRoom(made.get(), life, diary);
                },
                room.failureTimeout());
        locator.open(node, Peers.parse(peers, node.id()), noted);
        return node;
    }

    /** The room, with its lives written down. */
    private final class NotedRoom implements Actor<ChatRoom.Cmd> {
        private final Actor<ChatRoom.Cmd> room;
        private final long life;
        private final Diary diary;

        NotedRoom(Actor<ChatRoom.Cmd> room, long life, Diary diary) {
            this.room = room;
            this.life = life;
            this.diary = diary;
        }

        @Override
        public void onStart(ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            diary.write(new Event.HostBegan(ROOM, life));
            newestLife = Math.max(newestLife, life);
            room.onStart(ctx);
        }

        @Override
        public void onMessage(ChatRoom.Cmd message, ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            if (life < newestLife) {
                cluster.complain(new Violation(
                        "old-host-acts",
                        "the room of life " + life + " on " + diary.node() + " handles a message while life "
                                + newestLife + " has begun"));
            }
            room.onMessage(message, ctx);
        }

        @Override
        public void onStop(ActorContext<ChatRoom.Cmd> ctx) throws Exception {
            diary.write(new Event.HostEnded(ROOM, life));
            room.onStop(ctx);
        }
    }

    // ---- users

    private void join(String name, int first) {
        Reader reader = new Reader(name, nodeOfLife);
        readers.add(reader);
        List<String> all = cluster.hosts().stream().map(Cluster::address).toList();
        List<String> members = new ArrayList<>(all.subList(first % all.size(), all.size()));
        members.addAll(all.subList(0, first % all.size()));
        users.add(new Participant(simulation, new Participant.Identity(name, name, TIMEOUT), members, event -> {
            simulation.note(Participant.host(name), event);
            try {
                reader.read(event);
            } catch (Violation e) {
                cluster.complain(e);
            }
        }));
    }

    private void talk(Duration time) {
        Duration end = simulation.now().plus(time);
        while (simulation.now().compareTo(end) < 0) {
            users.forEach(user -> said.add(user.say()));
            pass();
        }
    }

    private void pass() {
        cluster.run(STEP);
        users.forEach(Participant::reconnectIfLost);
    }

    /** Once all is mended, every line must come to everybody within a bound. */
    private void waitForAll() {
        Duration end = simulation.now().plus(CONVERGENCE);
        while (simulation.now().compareTo(end) < 0
                && readers.stream().anyMatch(reader -> reader.seen() < said.size())) {
            pass();
        }
        readers.forEach(reader -> reader.end(said));
    }
}
