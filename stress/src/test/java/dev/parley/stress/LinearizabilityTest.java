package dev.parley.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.jvm.RingOperations;
import dev.parley.jvm.TimerInboxOperations;
import dev.parley.kernel.CommandLaneOperations;
import dev.parley.kernel.MailboxEndOperations;
import dev.parley.kernel.MailboxOperations;
import dev.parley.spi.ReplySlotOperations;
import dev.parley.spi.WaitForOperations;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searches the interleavings of a few operations of two or three threads, step by step, for one whose results no order
 * of the whole operations has. Sequentially consistent memory only: the rest is for jcstress.
 */
class LinearizabilityTest {
    private static final boolean LONG = Boolean.getBoolean("parley.stress");

    private static ModelCheckingOptions search() {
        return new ModelCheckingOptions()
                .iterations(LONG ? 50 : 5)
                .invocationsPerIteration(LONG ? 2_000 : 300)
                .actorsBefore(1)
                .actorsAfter(2)
                .threads(3)
                .actorsPerThread(3);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MailboxOperations.class,
                MailboxEndOperations.class,
                CommandLaneOperations.class,
                RingOperations.class,
                TimerInboxOperations.class,
                ReplySlotOperations.class,
                WaitForOperations.class
            })
    void operationsOfManyThreadsLookAsIfOneHadCalledThem(Class<?> operations) {
        search().check(operations);
    }

    @ParameterizedTest
    @ValueSource(classes = {PlantedLoss.class, PlantedSilentLoss.class})
    void findsAPlantedLoss(Class<?> operations) {
        assertThatThrownBy(() -> search().check(operations)).isInstanceOf(LincheckAssertionError.class);
    }
}
