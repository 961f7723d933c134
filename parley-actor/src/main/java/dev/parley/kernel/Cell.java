package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.ActorSnapshot;
import dev.parley.DropReason;
import dev.parley.spi.Asker;
import dev.parley.spi.MessageRef;
import dev.parley.spi.NodeClock;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.WaitForGraph;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
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
 * <p>Limits: messages by the mailbox bound; a batch by {@link Batch}.
 */
sealed class Cell extends LocalRef<Object> implements Runnable, Parent, Asker permits CellApart {
    private static final CommandLane CLOSED = CommandLane.closed();

    /** While a chain is handled its envelopes leave room for others so many times in a full mailbox. */
    private static final int ROOM_STEPS = 64;

    private static final VarHandle DORMANT;
    private static final VarHandle COMMANDS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DORMANT = lookup.findVarHandle(Cell.class, "dormant", boolean.class);
            COMMANDS = lookup.findVarHandle(Cell.class, "commands", CommandLane.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LocalSystem system;
    private final Parent parent;
    private final @Nullable String name; // null for one that the system names
    private final long incarnation;
    private final int bound;
    private final Mailbox mailbox = Mailbox.scheduled();
    private final Life life;

    private volatile @Nullable CommandLane commands; // made by the first command: most actors never get one
    private volatile boolean dormant;
    private volatile boolean started;
    private volatile @Nullable ReplySlot waitsFor;
    private @Nullable Backlog backlog; // of those alone who hear from other nodes
    private boolean awaitsSilence; // its own thread's: to look at the turn at each message would cost others a miss

    /** The turn of the thread that ran the last batch; it knows whether that is still so. */
    private Turn turn = Turn.NONE;

    /** Counts as scheduled until {@link #start}. */
    Cell(LocalSystem system, Parent parent, Birth birth) {
        this.system = system;
        this.parent = parent;
        this.name = birth.name();
        this.incarnation = birth.incarnation();
        this.bound = birth.mailboxBound();
        this.life = new Life(this, birth.factory(), birth.strategy());
    }

    /** Makes the cell that a birth wants. */
    static Cell of(LocalSystem system, Parent parent, Birth birth) {
        Birth.Where where = birth.where();
        return where == null ? new Cell(system, parent, birth) : new CellApart(system, parent, birth, where);
    }

    /** The cell whose batch runs on this thread. */
    static @Nullable Cell running() {
        return Turn.ofThisThread().cell();
    }

    /** Runs the first batch, which begins with the first instance. To be called once. */
    void start() {
        enter(null, 0, /* isDue= */ true);
    }

    /** Instead of {@link #start}: what was told to it meanwhile waits for it in vain. */
    void endUnborn() {
        life.serve(new Command.Stop());
    }

    /** From now on it makes a difference who says something, or no more. By the thread that runs it. */
    void awaitsSilence(boolean wanted) {
        awaitsSilence = wanted;
    }

    /** Whether what is said to it now is its own word, and that makes a difference. Any thread. */
    boolean speaksToItself() {
        return awaitsSilence && turn.isOf(this);
    }

    /** Takes an envelope in whose sender waits at that slot, or says why not. */
    @Nullable
    DropReason accept(Envelope envelope, @Nullable ReplySlot slot) {
        if (slot == null) {
            return accept(envelope);
        }
        slot.heldBy(this);
        @Nullable DropReason refusal = accept(envelope);
        if (refusal == null && (waitsFor != null || awaitsChildren())) {
            WaitForGraph.breakCycle(slot);
        }
        return refusal;
    }

    /** The same for what came from another node in so many bytes. */
    @Nullable
    DropReason acceptFromAfar(Envelope envelope, @Nullable ReplySlot slot, int encodedBytes) {
        Backlog known = backlog();
        if (!known.takes(encodedBytes) && !hasEnded()) {
            return DropReason.MAILBOX_FULL;
        }
        @Nullable DropReason refusal = accept(envelope, slot);
        if (refusal == null) {
            known.add(encodedBytes);
        }
        return refusal;
    }

    private Backlog backlog() {
        Backlog known = backlog;
        if (known == null) {
            known = new Backlog(system.config().mailboxBytes(), this::entered, life::taken);
            backlog = known;
        }
        return known;
    }

    /** Envelopes that had entered the mailbox when it was looked at. */
    private long entered() {
        long taken = life.taken();
        return taken + mailbox.queued(taken);
    }

    /** Takes an envelope in for which nobody waits, or says why not. */
    @Nullable
    DropReason accept(Envelope envelope) {
        return switch (put(envelope, bound)) {
            case QUEUED, SCHEDULE -> null;
            case FULL -> DropReason.MAILBOX_FULL;
            case CLOSED -> DropReason.NO_SUCH_ACTOR;
        };
    }

    /** Takes news in: never refused for fullness, since each piece was reserved. An actor that ended needs none. */
    void inform(News news) {
        system.census().newsAccepted(); // before it can be handled
        switch (put(Envelope.of(news, null), Integer.MAX_VALUE)) {
            case QUEUED, SCHEDULE -> {}
            case FULL, CLOSED -> {
                system.census().newsRefused();
                news.discard();
            }
        }
    }

    /** Puts an envelope in, and hands this over if it was idle. */
    private Mailbox.Push put(Envelope envelope, int atMost) {
        return enter(envelope, atMost, /* isDue= */ false);
    }

    /**
     * Puts an envelope in, or without one wakes this up, and hands it over if it is due for a batch then. The stack of
     * who does so may end at each call. Then this calls nothing more, nor takes a lock, for which the JVM wants some
     * stack as well.
     */
    private Mailbox.Push enter(@Nullable Envelope envelope, int atMost, boolean isDue) {
        Mailbox.Push entered = isDue ? Mailbox.Push.SCHEDULE : Mailbox.Push.QUEUED;
        try {
            if (envelope != null) {
                entered = mailbox.push(envelope, atMost);
            } else if (!isDue && (wakeFromDormancy() || mailbox.wake())) {
                entered = Mailbox.Push.SCHEDULE;
            }
            if (entered == Mailbox.Push.SCHEDULE) {
                schedule();
            }
            return entered;
        } catch (StackOverflowError deep) {
            if (entered == Mailbox.Push.SCHEDULE) {
                Orphans orphans = system.orphans;
                for (int i = 0; i < Orphans.MOST; i++) {
                    int place = (int) (incarnation + i) & (Orphans.MOST - 1);
                    if (orphans.cells[place] == null) {
                        orphans.cells[place] = this;
                        break;
                    }
                }
                orphans.areThere = true;
            }
            throw deep;
        }
    }

    /** Takes a command in. */
    void command(Command command) {
        if (!lane().push(command)) {
            life.tooLate(command);
        } else {
            enter(null, 0, /* isDue= */ false);
        }
    }

    /** See {@link MessageRef#onceStarted}. */
    void hearStart(Runnable task) {
        Command.OnceStarted once = new Command.OnceStarted(task);
        command(once); // before the look: who starts now serves it, and before any message
        if (started && !hasEnded()) {
            once.started(); // it may be in a turn that never ends
        }
    }

    /** Whether it has ever had an instance that started. */
    boolean hasStarted() {
        return started;
    }

    /** An instance has started. */
    void started() {
        if (!started) {
            started = true;
        }
    }

    private CommandLane lane() {
        CommandLane known = commands;
        if (known != null) {
            return known;
        }
        CommandLane made = new CommandLane();
        CommandLane before = (CommandLane) COMMANDS.compareAndExchange(this, null, made);
        return before == null ? made : before;
    }

    private boolean hasCommands() {
        CommandLane known = commands;
        return known != null && !known.isEmpty();
    }

    /** Takes no commands any more, and gives those that were not served. */
    List<Command> closeCommands() {
        CommandLane open = (CommandLane) COMMANDS.getAndSet(this, CLOSED);
        return open == null ? List.of() : open.close();
    }

    /** Hands this over for a batch. */
    void schedule() {
        system.dispatcher().execute(this);
    }

    /** The same at the end of a batch. */
    void scheduleAgain() {
        schedule();
    }

    @Override
    public void run() {
        Turn current = Turn.ofThisThread(turn);
        current.enter(this);
        if (turn != current) {
            turn = current;
        }
        boolean again = false;
        try {
            again = batch();
        } finally {
            current.leave();
        }
        if (again) {
            scheduleAgain();
        }
        system.orphans.adopt();
    }

    /** Serves commands and messages until there are none or the batch is full; true when it wants another batch. */
    private boolean batch() {
        life.begin();
        Batch batch = turn.batch();
        batch.begin(system.dispatcher().batchMessages());
        do {
            Envelope newest = mailbox.newest(); // before the commands: see there
            if (!serveCommands() || (life.takesMessages() ? !handle(newest, batch) && fallIdle() : fallDormant())) {
                return false;
            }
        } while (!batch.isOver());
        return true;
    }

    /** Handles what waits, up to the newest, until something else is to be done; false when nothing waits. */
    private boolean handle(@Nullable Envelope newest, Batch batch) {
        Envelope unstashed = mailbox.unstashed();
        if (unstashed != null) {
            batch.takesOne(clock());
            life.settle(turn, life.turnAgain(turn, unstashed, Flight.timesTurns()));
            return true;
        }
        Envelope first = mailbox.take(newest);
        if (first == null) {
            return false;
        }
        handleChain(first, batch);
        return true;
    }

    /** Leaves the mailbox alone until the end, but for the room in it: see there. */
    private void handleChain(Envelope first, Batch batch) {
        NodeClock clock = clock();
        Turn current = turn;
        boolean timed = Flight.timesTurns();
        int step = bound / ROOM_STEPS;
        int unreleased = 0;
        @Nullable Envelope last = null;
        @Nullable Envelope rest = first;
        @Nullable Throwable failure = null;
        try {
            while (rest != null && batch.takesOne(clock)) {
                last = rest;
                rest = last.unlink();
                if (unreleased++ == step) {
                    mailbox.release(last.depth);
                    unreleased = 0;
                }
                life.countTaken(1);
                failure = life.turn(current, last, timed);
                if (failure != null || current.isInterrupted() || hasCommands()) {
                    break;
                }
            }
        } finally {
            if (last != null) {
                mailbox.release(last.depth);
            }
            mailbox.giveBack(rest);
        }
        life.settle(current, failure);
    }

    private NodeClock clock() {
        return system.environment().clock();
    }

    /** False when the actor has ended. */
    private boolean serveCommands() {
        CommandLane lane = commands;
        while (lane != null && !life.isOver()) {
            Command command = lane.poll();
            if (command == null) {
                return true;
            }
            life.serve(command);
        }
        return !life.isOver();
    }

    /** At the end of what there is; false when there is more, and the batch goes on. */
    boolean fallIdle() {
        return mailbox.tryIdle() && (!hasCommands() || !mailbox.wake());
    }

    /** The same where only a command is waited for. */
    boolean fallDormant() {
        dormant = true;
        return !hasCommands() || !wakeFromDormancy();
    }

    boolean isDormant() {
        return dormant;
    }

    /** The batch of the calling thread goes on after that of another. */
    void takeTurn() {
        turn = Turn.ofThisThread();
    }

    private boolean wakeFromDormancy() {
        return dormant && DORMANT.compareAndSet(this, true, false);
    }

    @Override
    public void childEnded(MessageRef<?> child, @Nullable Throwable escalated) {
        Family family = life.familyIfAny();
        if (escalated != null || family == null || !family.children().removeUnheard(child)) {
            command(new Command.ChildEnded(child, escalated));
        }
    }

    @Override
    public String path() {
        return parent.path() + "/" + name();
    }

    @Override
    public int depth() {
        return parent.depth() + 1;
    }

    /** Whether it has ended, so that its name is free. */
    boolean hasEnded() {
        return mailbox.isClosed();
    }

    /** See {@link MessageRef#room}. */
    int roomUpTo(int percent) {
        if (mailbox.isClosed() || (dormant && life.waitsForChildren())) {
            return Integer.MAX_VALUE;
        }
        long open = Math.max(1, bound - mailbox.aside());
        int room = (int) ((open * percent + 99) / 100) - queued();
        return backlog == null ? room : Math.min(room, backlog.room(percent));
    }

    @Override
    public void waitFor(@Nullable ReplySlot slot) {
        waitsFor = slot;
    }

    @Override
    public @Nullable ReplySlot waitsFor() {
        return waitsFor;
    }

    private boolean awaitsChildren() {
        Family family = life.familyIfAny();
        return family != null && family.children().areAwaited();
    }

    @Override
    public boolean awaitsEndOf(Asker other) {
        return awaitsChildren() && other instanceof Cell cell && cell.isBelow(this);
    }

    @SuppressWarnings("ReferenceEquality") // a cell is itself and no other
    private boolean isBelow(Cell other) {
        Parent above = parent;
        while (above instanceof Cell cell) {
            if (cell == other) {
                return true;
            }
            above = cell.parent;
        }
        return false;
    }

    /** Its parent waits for its end from now on: a request of its own that leads back there cannot be answered. */
    void parentWaits() {
        ReplySlot slot = waitsFor;
        if (slot != null) {
            WaitForGraph.breakCycle(slot);
        }
    }

    @Override
    public ActorAddress address() {
        return new ActorAddress(system.bridge().self(), system.bridge().pathPrefix() + path(), incarnation);
    }

    @Override
    protected LocalSystem system() {
        return system;
    }

    @Override
    Cell cell() {
        return this;
    }

    Parent parent() {
        return parent;
    }

    String name() {
        return name == null ? Unnamed.name(incarnation) : name;
    }

    boolean isUnnamed() {
        return name == null;
    }

    @Override
    public long incarnation() {
        return incarnation;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Messages that wait, without the stashed ones; about right while it runs. */
    int queued() {
        return mailbox.queued(life.taken());
    }

    /** Envelopes taken so far, those that came back from the stash each time. */
    long taken() {
        return life.taken() + mailbox.comebacks();
    }

    Life life() {
        return life;
    }

    /** The turn of the batch that runs, for the thread that runs it. */
    Turn turn() {
        return turn;
    }

    ActorSnapshot snapshot(Ages.Look look) {
        ActorAddress address = address();
        int queued = queued();
        return new ActorSnapshot(
                address,
                life.type(),
                queued,
                mailbox.aside(),
                life.handled(),
                life.restarts(),
                look.age(address, turn.sight(this), queued));
    }
}
