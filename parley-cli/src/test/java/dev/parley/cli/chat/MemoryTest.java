package dev.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void seesALineOnce() {
        Memory memory = new Memory(10, 1_000);
        assertThat(memory.add(line("A", 1))).isTrue();
        assertThat(memory.add(line("A", 1))).isFalse();
        assertThat(memory.add(line("B", 1))).isTrue();
        assertThat(memory.tail()).containsExactly(line("A", 1), line("B", 1));
    }

    @Test
    void keepsTheLastLines() {
        Memory memory = new Memory(2, 1_000);
        for (int number = 1; number <= 3; number++) {
            memory.add(line("A", number));
        }
        assertThat(memory.tail()).containsExactly(line("A", 2), line("A", 3));
        assertThat(memory.add(line("A", 1))).isFalse();
    }

    @Test
    void keepsTheLastCharactersAndOneLineAtLeast() {
        Memory memory = new Memory(10, 9);
        memory.add(line("A", 1));
        memory.add(line("A", 2));
        memory.add(line("A", 3));
        assertThat(memory.tail()).containsExactly(line("A", 2), line("A", 3));
        memory.add(new Line(4, "ada", "A", 4, "far too long to be kept"));
        assertThat(memory.tail()).extracting(Line::number).containsExactly(4L);
    }

    @Test
    void takesForSeenWhatItIsTold() {
        Memory memory = new Memory(10, 1_000);
        memory.skip("A", 5);
        memory.skip("A", 3);
        assertThat(memory.last("A")).isEqualTo(5);
        assertThat(memory.add(line("A", 5))).isFalse();
        assertThat(memory.add(line("A", 6))).isTrue();
    }

    private static Line line(String token, long number) {
        return new Line(number, "user", token, number, "four");
    }
}
