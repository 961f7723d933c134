package dev.parley.cli.simulate.chat;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Kind;
import dev.parley.cli.chat.ChatRoom;
import dev.parley.cli.chat.RoomLocator;
import dev.parley.cli.chat.UserSession;
import dev.parley.cli.simulate.diary.Circle;
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

/**
 * Members with a room among them, and users who talk all the time: every user sees every line exactly once, each life
 * of the room has one host, an old host does nothing any more, and when all is mended everybody is served. Each circle
 * of a large cluster has a room of its own.
 */
public final class ChatScenario {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration CONVERGENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("ada", "bob");
    private static final String USERS = "users";

    private final Simulation simulation;
    private final Cluster cluster;
    private final Circle circle;
    private final String roomName;
    private final String peers;
    private final Map<Long, String> nodeOfLife = new TreeMap<>();
    private final List<Participant> users = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private long newestLife;

    private ChatScenario(Simulation simulation, Cluster cluster, Circle circle) {
        this.simulation = simulation;
        this.cluster = cluster;
        this.circle = circle;
        this.roomName = named("chat-room", circle);
        this.peers =
                String.join(",", circle.hosts().stream().map(Cluster::address).toList());
    }

    /** Plays it once. */
    public static void play(Simulation simulation) {
        Cluster cluster = Cluster.forgettingOne(simulation, 3, 25, ChatScenario::homes);
        List<Circle> circles = cluster.circles();
        if (circles.size() == 1) { // a majority of many circles is none of each
            cluster.perhapsQuorum(homes(circles.getFirst()), _ -> List.of(Core.Ill.CUT_OFF));
        }
        play(
                cluster,
                circles.stream()
                        .map(circle -> new ChatScenario(simulation, cluster, circle))
                        .toList());
    }

    /** The hosts of a circle's users. */
    private static List<String> homes(Circle circle) {
        return NAMES.stream().map(name -> Participant.host(named(name, circle))).toList();
    }

    /** A name that only one circle has. */
    private static String named(String name, Circle circle) {
        return circle.number() == 0 ? name : name + "-" + circle.number();
    }

    private static void play(Cluster cluster, List<ChatScenario> rooms) {
        cluster.start((start, _, _) -> member(start, rooms));
        cluster.run(STEP);
        rooms.forEach(ChatScenario::joinAll);
        cluster.schedule();
        talk(cluster, rooms);
        cluster.settle();
        waitForAll(cluster, rooms);
        cluster.restAmidTraffic();
    }

    // ---- members

    private static Node member(Function<Kind<?, ?>[], Node> start, List<ChatScenario> rooms) {
        RoomLocator locator = new RoomLocator();
        Node node = start.apply(new Kind<?, ?>[] {UserSession.kind(locator, TIMEOUT)});
        rooms.stream()
                .filter(room -> room.circle.hosts().contains(node.id().host()))
                .forEach(room -> room.open(locator, node));
        return node;
    }

    private void open(RoomLocator locator, Node node) {
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
            diary.write(new Event.HostBegan(roomName, life));
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
            diary.write(new Event.HostEnded(roomName, life));
            room.onStop(ctx);
        }
    }

    // ---- users

    private void joinAll() {
        int count = Math.min(NAMES.size(), simulation.knob(USERS, NAMES.size()));
        for (int i = 0; i < count; i++) {
            join(NAMES.get(i), i);
        }
    }

    private void join(String name, int first) {
        Reader reader = new Reader(name, nodeOfLife);
        readers.add(reader);
        List<String> all = circle.hosts().stream().map(Cluster::address).toList();
        List<String> members = new ArrayList<>(all.subList(first % all.size(), all.size()));
        members.addAll(all.subList(0, first % all.size()));
        String token = named(name, circle);
        users.add(new Participant(simulation, new Participant.Identity(name, token, TIMEOUT), members, event -> {
            simulation.note(Participant.host(token), event);
            try {
                reader.read(event);
            } catch (Violation e) {
                cluster.complain(e);
            }
        }));
    }

    private static void talk(Cluster cluster, List<ChatScenario> rooms) {
        Duration end = cluster.now().plus(cluster.work());
        while (cluster.now().compareTo(end) < 0) {
            rooms.forEach(room -> room.users.forEach(user -> room.said.add(user.say())));
            pass(cluster, rooms);
        }
    }

    private static void pass(Cluster cluster, List<ChatScenario> rooms) {
        cluster.run(STEP);
        rooms.forEach(room -> room.users.forEach(Participant::reconnectIfLost));
    }

    /** Once all is mended, every line must come to everybody within a bound. */
    private static void waitForAll(Cluster cluster, List<ChatScenario> rooms) {
        Duration end = cluster.now().plus(CONVERGENCE);
        while (cluster.now().compareTo(end) < 0 && !rooms.stream().allMatch(ChatScenario::hasSeenAll)) {
            pass(cluster, rooms);
        }
        rooms.forEach(room -> room.readers.forEach(reader -> reader.end(room.said)));
    }

    private boolean hasSeenAll() {
        return readers.stream().allMatch(reader -> reader.seen() >= said.size());
    }
}
