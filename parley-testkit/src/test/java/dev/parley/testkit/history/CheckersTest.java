package dev.parley.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.testkit.history.Event.End;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each checker lets pass what is right, and finds each way to break what it checks. */
class CheckersTest {
    @ParameterizedTest
    @MethodSource("good")
    void passesWhatKeepsThePromise(Case each) {
        assertThat(each.story().judgedBy(List.of(each.checker()))).isEqualTo(Case.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void findsWhatBreaksThePromise(Case each) {
        assertThat(each.story().judgedBy(List.of(each.checker()))).isEqualTo(each.kind());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhoAndWhenInOneSentence(Case each) {
        Recording recording = new Recording(each.story().entries(), List.of());
        Violation violation = catchThrowableOfType(Violation.class, () -> recording.judge(List.of(each.checker())));

        assertThat(violation)
                .message()
                .startsWith(each.kind() + ": ")
                .doesNotContain("\n")
                .doesNotContain("null")
                .containsPattern("[0-9]");
    }

    @Test
    void namesBothEventsOfADoubleDelivery() {
        Story story = Story.story()
                .sent(Story.A, Story.B, 7)
                .delivered(Story.A, Story.B, 7)
                .delivered(Story.A, Story.B, 7);
        Recording recording = new Recording(story.entries(), List.of());

        assertThat(catchThrowableOfType(Violation.class, () -> recording.judge(Checkers.all())))
                .hasMessage("delivered-twice: message 7 from a.1/user/a#1 to b.1/user/b#3 was delivered at 1.003000 s"
                        + " on b.1 and had been delivered at 1.002000 s on b.1");
    }

    @Test
    void theMostTellingCheckerSpeaksFirst() {
        Story story = Story.story()
                .sent(Story.A, Story.B, 1)
                .delivered(Story.A, Story.B, 1)
                .died("b.1");

        assertThat(story.delivered(Story.A, Story.B, 1).judgedBy(Checkers.all()))
                .isEqualTo("event-after-death");
    }

    @Test
    void mergedHistoriesAreJudgedWithoutAClock() {
        assertThat(Checkers.merged(Bounds.defaults())).noneMatch(Checker::needsOneClock);
        assertThat(classes(Checkers.merged(Bounds.defaults()))).isEqualTo(classes(Checkers.all()));
    }

    @Test
    void everyCheckerHasACaseThatBreaksItAndOneThatDoesNot() {
        Set<Class<?>> all = classes(Checkers.all());

        assertThat(classes(Case.bad().stream().map(Case::checker).toList())).isEqualTo(all);
        assertThat(classes(Case.good().stream().map(Case::checker).toList())).isEqualTo(all);
    }

    @Test
    void aNodeDownPromisesNoSilence() {
        Story story = Story.story().watched(Story.A, Story.B, 1).sent(Story.B, Story.A, 1);

        assertThat(story.terminated(Story.A, Story.B, 1, End.NODE_DOWN)
                        .delivered(Story.B, Story.A, 1)
                        .judgedBy(Checkers.all()))
                .isEqualTo(Case.NOTHING);
    }

    static Stream<Case> good() {
        return Case.good().stream();
    }

    static Stream<Case> bad() {
        return Case.bad().stream();
    }

    private static Set<Class<?>> classes(List<Checker> checkers) {
        return checkers.stream().map(Object::getClass).collect(Collectors.toSet());
    }
}
