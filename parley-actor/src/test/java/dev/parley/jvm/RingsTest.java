package dev.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RingsTest {
    private final Rings rings = new Rings();

    private Ring claim() {
        return Objects.requireNonNull(rings.claim());
    }

    private static void nothing() {}

    @Test
    void givesEachOwnerARingOfItsOwnAsLongAsThereAreAny() {
        List<Ring> claimed = new ArrayList<>();
        for (int i = 0; i < Rings.COUNT; i++) {
            claimed.add(claim());
        }

        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(rings.claim()).isNull();
        rings.release(claimed.get(17));
        assertThat(rings.claim()).isSameAs(claimed.get(17));
    }

    @Test
    void stealsWhereThereIsEnough() {
        Ring poor = claim();
        Ring rich = claim();
        poor.offer(RingsTest::nothing);
        assertThat(rings.areOpen()).isFalse();
        assertThat(rings.areEmpty()).isFalse();
        assertThat(rings.steal()).isNull();
        Runnable spare = RingsTest::nothing;
        rich.offer(spare);
        rich.offer(RingsTest::nothing);

        assertThat(rings.areOpen()).isTrue();
        assertThat(rings.steal()).isSameAs(spare);
        assertThat(rings.steal()).isNull();
    }

    @Test
    void tellsExposedRingsFromRichOnes() {
        Ring rich = claim();
        rich.offer(RingsTest::nothing);
        rich.offer(RingsTest::nothing);
        Ring exposed = claim();
        Runnable only = RingsTest::nothing;
        exposed.offer(only);
        assertThat(rings.stealExposed()).isNull();

        exposed.expose();

        assertThat(rings.stealExposed()).isSameAs(only);
        assertThat(rings.stealExposed()).isNull();
    }

    @Test
    void forgetsWhatWasTakenWhenARingComesBack() {
        Ring ring = claim();
        Runnable batch = RingsTest::nothing;
        ring.offer(batch);
        ring.take();
        ring.expose();
        assertThat(rings.areOwned()).isTrue();

        rings.release(ring);

        assertThat(rings.areOwned()).isFalse();
        assertThat(ring.tookLast(batch)).isFalse();
        ring.offer(RingsTest::nothing);
        assertThat(ring.isOpen()).isFalse();
    }

    @Test
    void exposesOnlyARingInWhichBatchesWaitAtTwoLooks() {
        RingWatch watch = new RingWatch(rings);
        Ring ring = claim();
        ring.offer(RingsTest::nothing);
        assertThat(watch.look()).isFalse();
        assertThat(ring.isOpen()).isFalse();

        assertThat(watch.look()).isTrue();

        assertThat(ring.isOpen()).isTrue();
        assertThat(watch.hasMoved()).isFalse();
        ring.take();
        assertThat(watch.look()).isFalse();
        assertThat(watch.hasMoved()).isTrue();
        ring.offer(RingsTest::nothing);
        assertThat(watch.look()).isFalse();
    }
}
