package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.spi.Asker;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One actor from outside: where messages and commands enter, and the batch in which they are handled. How it lives and
 * dies is {@link Life}, how one message is handled {@link Turn}.
 *
 * <p>A cell is idle, scheduled, running or dormant. Idle and scheduled are the mailbox's word. A dormant cell waits
 * for a command (its children's end, the end of a pause) while messages may queue; only a command wakes it.
 *
 * <p>Threading: {@link #accept} and {@link #command} from any thread. A batch runs on one dispatcher thread at a time;
 * what one batch wrote the next one sees.
 *
 * <p>Limits: messages by the mailbox bound; a batch by {@code Dispatcher.batchMessages}.
 */
final class Cell implements Runnable, Parent, Asker {
    private static final ThreadLocal<@Nullable Cell> RUNNING = new ThreadLocal<>();
    private static final VarHandle DORMANT;

    static {
        try {
            DORMANT = MethodHandles.lookup().findVarHandle(Cell.class, "dormant", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LocalSystem system;
    private final Parent parent;
    private final String name;
    private final long incarnation;
    private final int bound;
    private final Mailbox mailbox = new Mailbox();
    private final CommandLane commands = new CommandLane();
    private final LocalRef<Object> ref = new LocalRef<>(this);
    private final Life life;

    private volatile boolean dormant;
    private volatile @Nullable ReplySlot waitsFor;

    Cell(LocalSystem system, Parent parent, Birth birth) {
        this.system = system;
        this.parent = parent;
        this.name = birth.name();
        this.incarnation = birth.incarnation();
        this.bound = birth.mailboxBound();
        this.life = new Life(this, birth.factory(), birth.strategy());
    }

    /** The cell whose batch runs on this thread. */
    static @Nullable Cell running() {
        return RUNNING.get();
    }

    /** Takes a message in, or says why not. */
    @Nullable
    DropReason accept(Envelope envelope) {
        return envelope.slot == null ? enter(envelope) : enter(envelope, envelope.slot);
    }

    private @Nullable DropReason enter(Envelope envelope, ReplySlot slot) {
        slot.heldBy(this);
        @Nullable DropReason refusal = enter(envelope);
        if (refusal == null && waitsFor != null) {
            WaitForGraph.breakCycle(slot);
        }
        return refusal;
    }

    private @Nullable DropReason enter(Envelope envelope) {
        return switch (mailbox.push(envelope, bound)) {
            case QUEUED -> null;
            case SCHEDULE -> {
                schedule();
                yield null;
            }
            case FULL -> DropReason.MAILBOX_FULL;
            case CLOSED -> DropReason.NO_SUCH_ACTOR;
        };
    }

    /** Takes news in: never refused for fullness, since each piece was reserved. An actor that ended needs none. */
    void tell(News news) {
        switch (mailbox.push(new Envelope(news, null), Integer.MAX_VALUE)) {
            case SCHEDULE -> schedule();
            case QUEUED -> {}
            case FULL, CLOSED -> news.discard();
        }
    }

    /** Takes a command in. */
    void command(Command command) {
        if (!commands.push(command)) {
            life.tooLate(command);
        } else if (wakeFromDormancy() || mailbox.wake()) {
            schedule();
        }
    }

    private void schedule() {
        system.environment().dispatcher().execute(this);
    }

    @Override
    public void run() {
        RUNNING.set(this);
        try {
            if (batch()) {
                schedule();
            }
        } finally {
            RUNNING.remove();
        }
    }

    /** Serves commands and messages until there are none or the batch is full; true when it wants another batch. */
    private boolean batch() {
        int left = system.environment().dispatcher().batchMessages();
        while (left > 0) {
            mailbox.look(); // before the commands: see there
            if (!serveCommands()) {
                return false;
            }
            Envelope next = life.takesMessages() ? mailbox.poll() : null;
            if (next != null) {
                life.turn(next);
                left--;
            } else if (life.takesMessages() ? fallIdle() : fallDormant()) {
                return false;
            }
        }
        return true;
    }

    /** False when the actor has ended. */
    private boolean serveCommands() {
        while (!life.isOver()) {
            Command command = commands.poll();
            if (command == null) {
                return true;
            }
            life.serve(command);
        }
        return false;
    }

    private boolean fallIdle() {
        return mailbox.tryIdle() && (commands.isEmpty() || !mailbox.wake());
    }

    private boolean fallDormant() {
        dormant = true;
        return commands.isEmpty() || !wakeFromDormancy();
    }

    private boolean wakeFromDormancy() {
        return dormant && DORMANT.compareAndSet(this, true, false);
    }

    @Override
    public void childEnded(MessageRef<?> child, @Nullable Throwable escalated) {
        command(new Command.ChildEnded(child, escalated));
    }

    @Override
    public String path() {
        return parent.path() + "/" + name;
    }

    @Override
    public int depth() {
        return parent.depth() + 1;
    }

    /** Whether it has ended, so that its name is free. */
    boolean hasEnded() {
        return mailbox.isClosed();
    }

    @Override
    public void waitFor(@Nullable ReplySlot slot) {
        waitsFor = slot;
    }

    @Override
    public @Nullable ReplySlot waitsFor() {
        return waitsFor;
    }

    @Override
    public ActorAddress address() {
        return new ActorAddress(system.bridge().self(), system.bridge().pathPrefix() + path(), incarnation);
    }

    LocalSystem system() {
        return system;
    }

    Parent parent() {
        return parent;
    }

    String name() {
        return name;
    }

    long incarnation() {
        return incarnation;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    CommandLane commands() {
        return commands;
    }

    Life life() {
        return life;
    }

    LocalRef<Object> ref() {
        return ref;
    }

    ActorSnapshot snapshot() {
        return new ActorSnapshot(address(), mailbox.queued(), mailbox.aside(), life.handled(), life.restarts());
    }
}
