package dev.parley.remote.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Frame;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireSlot;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int LARGE = 100;
    private static final long ADA = 7;

    private final Lanes lanes = new Lanes(LARGE);

    private static Frame reply(int bytes) {
        return new Frame.Reply(new WireSlot(new WireNode("b", 9001, 1), 0, 3), false, WireBytes.of(new byte[bytes]));
    }

    /** Opens a lane and gives what leaves then. */
    private static List<Frame> leaving(Lane lane) {
        Frame.Lane begun = lane.out.begin();
        lane.out.opened(new Frame.LaneAt(begun.lane(), begun.generation(), 0));
        return Stream.generate(lane.out::poll).takeWhile(Objects::nonNull).toList();
    }

    /** The lane of a speaker of something small. */
    private Lane usual(long speaker) {
        return lanes.next(speaker, 1);
    }

    @Test
    void keepsTheLastLaneForSpeakersOfSomethingLarge() {
        lanes.agree(4, true);
        assertThat(LongStream.range(0, 1_000).mapToObj(this::usual).distinct())
                .containsExactlyInAnyOrder(lanes.get(0), lanes.get(1), lanes.get(2));
        assertThat(lanes.next(ADA, LARGE)).isSameAs(lanes.get(3));
        assertThat(lanes.next(ADA, 1)).as("what it says then").isSameAs(lanes.get(3));
        assertThat(lanes.next(ADA + 1, LARGE - 1)).as("others").isNotSameAs(lanes.get(3));
    }

    @Test
    void letsASpeakerChangeBehindWhatItSaidBefore() {
        lanes.agree(2, true);
        lanes.add(ADA, reply(1));
        lanes.add(ADA, reply(LARGE));
        lanes.add(ADA, reply(LARGE + 1));
        assertThat(leaving(lanes.get(0))).containsExactly(reply(1));
        Frame.After after = new Frame.After(List.of(new Frame.LanePosition(0, 1)));
        assertThat(leaving(lanes.get(1)))
                .containsExactly(after, after, reply(LARGE), reply(LARGE + 1)); // and as each generation begins
    }

    @Test
    void namesTheLastWordsOfWhoHasChangedInBothLanes() {
        lanes.agree(2, true);
        lanes.add(ADA, reply(1));
        assertThat(lanes.lastWords(ADA)).containsExactly(new Frame.LanePosition(0, 1));
        lanes.add(ADA, reply(LARGE));
        assertThat(lanes.lastWords(ADA)).containsExactly(new Frame.LanePosition(0, 1), new Frame.LanePosition(1, 1));
        lanes.changeBack();
        assertThat(lanes.lastWords(ADA)).containsExactly(new Frame.LanePosition(0, 1));
    }

    @Test
    void letsAllGoBackTogether() {
        lanes.agree(2, true);
        assertThat(lanes.changedTo()).isNull();
        lanes.add(ADA, reply(LARGE));
        assertThat(lanes.changedTo()).isSameAs(lanes.get(1));
        lanes.changeBack();
        assertThat(lanes.changedTo()).isNull();
        assertThat(usual(ADA)).isSameAs(lanes.get(0));
    }

    @Test
    void usesAllLanesAlikeTowardsAPeerThatCannotWait() {
        lanes.agree(2, false);
        assertThat(LongStream.range(0, 1_000).mapToObj(this::usual).distinct()).hasSize(2);
        assertThat(lanes.next(ADA, LARGE)).isSameAs(usual(ADA));
    }

    @Test
    void hasOneLaneForAllWhereThereIsOne() {
        lanes.agree(1, true);
        assertThat(lanes.next(ADA, LARGE)).isSameAs(lanes.get(0));
        assertThat(lanes.changedTo()).isNull();
    }
}
