package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void knowsThreeEncodingsAndNoOther() {
        assertThat(new Frame.Body("Note", WireBytes.EMPTY))
                .isEqualTo(new Frame.Body("Note", Frame.CBOR, WireBytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Body("Note", 3, WireBytes.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Frame.Reply(Samples.SLOT, false, -1, WireBytes.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Frame.Reply(Samples.SLOT, true, Frame.JSON, WireBytes.EMPTY))
                .withMessage("a failure is always in CBOR");
    }

    @Test
    void cutsASentenceThatIsTooLongBetweenTwoCharacters() {
        String text = new Frame.Bye(WireError.BROKEN, "€".repeat(400)).text();
        assertThat(text).isEqualTo("€".repeat(340) + "…");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void keepsASentenceOfExactlyTheLimit() {
        String text = "x".repeat(1024);
        assertThat(new Frame.Bye(WireError.BROKEN, text).text()).isEqualTo(text);
    }

    @Test
    void namesAndSentencesForgeNoLineAndMoveNoCursor() {
        assertThat(new Frame.Bye(WireError.BROKEN, "a\r\nb\u001b[2Jc\u009b2J").text())
                .isEqualTo("a  b [2Jc 2J");
        for (String name : List.of("a\nb", "\u001b[2J", "a\u0000", "\u009b2J", "\u007f")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Frame.Body(name, WireBytes.EMPTY))
                    .withMessageContaining("control characters");
        }
    }

    @Test
    void replacesALoneSurrogateInASentence() {
        assertThat(new Frame.Bye(WireError.BROKEN, "a\uD800b").text()).isEqualTo("a?b");
    }

    @Test
    void refusesANameThatNoPeerCouldRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Body("", WireBytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Body("x".repeat(256), WireBytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Body("\uDC00", WireBytes.EMPTY));
    }

    @Test
    void refusesSystemMessagesWithoutNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Monitor(0, Samples.ROOM, Samples.ADA));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Stop(-1, Samples.CHILD, Samples.ADA));
    }

    @Test
    void refusesMissingActors() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Monitor(1, WireRef.NONE, Samples.ADA));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Reply(WireSlot.NONE, false, WireBytes.EMPTY));
    }

    @Test
    void refusesLanesOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.Lane(-1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame.LaneAt(65535, 1, 0));
    }

    @Test
    void framesWithEqualBytesAreEqual() {
        assertThat(new Frame.Reply(Samples.SLOT, false, Samples.bytes("a0")))
                .isEqualTo(new Frame.Reply(Samples.SLOT, false, Samples.bytes("a0")))
                .hasSameHashCodeAs(new Frame.Reply(Samples.SLOT, false, Samples.bytes("a0")))
                .isNotEqualTo(new Frame.Reply(Samples.SLOT, false, Samples.bytes("a1")));
    }
}
