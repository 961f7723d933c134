package dev.parley.cli.simulate.diary;

import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.DeadLetter;
import dev.parley.Failure;
import dev.parley.NodeId;
import dev.parley.Result;
import dev.parley.SystemEvent;
import dev.parley.Terminated;
import dev.parley.testkit.history.Event;
import dev.parley.testkit.history.History;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down what happens in one process, and names nodes and actors as the history does.
 *
 * <p>Threading: any thread.
 */
public final class Diary {
    /** What the path of a guest's actor begins with; its node is the guest's member. */
    static final String GUEST_PATH = "/guest/";

    /** What a guest is called, by its id, also by its member. */
    static final String GUEST = "guest-";

    private final History history;
    private final String name;
    private final Map<String, Long> instances = new ConcurrentHashMap<>();
    private final Map<Correspondents, Long> numbers = new ConcurrentHashMap<>();
    private final Names names;

    private record Correspondents(String from, String to) {}

    /** The diary of a process whose history is its own. */
    public Diary(History history, NodeId node) {
        this(history, name(node), new Names());
    }

    /** The diary of one of several processes that share a history and its {@code names}. */
    Diary(History history, String node, Names names) {
        this.history = history;
        this.name = node;
        this.names = names;
    }

    public void write(Event event) {
        history.add(name, event);
    }

    /** Counts the instances of an actor from 1. */
    public long nextInstance(String actor) {
        return instances.merge(actor, 1L, Long::sum);
    }

    /** Numbers the messages of a sender for a receiver, over all instances of the sender. */
    public long nextNumber(String from, String to) {
        return numbers.merge(new Correspondents(from, to), 1L, Long::sum);
    }

    /** The name of an actor that is named often. */
    public String known(ActorRef<?> ref) {
        return names.of(ref.address());
    }

    /** The same for a name that has come in a message. */
    public String known(String actor) {
        return names.of(actor);
    }

    /** The name of this process. */
    public String node() {
        return name;
    }

    /** The name of a process: its host and which of its lives; of a guest what it is for its member. */
    public static String name(NodeId id) {
        boolean isGuest = id.port() == 0 && id.host().startsWith(GUEST);
        return isGuest ? id.host() : id.host() + "." + Long.toUnsignedString(id.incarnation(), 36);
    }

    /** The name of an actor; that of its adapters is the same. */
    public static String name(ActorAddress address) {
        String path = address.path();
        int end = path.startsWith(GUEST_PATH) ? path.indexOf('/', GUEST_PATH.length()) : -1;
        String node = end < 0 ? name(address.node()) : GUEST + path.substring(GUEST_PATH.length(), end);
        return node + ownPath(path.substring(Math.max(0, end))) + "#" + Long.toUnsignedString(address.incarnation());
    }

    /** The name of the process that an actor lives in. */
    static String nodeOf(ActorRef<?> actor) {
        String whole = name(actor);
        return whole.substring(0, whole.indexOf('/'));
    }

    /** The last name of an adapter is that of its protocol; one of an actor without a name is a number. */
    private static String ownPath(String path) {
        int last = path.lastIndexOf("/~");
        boolean isAdapter = last >= 0 && Character.isLetter(path.charAt(last + 2)) && path.indexOf('/', last + 1) < 0;
        return isAdapter ? path.substring(0, last) : path;
    }

    public static String name(ActorRef<?> ref) {
        return name(ref.address());
    }

    /** Writes down each message of {@link Numbered} that nobody handled, each failure and each end of an actor. */
    public void follow(ActorSystem system) {
        system.events(event -> {
            switch (event) {
                case SystemEvent.Dropped(DeadLetter letter) -> dropped(letter);
                case SystemEvent.Ended(ActorAddress actor, Terminated.Reason reason) ->
                    write(new Event.Ended(name(actor), end(reason)));
                case SystemEvent.Failed(ActorAddress actor, Throwable _) -> write(new Event.Failed(name(actor)));
                case SystemEvent.Restarted _ -> {}
            }
        });
    }

    private void dropped(DeadLetter letter) {
        if (!(letter.message() instanceof Numbered message)) {
            return;
        }
        boolean isFromHere = message.from().startsWith(name + "/");
        boolean wasAccepted = switch (letter.reason()) {
            case STOPPING, RESTARTED, HANDLER_FAILED, EXPIRED, STASH_FULL -> true;
            default -> false;
        };
        write(
                isFromHere && !wasAccepted
                        ? new Event.Refused(message.from(), message.to(), message.number(), letter.reason())
                        : new Event.Dropped(message.from(), message.to(), message.number(), letter.reason()));
    }

    public static Event.End end(Terminated.Reason reason) {
        return switch (reason) {
            case Terminated.Stopped _ -> Event.End.STOPPED;
            case Terminated.Crashed _ -> Event.End.CRASHED;
            case Terminated.NodeDown _ -> Event.End.NODE_DOWN;
            case Terminated.SpawnFailed _ -> Event.End.SPAWN_FAILED;
        };
    }

    public static Event.Outcome outcome(Result<?> result) {
        return switch (result) {
            case Result.Ok<?> _ -> Event.Outcome.VALUE;
            case Result.Err<?>(Failure failure) ->
                switch (failure) {
                    case Failure.Timeout _ -> Event.Outcome.TIMEOUT;
                    case Failure.TargetDown _ -> Event.Outcome.TARGET_DOWN;
                    case Failure.Refused _ -> Event.Outcome.REFUSED;
                    case Failure.Rejected _ -> Event.Outcome.REJECTED;
                    case Failure.Unanswered _ -> Event.Outcome.UNANSWERED;
                    case Failure.Crashed _ -> Event.Outcome.CRASHED;
                    case Failure.Cycle _ -> Event.Outcome.CYCLE;
                };
        };
    }

    /** A message whose way is written down. */
    public interface Numbered {
        /** Who sent it. */
        String from();

        /** For whom it is. */
        String to();

        /** Which, for this pair. */
        long number();
    }
}
