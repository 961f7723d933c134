package dev.parley.fuzz.make;

import dev.parley.fuzz.Maker;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Texts that are addresses of actors or nodes, or nearly. */
public final class Addresses implements Maker {
    private static final String[] PARTS = {
        "actor://",
        "actor:/",
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[fe80::1%eth0]",
        "::1",
        ":9001",
        ":0",
        ":65535",
        ":65536",
        ":99999",
        ":-1",
        "/user/room",
        "/user",
        "/~Cmd",
        "/.",
        "/..",
        "//",
        "/",
        "#7",
        "#18446744073709551615",
        "#18446744073709551616",
        "#99999999999999999999",
        "#-1",
        "#",
        "ünï",
        "\u0661",
        "\0",
        " "
    };

    /** The only one. */
    public Addresses() {}

    @Override
    public byte[] next(RandomGenerator chance) {
        byte[] text = text(chance).getBytes(StandardCharsets.UTF_8);
        return chance.nextInt(3) == 0 ? Damage.some(chance, text, text) : text;
    }

    private static String text(RandomGenerator chance) {
        StringBuilder text = new StringBuilder(chance.nextInt(8) == 0 ? "" : "actor://h:1");
        int parts = chance.nextInt(5);
        for (int i = 0; i < parts; i++) {
            String part = PARTS[chance.nextInt(PARTS.length)];
            text.append(chance.nextInt(16) == 0 ? part.repeat(1 << chance.nextInt(12)) : part);
        }
        return text.length() > Damage.MAX_BYTES ? text.substring(0, Damage.MAX_BYTES) : text.toString();
    }
}
