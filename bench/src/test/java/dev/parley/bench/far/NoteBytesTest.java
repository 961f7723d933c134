package dev.parley.bench.far;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteBytesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "wörds of möre than one bÿte €"})
    void whatIsWrittenIsRead(String text) {
        assertThat(again(new Note.Item(-7, text))).isEqualTo(new Note.Item(-7, text));
        assertThat(again(new Note.Ball(1L << 40))).isEqualTo(new Note.Ball(1L << 40));
        assertThat(again(new Note.Credit(3))).isEqualTo(new Note.Credit(3));
        assertThat(again(new Note.Block(5, text.getBytes(StandardCharsets.UTF_8))))
                .usingRecursiveComparison()
                .isEqualTo(new Note.Block(5, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void thePeersSerializerWritesTheSameBytes() {
        Note note = new Note.Item(9, "nine");
        ByteBuffer out = ByteBuffer.allocate(NoteBytes.most(note));
        NoteBytes.write(note, out);

        assertThat(ByteBuffer.wrap(new PekkoNotes().toBinary(note))).isEqualTo(out.flip());
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> NoteBytes.read(ByteBuffer.allocate(9).put(0, (byte) 77)))
                .hasMessage("no note begins with 77");
    }

    private static Note again(Note note) {
        ByteBuffer bytes = ByteBuffer.allocate(NoteBytes.most(note));
        NoteBytes.write(note, bytes);
        return NoteBytes.read(bytes.flip());
    }
}
