package dev.parley.cli.demo;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody to talk to in the demo: counts, explains, greets, and tells how long the room was away. */
final class Talker implements AutoCloseable {
    /** Its name in the chat. */
    static final String NAME = "bot";

    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final List<String> SAYINGS = List.of(
            "I say a numbered line every %d s; kill the node that hosts the room and count them",
            "I am a guest of one node, the room may be on another: refs do not mind",
            "each of us has a session, an actor on the node we entered by; it watches the room",
            "when the room dies, a majority of the nodes grants its next life to one of them",
            "sessions bring the last lines along, so the new life knows what was said",
            "a line has a user, a client and a number: whoever says it twice is heard once");

    private final BlockingQueue<ChatEvent> heard = new LinkedBlockingQueue<>();
    private final Bot bot;
    private final Thread thread;
    private long awayNanos;
    private long awaySince;

    Talker(List<String> members) {
        this.bot = Bot.join(NAME, members, heard::add);
        this.thread = Thread.ofVirtual().name(NAME).start(this::talk);
    }

    private void talk() {
        try {
            bot.awaitIn(Duration.ofMinutes(1));
            for (int line = 1; !Thread.currentThread().isInterrupted(); line++) {
                String saying = SAYINGS.get((line - 1) % SAYINGS.size()).formatted(PAUSE.toSeconds());
                bot.say("line " + line + ": " + saying);
                listen();
            }
        } catch (InterruptedException | DemoException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws InterruptedException {
        long until = System.nanoTime() + PAUSE.toNanos();
        for (long left = PAUSE.toNanos(); left > 0; left = until - System.nanoTime()) {
            switch (heard.poll(left, TimeUnit.NANOSECONDS)) {
                case ChatEvent.Joined(String user) when !user.equals(NAME) -> bot.say("hello, " + user);
                case ChatEvent.Room room -> moved(room);
                case null, default -> {}
            }
        }
    }

    private void moved(ChatEvent.Room room) {
        if (room.state() != RoomState.ON && awaySince == 0) {
            awaySince = System.nanoTime();
        } else if (room.state() == RoomState.ON && awaySince != 0) {
            awayNanos = System.nanoTime() - awaySince;
            awaySince = 0;
            bot.say("I was without a room for %.1f s; now it is on %s".formatted(awayNanos / 1e9, room.node()));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        bot.close();
    }
}
