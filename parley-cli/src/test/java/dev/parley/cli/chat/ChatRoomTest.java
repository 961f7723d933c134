package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.AskException;
import dev.parley.Failure;
import dev.parley.testkit.TestProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRoomTest {
    private static ChatRoom.Join join(String name, TestProbe<ChatRoom.Event> session) {
        return new ChatRoom.Join(new Seat(name, "T", 1), session.ref(), new ChatRoom.Past(0, 0, false, List.of()));
    }

    private static ActorRef<ChatRoom.Cmd> room(ActorSystem system) {
        return system.spawn("room", () -> new ChatRoom(1, new Transcript(), Duration.ofSeconds(5)));
    }

    @Test
    void letsAUserIn() {
        try (ActorSystem system = ActorSystem.start("chat")) {
            TestProbe<ChatRoom.Event> session = TestProbe.start(system);
            ActorRef<ChatRoom.Cmd> room = room(system);

            assertThat(room.ask(join("ada_Lovelace-1815", session))).isEqualTo(new ChatRoom.Welcome(1, List.of(), 0));
            assertThat(room.ask(new ChatRoom.Who()).names()).containsExactly("ada_Lovelace-1815");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada: hi\n* bob",
                "\u001b[2J",
                "* ada",
                "ada bob",
                "ada,bob",
                "this-name-is-longer-than-32-letters"
            })
    void refusesANameThatForgesWhatPeopleSee(String name) {
        try (ActorSystem system = ActorSystem.start("chat")) {
            TestProbe<ChatRoom.Event> session = TestProbe.start(system);
            ActorRef<ChatRoom.Cmd> room = room(system);

            assertThatExceptionOfType(AskException.class)
                    .isThrownBy(() -> room.ask(join(name, session)))
                    .satisfies(refused -> assertThat(refused.failure())
                            .isEqualTo(
                                    new Failure.Rejected("a name has 1 to 32 letters of A-Z, a-z, 0-9, '_' and '-'")));
            assertThat(room.ask(new ChatRoom.Who()).names()).isEmpty();
        }
    }
}
