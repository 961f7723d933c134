package dev.parley.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof of a shared key: HMAC-SHA256 over the role and both HELLOs, byte for byte and without their proofs. So a proof
 * holds for these two nodes, sessions, lanes and nonces, and one side's proof is never the other's.
 *
 * <p>Threading: any thread.
 */
public final class HelloProof {

    /** Bytes of a nonce where a key is used. */
    public static final int NONCE_BYTES = 32;

    /** Shortest key, in bytes: 128 bits. */
    public static final int MIN_KEY_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ACCEPTOR = 1;
    private static final int DIALLER = 2;

    private HelloProof() {}

    /** What the acceptor puts into its HELLO. */
    public static WireBytes ofAcceptor(WireBytes key, Frame.Hello dialler, Frame.Hello acceptor) {
        return proof(key, ACCEPTOR, dialler, acceptor);
    }

    /** What the dialler puts into its second HELLO. */
    public static WireBytes ofDialler(WireBytes key, Frame.Hello dialler, Frame.Hello acceptor) {
        return proof(key, DIALLER, dialler, acceptor);
    }

    /** Compares in a time that does not depend on the contents. */
    public static boolean matches(WireBytes expected, WireBytes given) {
        return MessageDigest.isEqual(expected.array(), given.array());
    }

    private static WireBytes proof(WireBytes key, int role, Frame.Hello dialler, Frame.Hello acceptor) {
        if (key.length() < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key of " + key.length() + " bytes is shorter than " + MIN_KEY_BYTES + ": make a random one");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.array(), ALGORITHM));
            mac.update((byte) role);
            mac.update(unproven(dialler));
            mac.update(unproven(acceptor));
            return WireBytes.of(mac.doFinal());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }

    private static byte[] unproven(Frame.Hello hello) {
        ByteSink sink = new ByteSink().u32(0);
        new FrameFields(null).write(hello.proven(WireBytes.EMPTY), sink);
        sink.patchU32(0, sink.size() - Integer.BYTES);
        return sink.toByteArray();
    }
}
