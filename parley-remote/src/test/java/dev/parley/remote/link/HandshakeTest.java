package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.Endpoint;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import dev.parley.wire.WireNode;
import dev.parley.wire.WireVersions;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final Endpoint B = new Endpoint("b", 9001);
    private static final WireBytes KEY = WireBytes.of(new byte[16]);
    private static final WireBytes OTHER_KEY = WireBytes.of("sixteen bytes or".getBytes(StandardCharsets.US_ASCII));

    private final Handshake open = new Handshake("parley", Optional.empty());
    private final Handshake keyed = new Handshake("parley", Optional.of(KEY));
    private final Frame.Hello ours = hello("parley", "a", 1);
    private final Frame.Hello theirs = hello("parley", "b", 2);

    private static Frame.Hello hello(String cluster, String host, int nonce) {
        return hello(WireVersions.OURS, cluster, host, nonce);
    }

    private static Frame.Hello hello(WireVersions versions, String cluster, String host, int nonce) {
        byte[] bytes = new byte[HelloProof.NONCE_BYTES];
        bytes[0] = (byte) nonce;
        return new Frame.Hello(
                new Frame.Hello.Offer(versions, 0, 0),
                new Frame.Hello.Peer(cluster, new WireNode(host, 9001, 5), host),
                new Frame.Hello.Session(nonce, 0, Frame.CONTROL, 0),
                new Frame.Hello.Challenge(WireBytes.of(bytes), WireBytes.EMPTY));
    }

    private static void assertRefused(Handshake.@Nullable Refusal refusal, WireError error, String text) {
        assertThat(refusal).isNotNull();
        Objects.requireNonNull(refusal, "refused");
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.text()).contains(text);
    }

    @Test
    void takesAPeerOfTheSameClusterAndVersion() {
        assertThat(open.judgeDialler(theirs)).isNull();
        assertThat(open.judgeAcceptor(ours, theirs, B)).isNull();
    }

    @Test
    void refusesAnotherClusterNamingBoth() {
        assertRefused(
                open.judgeDialler(hello("other", "b", 2)), WireError.WRONG_CLUSTER, "'other', this node to 'parley'");
        assertRefused(open.judgeAcceptor(ours, hello("other", "b", 2), B), WireError.WRONG_CLUSTER, "'other'");
    }

    @Test
    void refusesVersionsThatHaveNothingInCommon() {
        Frame.Hello later = hello(new WireVersions(200, 201), "parley", "b", 2);
        assertRefused(open.judgeDialler(later), WireError.UNSUPPORTED_VERSION, "this node");
        assertRefused(open.judgeAcceptor(ours, later, B), WireError.UNSUPPORTED_VERSION, "this node");
    }

    @Test
    void refusesAnotherNodeThanTheOneThatWasDialled() {
        assertRefused(open.judgeAcceptor(ours, hello("parley", "c", 2), B), WireError.WRONG_NODE, "dialled b:9001");
    }

    @Test
    void takesTheRightProofsOfBothSides() {
        Frame.Hello proven = theirs.proven(HelloProof.ofAcceptor(KEY, ours, theirs));
        assertThat(keyed.judgeAcceptor(ours, proven, B)).isNull();
        assertThat(keyed.judgeProof(ours, theirs, ours.proven(HelloProof.ofDialler(KEY, ours, theirs))))
                .isNull();
    }

    @Test
    void refusesAMissingAndAWrongProofOfTheAcceptor() {
        assertRefused(keyed.judgeAcceptor(ours, theirs, B), WireError.NOT_AUTHENTICATED, "proof");
        Frame.Hello wrong = theirs.proven(HelloProof.ofAcceptor(OTHER_KEY, ours, theirs));
        assertRefused(keyed.judgeAcceptor(ours, wrong, B), WireError.NOT_AUTHENTICATED, "proof");
        Frame.Hello role = theirs.proven(HelloProof.ofDialler(KEY, ours, theirs));
        assertRefused(keyed.judgeAcceptor(ours, role, B), WireError.NOT_AUTHENTICATED, "proof");
    }

    @Test
    void refusesAMissingAndAWrongProofOfTheDialler() {
        assertRefused(keyed.judgeProof(ours, theirs, ours), WireError.NOT_AUTHENTICATED, "proof");
        Frame.Hello wrong = ours.proven(HelloProof.ofDialler(OTHER_KEY, ours, theirs));
        assertRefused(keyed.judgeProof(ours, theirs, wrong), WireError.NOT_AUTHENTICATED, "proof");
    }

    @Test
    void refusesAReplayedProof() {
        WireBytes old = HelloProof.ofDialler(KEY, ours, theirs);
        Frame.Hello freshAnswer = hello("parley", "b", 3);
        assertRefused(keyed.judgeProof(ours, freshAnswer, ours.proven(old)), WireError.NOT_AUTHENTICATED, "proof");
        Frame.Hello freshDial = hello("parley", "a", 4);
        Frame.Hello replayed = theirs.proven(HelloProof.ofAcceptor(KEY, ours, theirs));
        assertRefused(keyed.judgeAcceptor(freshDial, replayed, B), WireError.NOT_AUTHENTICATED, "proof");
    }

    @Test
    void tellsANodeWithoutAKeyThatThePeerWantsOne() {
        Frame.Hello proven = theirs.proven(HelloProof.ofAcceptor(KEY, ours, theirs));
        assertRefused(open.judgeAcceptor(ours, proven, B), WireError.NOT_AUTHENTICATED, "give all nodes the same");
    }
}
