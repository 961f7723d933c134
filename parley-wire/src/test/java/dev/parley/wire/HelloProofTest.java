package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HelloProofTest {

    private static final Frame.Hello DIALLER = Samples.diallerHello();
    private static final Frame.Hello ACCEPTOR = Samples.acceptorHello();

    @Test
    void isTheMacOverRoleAndBothHellosWithoutTheirProofs() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Samples.KEY.array(), "HmacSHA256"));
        mac.update((byte) 1);
        mac.update(FrameEncoder.bytesOf(DIALLER));
        mac.update(FrameEncoder.bytesOf(ACCEPTOR.proven(WireBytes.EMPTY)));
        assertThat(HexFormat.of().formatHex(ACCEPTOR.challenge().proof().array()))
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal()));
    }

    @Test
    void differsByRole() {
        assertThat(HelloProof.ofDialler(Samples.KEY, DIALLER, ACCEPTOR))
                .isNotEqualTo(HelloProof.ofAcceptor(Samples.KEY, DIALLER, ACCEPTOR));
    }

    @Test
    void differsByKeyAndByEveryWordOfEitherSide() {
        WireBytes proof = HelloProof.ofAcceptor(Samples.KEY, DIALLER, ACCEPTOR);
        WireBytes otherKey = Samples.bytes("ff0102030405060708090a0b0c0d0e0f");
        Frame.Hello otherNonce = new Frame.Hello(
                DIALLER.offer(),
                DIALLER.peer(),
                DIALLER.session(),
                new Frame.Hello.Challenge(ACCEPTOR.challenge().nonce(), WireBytes.EMPTY));
        Frame.Hello otherLane = new Frame.Hello(
                ACCEPTOR.offer(), ACCEPTOR.peer(), new Frame.Hello.Session(0x5B01, 0x5A01, 0, 0), ACCEPTOR.challenge());
        Frame.Hello later = new Frame.Hello(
                DIALLER.offer(), DIALLER.peer(), DIALLER.session(), DIALLER.challenge(), Samples.bytes("00"));
        assertThat(HelloProof.ofAcceptor(otherKey, DIALLER, ACCEPTOR)).isNotEqualTo(proof);
        assertThat(HelloProof.ofAcceptor(Samples.KEY, otherNonce, ACCEPTOR)).isNotEqualTo(proof);
        assertThat(HelloProof.ofAcceptor(Samples.KEY, DIALLER, otherLane)).isNotEqualTo(proof);
        assertThat(HelloProof.ofAcceptor(Samples.KEY, later, ACCEPTOR)).isNotEqualTo(proof);
    }

    @Test
    void matchesOnlyEqualProofs() {
        WireBytes proof = HelloProof.ofDialler(Samples.KEY, DIALLER, ACCEPTOR);
        assertThat(HelloProof.matches(proof, WireBytes.of(proof.array().clone())))
                .isTrue();
        assertThat(HelloProof.matches(proof, WireBytes.EMPTY)).isFalse();
        assertThat(HelloProof.matches(proof, HelloProof.ofAcceptor(Samples.KEY, DIALLER, ACCEPTOR)))
                .isFalse();
    }

    @Test
    void refusesAShortKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HelloProof.ofDialler(WireBytes.of(new byte[15]), DIALLER, ACCEPTOR))
                .withMessageContaining("15 bytes");
    }
}
