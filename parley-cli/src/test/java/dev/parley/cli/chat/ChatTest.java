package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTest {
    @Test
    void runsOnOneNode() {
        try (ChatWorld world = new ChatWorld(1, "a")) {
            User ada = world.user("ada", "a");
            world.runUntilAllAreIn();
            User bob = world.user("bob", "a");
            world.runUntilAllAreIn();
            List<String> texts = List.of(ada.say(), bob.say(), ada.say());
            world.run(Duration.ofSeconds(1));
            world.check(texts);
            assertThat(ada.events)
                    .contains(new ChatEvent.Room(RoomState.ON, "a", 1), new ChatEvent.Joined("ada"), new ChatEvent.Joined("bob"));
        }
    }

    @Test
    void runsOnThreeNodes() {
        try (ChatWorld world = new ChatWorld(1, "a", "b", "c")) {
            User ada = world.user("ada", "b");
            User bob = world.user("bob", "c");
            world.runUntilAllAreIn();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                texts.add(ada.say());
                texts.add(bob.say());
            }
            world.run(Duration.ofSeconds(1));
            world.check(texts);
        }
    }
}
