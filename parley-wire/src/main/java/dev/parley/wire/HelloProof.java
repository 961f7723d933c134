package dev.parley.wire;

/**
 * Proof of a shared key: HMAC-SHA256 over the role and both HELLOs, byte for byte and without their proofs.
 *
 * <p>Threading: any thread.
 */
public final class HelloProof {

    /** Bytes of a nonce where a key is used. */
    public static final int NONCE_BYTES = 32;

    /** Shortest key, in bytes: 128 bits. */
    public static final int MIN_KEY_BYTES = 16;

    private HelloProof() {}

    /** What the acceptor puts into its HELLO. */
    public static WireBytes ofAcceptor(WireBytes key, Frame.Hello dialler, Frame.Hello acceptor) {
        throw new UnsupportedOperationException();
    }

    /** What the dialler puts into its second HELLO. */
    public static WireBytes ofDialler(WireBytes key, Frame.Hello dialler, Frame.Hello acceptor) {
        throw new UnsupportedOperationException();
    }

    /** Compares in a time that does not depend on the contents. */
    public static boolean matches(WireBytes expected, WireBytes given) {
        throw new UnsupportedOperationException();
    }
}
