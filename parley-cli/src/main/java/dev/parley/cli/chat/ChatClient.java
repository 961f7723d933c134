package dev.parley.cli.chat;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.Kind;
import dev.parley.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user's end of the chat, over as many members as it takes: it knows which of the user's lines have not come back
 * and which lines were shown, and gives both to the session on each member that it connects to.
 *
 * <p>Threading: any thread; events come one at a time and in order, on a thread of the system connected to: be short.
 * <p>Limits: {@value #MOST_UNCONFIRMED} lines of its own on their way, of {@value #MOST_CHARS} characters each. A
 * line that stands more than 500 lines back when a client changes its member is not brought to a new life of the room.
 */
public final class ChatClient {
    /** How many own lines may be on their way. */
    public static final int MOST_UNCONFIRMED = 1_000;
    /** The longest line. */
    public static final int MOST_CHARS = 8_192;

    private final String user;
    private final String token;
    private final Duration failureTimeout;
    private final Consumer<? super ChatEvent> screen;

    private final Memory memory = Memory.ofOneUser();
    private final TreeMap<Long, String> unconfirmed = new TreeMap<>();
    private ChatEvent.Room room = new ChatEvent.Room(RoomState.MOVING, "", 0);
    private long lastNumber;
    private long life;
    private long position;
    private int connections;
    private boolean isConnected;
    private boolean wasIn;
    private boolean wantsUsers;
    private @Nullable Runnable disconnect;
    private @Nullable ActorRef<ClientActor.Msg> actor;

    /**
     * A client that is not connected.
     *
     * @param token drawn at random, another for each client
     * @param failureTimeout how long a silent or blind member is borne
     */
    public ChatClient(String user, String token, Duration failureTimeout, Consumer<? super ChatEvent> screen) {
        this.user = user;
        this.token = token;
        this.failureTimeout = failureTimeout;
        this.screen = screen;
    }

    /** Goes on over this member; what came over an earlier one ends. The actors live in {@code system}. */
    public void connect(ActorSystem system, NodeId member) {
        connect(system, member, UserSession.kindOf(new RoomLocator(), failureTimeout));
    }

    /** The same where the member may be the node of {@code system} itself: then it has the kind from here. */
    synchronized void connect(ActorSystem system, NodeId member, Kind<UserSession.Msg, UserSession.Args> kind) {
        disconnect();
        int connection = ++connections; // one session each
        isConnected = true;
        Seat seat = new Seat(user, token, connection);
        ActorRef<ClientActor.Msg> started = system.spawn(
                "chat-" + user + "-" + connection,
                () -> new ClientActor(this, seat, new ClientActor.Target(member, kind), failureTimeout));
        actor = started;
        disconnect = () -> system.stop(started);
    }

    /** Leaves the member; the room hears that this user has left, unless another connection follows. */
    public synchronized void disconnect() {
        isConnected = false;
        if (disconnect != null) {
            disconnect.run();
            disconnect = null;
            actor = null;
        }
    }

    /**
     * Says a line.
     *
     * @return false if too many lines are on their way; then nothing was said
     * @throws IllegalArgumentException if it is longer than {@link #MOST_CHARS}
     */
    public synchronized boolean say(String text) {
        if (text.length() > MOST_CHARS) {
            throw new IllegalArgumentException(
                    "a line has at most " + MOST_CHARS + " characters, not " + text.length() + ": say it in parts");
        }
        if (unconfirmed.size() >= MOST_UNCONFIRMED) {
            return false;
        }
        unconfirmed.put(++lastNumber, text);
        nudge(new ClientActor.Say(lastNumber, text));
        return true;
    }

    /** Asks who is in the room; the answer is an event, as soon as there is a room. */
    public synchronized void who() {
        wantsUsers = true;
        nudge(new ClientActor.Ask());
    }

    /** Asks where the room is; the answer is an event, at once. */
    public synchronized void where() {
        screen.accept(new ChatEvent.WhereAnswer(room));
    }

    /** The own lines that have not come back, oldest first. */
    public synchronized List<String> unconfirmed() {
        return new ArrayList<>(unconfirmed.values());
    }

    /** Whether the user is in the room. */
    public synchronized boolean hasRoom() {
        return room.state() == RoomState.ON;
    }

    private void nudge(ClientActor.Msg message) {
        if (actor != null) {
            actor.tell(message);
        }
    }

    // ---- what the actor of a connection needs

    /** All that a session must know, to begin that round. */
    synchronized UserSession.Resume resume(int round) {
        return new UserSession.Resume(round, memory.last(token), wasIn, life, position, memory.tail());
    }

    /** The own lines that have not come back, by number. */
    synchronized SortedMap<Long, String> unconfirmedByNumber() {
        return new TreeMap<>(unconfirmed);
    }

    synchronized long confirmed() {
        return memory.last(token);
    }

    synchronized boolean wantsUsers() {
        return wantsUsers;
    }

    /** A session has told something over that connection. */
    synchronized void hear(int connection, ToClient.News news) {
        if (connection != connections || !isConnected) {
            return;
        }
        switch (news) {
            case ToClient.Show(long ofLife, Line line) -> show(ofLife, line);
            case ToClient.UserJoined(String who) -> screen.accept(new ChatEvent.Joined(who));
            case ToClient.UserLeft(String who) -> screen.accept(new ChatEvent.Left(who));
            case ToClient.RoomIs(RoomState state, String node, long ofLife) ->
                room(new ChatEvent.Room(state, node, ofLife));
            case ToClient.UsersAre(List<String> names) -> {
                if (wantsUsers) {
                    wantsUsers = false;
                    screen.accept(new ChatEvent.WhoAnswer(names));
                }
            }
            case ToClient.Refused(String why) -> {
                disconnect();
                screen.accept(new ChatEvent.Refused(why));
            }
            case ToClient.Unreachable() -> lost(connection, "this member does not reach the room");
        }
    }

    /** That connection is of no use any more. */
    synchronized void lost(int connection, String why) {
        if (connection == connections && isConnected) {
            disconnect();
            if (room.state() == RoomState.ON) {
                room(new ChatEvent.Room(RoomState.MOVING, room.node(), room.life()));
            }
            screen.accept(new ChatEvent.Disconnected(why));
        }
    }

    private void show(long ofLife, Line line) {
        life = ofLife;
        position = line.seq();
        if (memory.add(line)) {
            unconfirmed
                    .headMap(line.token().equals(token) ? line.number() : 0, true)
                    .clear();
            screen.accept(new ChatEvent.Said(line.seq(), line.user(), line.text(), room.node(), ofLife));
        }
    }

    private void room(ChatEvent.Room now) {
        boolean isOn = now.state() == RoomState.ON;
        wasIn |= isOn;
        ChatEvent.Room known = isOn ? now : new ChatEvent.Room(now.state(), room.node(), room.life());
        if (!known.equals(room)) {
            room = known;
            screen.accept(known);
        }
    }
}
