package dev.parley.cli.demo;

import dev.parley.cli.chat.ChatClient;
import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import dev.parley.cli.terminal.Visitor;
import dev.parley.remote.Endpoint;
import dev.parley.remote.NodeConfig;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user who is a program: a guest like any other.
 *
 * <p>Threading: any thread.
 */
final class Bot implements AutoCloseable {
    private static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final ChatClient client;
    private final Consumer<? super ChatEvent> ear;
    private final CountDownLatch isIn = new CountDownLatch(1);
    private volatile @Nullable Visitor visitor;
    private volatile String refusal = "";

    private Bot(String name, Consumer<? super ChatEvent> ear) {
        this.name = name;
        this.ear = ear;
        this.client = new ChatClient(name, UUID.randomUUID().toString(), FAILURE_TIMEOUT, this::hear);
    }

    /** Joins by the first of these members that lets it in; {@code ear} hears what happens, on the client's thread. */
    static Bot join(String name, List<String> members, Consumer<? super ChatEvent> ear) {
        Bot bot = new Bot(name, ear);
        bot.visitor = Visitor.start(
                bot.client,
                members.stream().map(Endpoint::parse).toList(),
                member -> NodeConfig.guest(name, member.toString()));
        return bot;
    }

    private void hear(ChatEvent event) {
        switch (event) {
            case ChatEvent.Disconnected(String why) -> moveOn(why);
            case ChatEvent.Refused(String why) -> refusal = why;
            case ChatEvent.Room room -> {
                if (room.state() == RoomState.ON) {
                    isIn.countDown();
                }
            }
            case ChatEvent.Said _,
                    ChatEvent.Joined _,
                    ChatEvent.Left _,
                    ChatEvent.WhoAnswer _,
                    ChatEvent.WhereAnswer _ -> {}
        }
        ear.accept(event);
    }

    private void moveOn(String why) {
        Visitor present = visitor;
        if (present != null) {
            present.note(why);
            present.moveOn();
        }
    }

    /** Waits until it is in the room for the first time. */
    void awaitIn(Duration limit) throws InterruptedException {
        if (!isIn.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            Visitor present = visitor;
            String why = refusal.isEmpty() && present != null ? present.trouble() : refusal;
            throw new DemoException(name + " did not get into the room within " + limit.toSeconds() + " s: " + why);
        }
    }

    String name() {
        return name;
    }

    /** Says a line; false when too many of its lines are on their way. */
    boolean say(String text) {
        return client.say(text);
    }

    boolean isConfirmed() {
        return client.unconfirmed().isEmpty();
    }

    @Override
    public void close() {
        Visitor present = visitor;
        if (present != null) {
            present.close();
        }
    }
}
