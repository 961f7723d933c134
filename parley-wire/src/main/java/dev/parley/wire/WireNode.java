package dev.parley.wire;

import java.util.Objects;

/**
 * A node as the wire names it: where it listens and which start of it is meant. Bytes only; nothing is resolved.
 *
 * <p>Threading: immutable.
 *
 * @param host what peers dial, 1 to {@value #MAX_HOST_BYTES} characters out of letters, digits and {@code . - _ : %};
 *     empty only in {@link #unlisted}
 * @param port 1 to 65,535; 0 only in {@link #unlisted}
 * @param incarnation which start of the process; 0 = "whichever runs there"
 */
public record WireNode(String host, int port, long incarnation) {

    /** Longest host on the wire, in bytes; a DNS name has at most 253. */
    public static final int MAX_HOST_BYTES = 255;

    public WireNode {
        Objects.requireNonNull(host, "host");
        String complaint = complaintAbout(host, port);
        if (!complaint.isEmpty()) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** A process that does not listen (a guest before and after its member gave it an id). */
    public static WireNode unlisted(long incarnation) {
        return new WireNode("", 0, incarnation);
    }

    /** Whether others can dial this node; a guest cannot be dialled. */
    public boolean listens() {
        return port != 0;
    }

    /** What is wrong with a host and port, or the empty text; shared with the decoder. */
    static String complaintAbout(String host, int port) {
        if (host.isEmpty() != (port == 0) || port < 0 || port > 0xFFFF) {
            return "port " + port + " does not go with host '" + host + "': 1 to 65535, or 0 and no host";
        }
        if (host.length() > MAX_HOST_BYTES) {
            return "host of " + host.length() + " characters is longer than " + MAX_HOST_BYTES;
        }
        for (int i = 0; i < host.length(); i++) {
            if (!isHostCharacter(host.charAt(i))) {
                return "character " + (int) host.charAt(i) + " is not allowed in a host";
            }
        }
        return "";
    }

    private static boolean isHostCharacter(char c) {
        return WirePath.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '%';
    }

    @Override
    public String toString() {
        return host + ":" + port + "#" + Long.toHexString(incarnation);
    }
}
