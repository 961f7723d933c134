package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cluster.Acquaintance.Reading;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AcquaintanceTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final PeerMessage HERE = new PeerMessage.Here(true);

    private final AtomicLong secrets = new AtomicLong(1_000);
    private final Acquaintance a = knowsNobody(A, 5_000);
    private final Acquaintance b = knowsNobody(B, 5_000);

    private Acquaintance knowsNobody(int self, long timeoutNanos) {
        Peers peers = Nodes.peers(2, self);
        return new Acquaintance(peers, Terms.of(peers, timeoutNanos), secrets::incrementAndGet);
    }

    @Test
    void aPeerIsHeardOnceItWasWrittenTo() {
        assertThat(a.read(answerTo(b.read(a.letter(B, HERE)), A))).isEqualTo(new Reading.Nothing());
        assertThat(b.read(a.letter(B, HERE))).isEqualTo(new Reading.Heard(A, HERE));
        assertThat(a.read(b.letter(A, HERE))).as("by then both know").isEqualTo(new Reading.Heard(B, HERE));
    }

    @Test
    void whoForgetsIsIntroducedAgain() {
        introduce(a, b);
        Acquaintance restarted = knowsNobody(A, 5_000);
        assertThat(restarted.read(b.letter(A, HERE))).isInstanceOf(Reading.Answer.class);
        introduce(restarted, b);
        assertThat(restarted.read(b.letter(A, HERE))).isEqualTo(new Reading.Heard(B, HERE));
    }

    @Test
    void aLetterOfAnotherInItsNameIsNotHeardAndChangesNothing() {
        introduce(a, b);
        PeerLetter forged = new PeerLetter.Said(Nodes.name(B), 7, 8, HERE);
        PeerLetter answer = answerTo(a.read(forged), B);
        assertThat(b.read(answer)).as("it was not the one who wrote").isEqualTo(new Reading.Nothing());
        assertThat(b.read(a.letter(B, HERE))).isEqualTo(new Reading.Heard(A, HERE));
        assertThat(a.read(b.letter(A, HERE))).isEqualTo(new Reading.Heard(B, HERE));
    }

    @Test
    void anIntroductionByAnotherChangesNothing() {
        introduce(a, b);
        Terms terms = Terms.of(Nodes.peers(2, A), 5_000);
        assertThat(a.read(new PeerLetter.Introduction(Nodes.name(B), 7, 8, terms)))
                .isEqualTo(new Reading.Nothing());
        assertThat(b.read(a.letter(B, HERE))).isEqualTo(new Reading.Heard(A, HERE));
    }

    @Test
    void whoGoesByOtherTermsIsNotHeardAndIsToldOf() {
        Acquaintance slow = knowsNobody(B, 6_000);
        Terms slows = Terms.of(Nodes.peers(2, B), 6_000);
        for (int i = 0; i < 3; i++) {
            assertThat(a.read(answerTo(slow.read(a.letter(B, HERE)), A))).isEqualTo(new Reading.Differs(B, slows));
            assertThat(slow.read(answerTo(a.read(slow.letter(A, HERE)), B))).isInstanceOf(Reading.Differs.class);
        }
    }

    @Test
    void whoIsInNoListIsNoPeerAndNobodySpeaksForThisNode() {
        assertThat(a.read(new PeerLetter.Said("127.0.0.1:1", 0, 0, HERE))).isEqualTo(new Reading.Unlisted());
        assertThat(a.read(new PeerLetter.Said(Nodes.name(A), 0, 0, HERE))).isEqualTo(new Reading.Nothing());
    }

    private static void introduce(Acquaintance a, Acquaintance b) {
        a.read(answerTo(b.read(a.letter(B, HERE)), A));
        b.read(a.letter(B, HERE));
    }

    private static PeerLetter answerTo(Reading reading, int to) {
        if (reading instanceof Reading.Answer(int peer, PeerLetter letter) && peer == to) {
            return letter;
        }
        throw new AssertionError("no answer to " + to + ": " + reading);
    }
}
