package dev.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void findsEveryLineExactlyOnce() {
        say("one", "two");
        see("ada", "one", "two");
        see("bob", "two", "one");
        assertThat(tally.verdict(List.of("ada", "bob"))).isEqualTo(new Tally.Verdict(2, 2, 0, 0));
        assertThat(tally.verdict(List.of("ada", "bob")).isExactlyOnce()).isTrue();
    }

    @Test
    void countsWhatIsMissingAndWhatIsRepeated() {
        say("one", "two");
        see("ada", "one", "one", "one");
        Tally.Verdict verdict = tally.verdict(List.of("ada", "bob"));
        assertThat(verdict).isEqualTo(new Tally.Verdict(2, 2, 3, 2));
        assertThat(verdict.isExactlyOnce()).isFalse();
    }

    private void say(String... lines) {
        List.of(lines).forEach(tally::said);
    }

    private void see(String user, String... lines) {
        List.of(lines).forEach(line -> tally.saw(user, line));
    }
}
