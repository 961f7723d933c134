package dev.parley.remote;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The secret that all nodes of a cluster hold. Proves who may connect; it does not encrypt. Never printed.
 *
 * <p>Limits: at least 128 bits.
 */
public final class SharedKey {
    /** The shortest key. */
    public static final int MIN_BYTES = 16;

    private final byte[] bytes;

    private SharedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A key of these bytes. */
    public static SharedKey of(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("a shared key needs " + MIN_BYTES + " random bytes at least, not "
                    + bytes.length + ": make one with 'openssl rand -hex 32'");
        }
        return new SharedKey(bytes.clone());
    }

    /** A key written as hexadecimal digits. */
    public static SharedKey ofHex(String digits) {
        try {
            return of(HexFormat.of().parseHex(digits.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a shared key: write an even number of hexadecimal digits, 32 at least, as 'openssl rand -hex"
                            + " 32' prints them",
                    e);
        }
    }

    /** A copy of the secret. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31; // says nothing about the secret
    }

    @Override
    public String toString() {
        return "SharedKey(" + bytes.length * 8 + " bits)";
    }
}
