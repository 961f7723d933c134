package dev.parley.kernel;

import dev.parley.Actor;
import dev.parley.ActorAddress;
import dev.parley.ActorRef;
import dev.parley.Cancellable;
import dev.parley.DropReason;
import dev.parley.SpawnOption;
import dev.parley.SupervisorStrategy;
import dev.parley.SystemConfig;
import dev.parley.SystemEvent;
import dev.parley.SystemSnapshot;
import dev.parley.Terminated;
import dev.parley.spi.ActorNames;
import dev.parley.spi.Asker;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Environment;
import dev.parley.spi.MessageRef;
import dev.parley.spi.RemoteBridge;
import dev.parley.spi.RemoteChild;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A system: the guardians, and what all cells share.
 *
 * <p>Threading: any thread.
 */
public final class LocalSystem implements SystemAccess {
    /** Leaves room in an address for an adapter's name, and for the prefix of a guest. */
    private static final int MAX_DEPTH = ActorAddress.MAX_DEPTH - 3;

    private final SystemConfig config;
    private final Environment environment;
    private final RemoteBridge bridge;
    private final Ledger ledger;
    private final Census census;
    private final Closing closing = new Closing(this);
    private final Guardian user;
    private final Guardian spawned;
    private final Dispatcher dispatcher; // kept, because each message asks for it
    private final long nameSeed;
    final Orphans orphans = new Orphans();
    private final AtomicLong incarnations = new AtomicLong();

    private LocalSystem(SystemConfig config, Environment environment, Function<SystemAccess, RemoteBridge> bridge) {
        this.config = config;
        this.environment = environment;
        this.census = new Census(this);
        this.dispatcher = environment.dispatcher();
        this.nameSeed = environment.entropy().stream("names").nextLong();
        this.user = new Guardian("/user", 1, new Children(nameSeed), closing::childEnded);
        this.spawned = new Guardian("/spawned", 2, new Children(nameSeed), closing::childEnded);
        this.ledger = new Ledger(environment.clock());
        this.bridge = bridge.apply(this);
    }

    /** A system without a network. It closes the environment with itself. */
    public static LocalSystem start(SystemConfig config, Environment environment) {
        return start(config, environment, _ -> RemoteBridge.none(config.name()));
    }

    /** A system with a bridge to other nodes; the bridge must not use the system before this returns. */
    public static LocalSystem start(
            SystemConfig config, Environment environment, Function<SystemAccess, RemoteBridge> bridge) {
        return new LocalSystem(config, environment, bridge);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public Environment environment() {
        return environment;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Of the hashes of names; unknown outside of this system. */
    long nameSeed() {
        return nameSeed;
    }

    SystemConfig config() {
        return config;
    }

    RemoteBridge bridge() {
        return bridge;
    }

    Guardian user() {
        return user;
    }

    Guardian spawned() {
        return spawned;
    }

    Census census() {
        return census;
    }

    // ---- birth and death

    @Override
    public <C> ActorRef<C> spawn(String name, Supplier<? extends Actor<C>> factory, SpawnOption... options) {
        return enter(user, Birth.of(this, ActorNames.checked(name), factory, options));
    }

    @Override
    public <C> ActorRef<C> spawn(Supplier<? extends Actor<C>> factory, SpawnOption... options) {
        return enter(user, Birth.unnamed(this, factory, options));
    }

    @Override
    public MessageRef<?> spawn(RemoteChild<?> child) {
        SupervisorStrategy strategy = child.strategy();
        if (strategy.directive() == SupervisorStrategy.Directive.ESCALATE) {
            strategy = SupervisorStrategy.stop();
        }
        return enter(
                spawned,
                new Birth(
                        child.path(), child.incarnation(), child.factory(), strategy, config.mailboxMessages(), null));
    }

    private <C> MessageRef<C> enter(Guardian guardian, Birth birth) {
        closing.checkOpen();
        Cell cell = Cell.of(this, guardian, birth);
        guardian.children().add(cell);
        if (!closing.isOpen()) { // it began meanwhile, and may have walked past this child
            cell.endUnborn();
            closing.checkOpen();
        }
        return start(cell);
    }

    /** Enters a child of an actor. */
    <C> MessageRef<C> enter(Children children, Cell cell) {
        if (cell.depth() > MAX_DEPTH) {
            throw new IllegalArgumentException(cell.path() + " would be deeper than " + MAX_DEPTH
                    + " names, which is the limit: spawn a flatter tree");
        }
        children.add(cell);
        return start(cell);
    }

    @SuppressWarnings("unchecked") // the factory was given with the ref's own protocol
    private static <C> MessageRef<C> start(Cell cell) {
        cell.start();
        return (MessageRef<C>) (MessageRef<?>) cell;
    }

    void ended(Cell cell, Terminated.Reason reason) {
        census.ended(cell);
        if (ledger.hasListeners()) {
            ledger.publish(new SystemEvent.Ended(cell.address(), reason));
        }
    }

    void restarted(Cell cell, long restarts) {
        if (ledger.hasListeners()) {
            ledger.publish(new SystemEvent.Restarted(cell.address(), restarts));
        }
    }

    void failed(Cell cell, Throwable cause) {
        ledger.failed(cell, cause);
    }

    @Override
    public long nextIncarnation() {
        return incarnations.incrementAndGet();
    }

    @Override
    public void stop(ActorRef<?> ref) {
        local(ref).stop();
    }

    @Override
    public void stopWhenDrained(ActorRef<?> ref) {
        Cell cell = local(ref);
        cell.inform(() -> {
            cell.stop();
            return null;
        });
    }

    private static Cell local(ActorRef<?> ref) {
        if (ref instanceof LocalRef<?> local) {
            return local.cell();
        }
        throw new IllegalArgumentException(ref
                + " is no actor of this system: only its own parent or itself can stop it; tell it to stop instead");
    }

    // ---- look-up

    @Override
    public Optional<MessageRef<?>> resolve(String path, long incarnation) {
        @Nullable MessageRef<?> found = PathWalk.find(this, path);
        if (found == null || (incarnation != 0 && found.incarnation() != incarnation)) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    @Override
    public @Nullable MessageRef<?> currentActor() {
        return Cell.running();
    }

    @Override
    public @Nullable Asker currentAsker() {
        return Cell.running();
    }

    @Override
    public long currentDeadlineNanos() {
        Turn turn = Turn.ofThisThread();
        Cell running = turn.cell();
        return running == null || running.system() != this ? ReplySlot.NO_DEADLINE : turn.deadlineNanos();
    }

    // ---- news about the system

    @Override
    public Cancellable watch(ActorRef<?> ref, Consumer<Terminated> onEnd) {
        MessageRef<?> target = (MessageRef<?>) ref;
        OutsideWatcher watcher = new OutsideWatcher(currentAddress(), onEnd);
        target.watch(watcher);
        return () -> {
            watcher.cancel();
            target.unwatch(watcher);
        };
    }

    private ActorAddress currentAddress() {
        return new ActorAddress(bridge.self(), bridge.pathPrefix() + "/system/watch", nextIncarnation());
    }

    @Override
    public Cancellable events(Consumer<SystemEvent> listener) {
        return ledger.listen(listener);
    }

    @Override
    public SystemSnapshot snapshot() {
        return census.snapshot(config.name(), ledger);
    }

    @Override
    public void refused(Object message, ActorAddress target, DropReason reason) {
        ledger.refused(message, () -> target, reason);
    }

    @Override
    public void refused(Object message, MessageRef<?> target, DropReason reason) {
        ledger.refused(message, target::address, reason);
    }

    @Override
    public void countRefused(DropReason reason) {
        ledger.countRefused(reason);
    }

    @Override
    public void dropped(Object message, ActorAddress target, DropReason reason) {
        ledger.dropped(message, () -> target, reason);
    }

    void dropped(Envelope envelope, Cell target, DropReason reason) {
        ledger.dropped(envelope.original(), target::address, reason);
        if (envelope.countsAsNews()) {
            ledger.countNewsDropped(reason);
        }
    }

    // ---- end

    @Override
    public void close() {
        closing.close();
    }
}
