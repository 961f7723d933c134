package dev.parley;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an actor can do during its turn.
 *
 * <p>Threading: only inside {@code onMessage}, {@code onStart} and {@code onStop}, on the thread that runs the turn;
 * any other call fails with IllegalStateException and the remedy. Keep {@link #self} to speak to the actor from
 * elsewhere.
 *
 * <p>Limits: open watches, requests and pipes, timers: 10,000 each per actor; adapters 64; the next one fails at the
 * call with IllegalStateException.
 *
 * @param <M> the actor's protocol
 */
public interface ActorContext<M> {
    /** This actor. */
    ActorRef<M> self();

    /** The node this actor lives on. */
    NodeId node();

    /** The nodes that are reachable now, this one first, the others in order of their address. */
    List<NodeId> nodes();

    /**
     * A ref that turns messages of another protocol into this actor's own; {@code wrap} runs in this actor's turn. One
     * per protocol class: calling again replaces the function. Stays over a restart.
     */
    <X> ActorRef<X> adapter(Class<X> protocol, Function<? super X, ? extends M> wrap);

    /**
     * Spawns a child. Children stop before their parent does, and when it restarts.
     *
     * @throws IllegalArgumentException when the name is illegal, a child of that name lives, or the tree gets deeper
     *     than 29 names
     */
    <C> ActorRef<C> spawn(String name, Supplier<? extends Actor<C>> factory, SpawnOption... options);

    /** Spawns a child with a name of the system's choice. */
    <C> ActorRef<C> spawn(Supplier<? extends Actor<C>> factory, SpawnOption... options);

    /**
     * Spawns a child on another node, or here. Returns at once: what is told to the ref waits until the other node has
     * answered, then leaves in order. If it cannot be spawned, watchers hear {@link Terminated.SpawnFailed}. The child
     * restarts over there by its strategy, and stops when this actor ends or its node is down for that node.
     */
    <C, A extends Record> ActorRef<C> spawnOn(NodeId node, Kind<C, A> kind, A arguments, RemoteSpawnOption... options);

    /** The living child of that name. */
    Optional<ActorRef<?>> child(String name);

    /** The living children, in the order of their spawn. */
    List<ActorRef<?>> children();

    /** Asks to hear of an actor's end, once. Watching the same actor again replaces the function. */
    void watch(ActorRef<?> other, Function<Terminated, ? extends M> wrap);

    /** Takes a watch back: its message is not handled after this returns. */
    void unwatch(ActorRef<?> other);

    /** Asks without blocking, 5 s at most; the result arrives as a message of this actor's own protocol. */
    <Q, R> void ask(ActorRef<Q> target, Request<? extends Q, R> request, Function<Result<R>, ? extends M> wrap);

    /** Asks without blocking, {@code limit} at most. */
    <Q, R> void ask(
            ActorRef<Q> target, Request<? extends Q, R> request, Duration limit, Function<Result<R>, ? extends M> wrap);

    /** Does slow work on another thread; the result arrives as a message. What it throws is {@link Failure.Crashed}. */
    <T> void pipe(Callable<T> slow, Function<Result<T>, ? extends M> wrap);

    /** Does slow work on another thread and answers the request with its value. */
    <R> void pipe(Request<?, R> request, Callable<? extends R> slow);

    /**
     * Answers the request being handled.
     *
     * @throws IllegalStateException when another message is being handled
     */
    <R> void reply(Request<?, R> request, R value);

    /** Refuses the request being handled; the asker gets {@link Failure.Rejected}. */
    void reject(Request<?, ?> request, String why);

    /**
     * Takes the right to answer the request being handled later. Until then this actor is the one that the asker waits
     * for: a blocking ask here that leads back to the asker ends as {@link Failure.Cycle}.
     */
    <R> ReplyTo<R> replyTo(Request<?, R> request);

    /** Hands a message on; an open request keeps its asker and its deadline. */
    <T> void forward(ActorRef<? super T> to, T message);

    /** Sends this actor a message after a delay. Cancelled by restart and stop. */
    Cancellable after(Duration delay, M message);

    /** Sends this actor a message again and again; one tick waits in the mailbox at most. */
    Cancellable every(Duration period, M message);

    /**
     * Sends {@code message} when nobody else sent anything for {@code idle}, again and again; ticks, results, ends of
     * watched actors, what this actor tells itself and what comes back from the stash do not count. Calling again
     * replaces it, zero ends it.
     */
    void receiveTimeout(Duration idle, M message);

    /** Changes who handles the next message, and nothing else. */
    void become(Behavior<M> next);

    /** Puts the message being handled aside, with its asker. */
    void stash();

    /** Puts all stashed messages back, in order, in front of everything else. */
    void unstashAll();

    /** Stops this actor when the present message is handled; what is left in the mailbox are dead letters. */
    void stop();

    /** Stops a child. */
    void stop(ActorRef<?> child);

    /** Stalls this actor alone, and keeps time with the system's clock. */
    void sleep(Duration duration) throws InterruptedException;

    /** A logger whose lines begin with this actor's address. */
    System.Logger log();
}
