package dev.parley.cli.simulate.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class MutatorTest {
    /** What is changed here; each case is one method. */
    static final class Patient implements LongUnaryOperator {
        enum Mood {
            GOOD,
            BAD
        }

        final List<Long> seen = new ArrayList<>();
        long limit = 10;

        @Override
        public long applyAsLong(long value) {
            note(value);
            if (isBeyond(value)) {
                return -1;
            }
            return mood() == Mood.GOOD ? value : -value;
        }

        void note(long value) {
            seen.add(value);
        }

        boolean isBeyond(long value) {
            return value > limit;
        }

        Mood mood() {
            return Mood.GOOD;
        }

        long twice(long value) {
            return 2 * value;
        }

        long twice(int value) {
            return 2L * value;
        }
    }

    @Test
    void leavesAnUnchangedClassAsItIs() throws Exception {
        assertThat(new Patient().applyAsLong(3)).isEqualTo(3);
        assertThat(new Patient().applyAsLong(11)).isEqualTo(-1);
    }

    @Test
    void returnsWithoutDoingAnything() throws Exception {
        assertThat(applied(new Mutation.Returns("isBeyond", 1), 3)).isEqualTo(-1);
        assertThat(applied(new Mutation.Returns("applyAsLong", 7), 3)).isEqualTo(7);
    }

    @Test
    void skipsACallWithItsOperands() throws Exception {
        assertThat(applied(new Mutation.Skips("note", "add"), 3)).isEqualTo(3);
        assertThat(applied(new Mutation.Skips("applyAsLong", "isBeyond"), 11)).isEqualTo(11);
    }

    @Test
    void believesAnotherResult() throws Exception {
        assertThat(applied(new Mutation.Believes("applyAsLong", "isBeyond", 1), 3))
                .isEqualTo(-1);
    }

    @Test
    void takesABranchTheOtherWay() throws Exception {
        assertThat(applied(new Mutation.Negates("applyAsLong", 0), 3)).isEqualTo(-1);
        assertThat(applied(new Mutation.Negates("applyAsLong", 1), 3)).isEqualTo(-3);
    }

    @Test
    void neverTakesABranch() throws Exception {
        assertThat(applied(new Mutation.Ignores("applyAsLong", 0), 3)).isEqualTo(-1);
    }

    @Test
    void takesAnotherValueForAParameter() throws Exception {
        assertThat(applied(new Mutation.Takes("applyAsLong", 0, 5), 3)).isEqualTo(5);
    }

    @Test
    void seesAnotherValueInAField() throws Exception {
        assertThat(applied(new Mutation.Sees("isBeyond", "limit", 2), 3)).isEqualTo(-1);
    }

    @Test
    void takesOneConstantForTheOther() throws Exception {
        assertThat(applied(new Mutation.Confuses("mood", "GOOD", "BAD"), 3)).isEqualTo(-3);
    }

    @Test
    void refusesABugThatDoesNotFitTheCode() {
        assertThatThrownBy(() -> applied(new Mutation.Skips("applyAsLong", "gone"), 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finds no place in")
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> applied(new Mutation.Returns("nowhere", 0), 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 0 methods called nowhere");
        assertThatThrownBy(() -> applied(new Mutation.Returns("twice", 0), 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 2 methods called twice");
    }

    @Test
    void namesAnOverloadedMethodByItsDescriptor() throws Exception {
        assertThat(applied(new Mutation.Returns("twice(J)J", 0), 3)).isEqualTo(3);
    }

    @Test
    void everyBugOfTheCatalogueFitsTheCodeAsItIs() {
        assertThat(Planted.all()).extracting(Planted::name).doesNotHaveDuplicates();
        assertThat(Planted.all())
                .allSatisfy(planted -> assertThat(planted.mutated()).isNotEmpty());
    }

    /** Loads the changed class beside the right one and lets it work. */
    private static long applied(Mutation mutation, long value) throws Exception {
        byte[] original;
        try (InputStream in = MutatorTest.class.getResourceAsStream("MutatorTest$Patient.class")) {
            original = java.util.Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Class<?> changed = MethodHandles.lookup()
                .defineHiddenClass(Mutator.mutate(original, mutation), true)
                .lookupClass();
        return ((LongUnaryOperator) changed.getDeclaredConstructor().newInstance()).applyAsLong(value);
    }
}
