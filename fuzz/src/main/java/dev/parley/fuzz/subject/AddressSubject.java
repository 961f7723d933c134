package dev.parley.fuzz.subject;

import dev.parley.ActorAddress;
import dev.parley.fuzz.Finding;
import dev.parley.fuzz.Subject;
import dev.parley.remote.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parsers of addresses. Promises: an address whose parts are within their limits, and whose text is read as the
 * same address; or an IllegalArgumentException that says what was read and what is wrong with it.
 */
public final class AddressSubject implements Subject {
    private static final int MAX_NAME = 64;
    private static final int MAX_PORT = 65_535;

    @Override
    public Verdict take(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        ActorAddress address = read(ActorAddress::parse, text);
        Endpoint endpoint = read(Endpoint::parse, text);
        if (address != null) {
            requireLegal(address);
            requireSame(address, read(ActorAddress::parse, address.toString()));
        }
        if (endpoint != null) {
            requireSame(endpoint, read(Endpoint::parse, endpoint.toString()));
        }
        return address == null && endpoint == null ? Verdict.REFUSED : Verdict.ACCEPTED;
    }

    private static <T> @Nullable T read(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            if (!String.valueOf(refused.getMessage()).startsWith("not a")) {
                throw new Finding("a refusal that does not say of what: " + refused.getMessage(), refused);
            }
            return null;
        }
    }

    private static void requireSame(Object first, @Nullable Object again) {
        if (!first.equals(again)) {
            throw new Finding(first + " comes back as " + again);
        }
    }

    private static void requireLegal(ActorAddress address) {
        String[] names = address.path().split("/", -1);
        boolean legal = names[0].isEmpty()
                && names.length - 1 <= ActorAddress.MAX_DEPTH
                && address.node().port() >= 0
                && address.node().port() <= MAX_PORT;
        for (int i = 1; i < names.length; i++) {
            legal &= isName(names[i]);
        }
        if (!legal) {
            throw new Finding(address + " is no address");
        }
    }

    private static boolean isName(String name) {
        return !name.equals(".")
                && !name.equals("..")
                && !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().allMatch(AddressSubject::isOfName);
    }

    private static boolean isOfName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.~-".indexOf(c) >= 0;
    }
}
