package dev.parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.chat.RoomState;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void writesEachEventAsTheContractSays() {
        assertThat(PlainText.of(new ChatEvent.Said(7, "ada", "hi", "a", 1))).contains("ada: hi");
        assertThat(PlainText.of(new ChatEvent.Joined("ada"))).contains("* ada joined");
        assertThat(PlainText.of(new ChatEvent.Left("ada"))).contains("* ada left");
        assertThat(PlainText.of(new ChatEvent.WhoAnswer(List.of("ada", "bob")))).contains("* here: ada, bob");
        assertThat(PlainText.of(new ChatEvent.Room(RoomState.ON, "b", 2))).contains("~ room is on b");
        assertThat(PlainText.of(new ChatEvent.Room(RoomState.MOVING, "b", 2))).contains("~ room is moving");
        assertThat(PlainText.of(new ChatEvent.Room(RoomState.NO_QUORUM, "b", 2)))
                .contains("~ no quorum");
        assertThat(PlainText.of(new ChatEvent.Disconnected("it left"))).isEmpty();
    }

    @Test
    void namesMoveNoCursorAndForgeNoLineEither() {
        String eve = "eve\n* ada left\u001b[2J";
        String shown = "eve\uFFFD* ada left\uFFFD[2J";
        assertThat(PlainText.of(new ChatEvent.Said(1, eve, "hi", "a", 1))).contains(shown + ": hi");
        assertThat(PlainText.of(new ChatEvent.Joined(eve))).contains("* " + shown + " joined");
        assertThat(PlainText.of(new ChatEvent.Left(eve))).contains("* " + shown + " left");
        assertThat(PlainText.of(new ChatEvent.WhoAnswer(List.of("ada", eve)))).contains("* here: ada, " + shown);
        assertThat(PlainText.of(new ChatEvent.Room(RoomState.ON, eve, 2))).contains("~ room is on " + shown);
    }

    @Test
    void showsNothingThatMovesTheCursorOrForgesALine() {
        assertThat(PlainText.of(new ChatEvent.Said(1, "eve", "x\nada: \u001b[2Jhi\u2028\u202e!", "a", 1)))
                .contains("eve: x\uFFFDada: \uFFFD[2Jhi\uFFFD\uFFFD!");
        assertThat(PlainText.printable("tab\tgr\u00fc\u00df \ud83d\udc69\u200d\ud83d\ude80"))
                .isEqualTo("tab\tgr\u00fc\u00df \ud83d\udc69\u200d\ud83d\ude80");
    }
}
