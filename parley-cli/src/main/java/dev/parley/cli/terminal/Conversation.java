package dev.parley.cli.terminal;

import dev.parley.cli.chat.ChatClient;
import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import dev.parley.cli.options.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one user does in the chat, from joining to leaving: takes in what is typed and what happens, one after the
 * other, and knows when it is over.
 *
 * <p>Threading: {@link #run} on one thread, which owns all the state; the rest from any thread.
 * <p>Limits: {@value #MOST_WAITING} lines are read ahead of what is said; the reader then waits.
 * <p>Failure: ends with {@link Exit#FELL_SHORT} when the user is refused, and when there was no usable room for the
 * time-out; then it names the lines that were not confirmed.
 */
public final class Conversation {
    private static final int MOST_WAITING = 10_000;

    /** Nodes that refuse are told of at once; those that say nothing, after this. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** How many characters are shown of a line that was too long to be said. */
    private static final int SHOWN_OF_LONG = 40;

    private final ChatSettings settings;
    private final Screen screen;
    private final ChatClient client;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final Semaphore readAhead = new Semaphore(MOST_WAITING);
    private final CompletableFuture<Integer> outcome = new CompletableFuture<>();

    private final Deque<String> waiting = new ArrayDeque<>();
    private int tooLong;
    private boolean saidUnreached;
    private boolean wasIn;
    private boolean isOn;
    private boolean hasEnded;
    private boolean hasQuit;
    private boolean asksWho;
    private boolean asksWhere;
    private long sinceNanos = System.nanoTime();

    /** A conversation that has not begun. */
    public Conversation(ChatSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
        this.client = new ChatClient(
                settings.user(),
                UUID.randomUUID().toString(),
                settings.failureTimeout(),
                event -> steps.add(new Step.Happened(event)));
    }

    // ---- from outside

    /** The user types a line. Waits while too many are read ahead. */
    public void type(String line) throws InterruptedException {
        readAhead.acquire();
        steps.add(new Step.Typed(line));
    }

    /** Leave now, whatever is open. */
    public void leave() {
        steps.add(new Step.Leave());
    }

    /** Leaves now, and returns the exit code when that is done or {@code limit} is over. */
    public int leaveWithin(Duration limit) {
        leave();
        try {
            return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException _) {
            return Exit.FELL_SHORT;
        }
    }

    /** Chats until it is over; returns the exit code. Closes the screen. */
    public int run(Typing typing) throws InterruptedException {
        Thread.ofPlatform().daemon().name("typing").start(() -> read(typing));
        int code = Exit.FELL_SHORT;
        try (screen;
                Visitor entered = Visitor.start(
                        client, settings.members(), settings.guestOf(), () -> steps.add(new Step.Unreached()))) {
            code = converse(entered);
        } finally {
            outcome.complete(code);
        }
        return code;
    }

    private void read(Typing typing) {
        try {
            typing.readInto(this);
        } catch (IOException unreadable) {
            unreadable(String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException broken) {
            unreadable(broken.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        steps.add(new Step.InputEnded());
    }

    private void unreadable(String why) {
        steps.add(new Step.Happened(new ChatEvent.Refused("cannot read what is typed: " + why)));
    }

    // ---- one step after the other

    private int converse(Visitor visiting) throws InterruptedException {
        while (!isOver()) {
            switch (next()) {
                case null -> {
                    return fellShort(
                            "no usable room for " + seconds(settings.timeout()) + " (" + visiting.trouble() + ")");
                }
                case Step.Unreached() -> sayUnreached(visiting);
                case Step.Leave() -> {
                    return left();
                }
                case Step.Happened(ChatEvent.Refused(String why)) -> {
                    return fellShort(why);
                }
                case Step.Happened(ChatEvent.Disconnected(String why)) -> {
                    visiting.note(why);
                    visiting.moveOn();
                }
                case Step.Happened(ChatEvent event) -> {
                    note(event);
                    if (!screen.show(event)) {
                        return fellShort(Exit.UNREAD);
                    }
                }
                case Step.Typed(String line) -> {
                    if (hasQuit) {
                        readAhead.release();
                    } else {
                        waiting.add(line);
                    }
                }
                case Step.InputEnded() -> end();
            }
            sayWaiting();
            screen.onTheirWay(client.unconfirmed().size() + waiting.size());
        }
        return tooLong == 0 ? Exit.DONE : fellShort("some of it was too long");
    }

    /** All has come back, and all that came back was shown: what happened is queued before it counts as confirmed. */
    private boolean isOver() {
        return hasEnded
                && waiting.isEmpty()
                && !asksWho
                && !asksWhere
                && client.unconfirmed().isEmpty()
                && steps.isEmpty();
    }

    /** The next step; null when there was no room for too long. */
    private @Nullable Step next() throws InterruptedException {
        Step step = steps.poll(nanosToWait(), TimeUnit.NANOSECONDS);
        return step == null && nanosLeft() > 0 ? new Step.Unreached() : step;
    }

    /** Once for each time without a room: that nobody was reached, why, and how long it goes on. */
    private void sayUnreached(Visitor visiting) {
        if (!isOn && !saidUnreached && !visiting.isInside()) {
            screen.complain(
                    "not in the chat yet, tries on for " + seconds(settings.timeout()) + ": " + visiting.trouble());
        }
        saidUnreached = true;
    }

    private long nanosToWait() {
        long left = nanosLeft();
        return isOn || saidUnreached ? left : Math.min(left, Math.max(1, SILENCE.toNanos() - nanosSince()));
    }

    private long nanosSince() {
        return System.nanoTime() - sinceNanos;
    }

    private long nanosLeft() {
        return isOn && !hasEnded
                ? Long.MAX_VALUE
                : Math.max(0, settings.timeout().toNanos() - nanosSince());
    }

    private void note(ChatEvent event) {
        switch (event) {
            case ChatEvent.Room room -> {
                boolean nowOn = room.state() == RoomState.ON;
                if (nowOn != isOn) {
                    sinceNanos = System.nanoTime();
                }
                isOn = nowOn;
                saidUnreached &= !isOn;
                wasIn |= isOn;
                if (isOn && asksWhere) {
                    client.where();
                }
            }
            case ChatEvent.Said said -> {
                if (said.user().equals(settings.user())) {
                    sinceNanos = System.nanoTime();
                }
            }
            case ChatEvent.WhoAnswer _ -> asksWho = false;
            case ChatEvent.WhereAnswer _ -> asksWhere = false;
            case ChatEvent.Joined _, ChatEvent.Left _, ChatEvent.Refused _, ChatEvent.Disconnected _ -> {}
        }
    }

    private void end() {
        hasEnded = true;
        if (isOn) {
            sinceNanos = System.nanoTime();
        }
    }

    private void sayWaiting() {
        for (String line = waiting.peek(); line != null; line = waiting.peek()) {
            if (!take(line)) {
                return;
            }
            if (waiting.poll() != null) { // nothing is left behind /quit
                readAhead.release();
            }
        }
    }

    /** False when this line must wait. */
    private boolean take(String line) {
        switch (line.strip()) {
            case "/who" -> {
                asksWho = true;
                client.who();
            }
            case "/where" -> {
                asksWhere = true;
                if (wasIn) {
                    client.where();
                }
            }
            case "/quit" -> {
                hasQuit = true;
                asksWho = false;
                asksWhere = false;
                readAhead.release(waiting.size());
                waiting.clear();
                end();
            }
            default -> {
                return say(line);
            }
        }
        return true;
    }

    private boolean say(String line) {
        if (line.length() > ChatClient.MOST_CHARS) {
            screen.complain("a line of more than " + ChatClient.MOST_CHARS + " characters was not said, say it in"
                    + " parts: " + line.substring(0, SHOWN_OF_LONG) + "…");
            tooLong++;
            return true;
        }
        return client.say(line);
    }

    // ---- the end

    private int left() {
        return open().isEmpty() && tooLong == 0 ? Exit.DONE : fellShort("left");
    }

    private int fellShort(String why) {
        List<String> lines = open();
        int count = lines.size() + tooLong;
        screen.complain(count == 0 ? why : why + "; not confirmed: " + count + (count == 1 ? " line" : " lines"));
        lines.forEach(line -> screen.complain("not confirmed: " + line));
        return Exit.FELL_SHORT;
    }

    /** What was typed and did not come back, but for what was too long. */
    private List<String> open() {
        List<String> lines = new ArrayList<>(client.unconfirmed());
        lines.addAll(waiting);
        return lines;
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
