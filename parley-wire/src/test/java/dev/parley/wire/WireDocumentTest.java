package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.Vectors.Vector;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The normative text says what the code does: its tables and its worked example are read and compared. */
class WireDocumentTest {

    private static final Pattern DUMP = Pattern.compile("```wire (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DUMP_LINE = Pattern.compile("((?:[0-9a-f]{2} )*[0-9a-f]{2})(?:  .*)?");
    private static final Pattern PAYLOAD_ROW = Pattern.compile("\\| .* \\| `((?:[0-9a-f]{2} ?)+)` \\|");

    /** Who says what in the worked example. */
    private static final List<String> CONVERSATION = List.of(
            "a hello-dialler",
            "b hello-acceptor",
            "a hello-second",
            "a heartbeat-first",
            "b heartbeat-first",
            "a lane-first",
            "b lane-at-first",
            "b lane-first",
            "a lane-at-first",
            "a tell",
            "a ask",
            "b reply",
            "a monitor",
            "b ack-first",
            "b terminated-after-reply",
            "a ack-first",
            "b lane-leaving",
            "a lane-at-leaving",
            "b bye");

    private final String text = Vectors.read("WIRE.md");

    @Test
    void dumpsAreTheVectorsOfTheirName() {
        Map<String, String> published = hexByName("frames.json");
        List<String> dumped = new ArrayList<>();
        Matcher dump = DUMP.matcher(text);
        while (dump.find()) {
            assertThat(hexOf(dump.group(2))).as(dump.group(1)).isEqualTo(published.get(dump.group(1)));
            dumped.add(dump.group(1));
        }
        assertThat(dumped)
                .startsWith(CONVERSATION.stream().map(said -> said.substring(2)).toArray(String[]::new))
                .contains("lane", "lane-at");
    }

    @Test
    void workedExampleIsOneConversation() throws WireException {
        Map<String, String> published = hexByName("frames.json");
        Conversation conversation = new Conversation();
        for (String said : CONVERSATION) {
            byte[] bytes = HexFormat.of().parseHex(published.getOrDefault(said.substring(2), ""));
            conversation.says(said.startsWith("a"), Vectors.framesIn(bytes).getFirst());
        }
        assertThat(conversation.isOver()).isTrue();
    }

    @Test
    void payloadExamplesAreVectors() {
        List<String> examples = text.lines()
                .map(PAYLOAD_ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1).replace(" ", ""))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(10);
        assertThat(hexByName("payloads.json").values()).containsAll(examples);
    }

    @Test
    void errorTableIsTheEnum() {
        List<String> rows = new ArrayList<>();
        for (WireError error : WireError.values()) {
            rows.add("| " + error.number() + " | " + error.name() + " | " + (error.retryable() ? "yes" : "no") + " | "
                    + error.sentence() + " |");
        }
        assertThat(rowsBelow("| number | name | retry | meaning |")).isEqualTo(rows);
    }

    @Test
    void typeTableIsTheEnum() {
        List<String> rows = new ArrayList<>();
        for (FrameType type : FrameType.values()) {
            String name = type.name().replace('_', '-');
            rows.add(String.format("| 0x%02x | %s | %s |", type.number(), name, refsOf(type)));
        }
        assertThat(rowsBelow("| number | type | destination | source | on |"))
                .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1))
                .isEqualTo(rows);
    }

    @Test
    void flagTableIsTheCode() {
        assertThat(rowsBelow("| bit | name | types | meaning |"))
                .map(row -> row.substring(0, row.lastIndexOf('|', row.length() - 2) + 1))
                .containsExactly(
                        flag(FrameType.SLOT, "SLOT", "USER"),
                        flag(FrameType.DEADLINE, "DEADLINE", "USER"),
                        flag(FrameType.FAILURE, "FAILURE", "REPLY"),
                        flag(0x0008, "FRAGMENT", "–"),
                        flag(0x0010, "–", "–"),
                        flag(FrameType.INTERNED_NAME, "INTERNED-NAME", "USER"),
                        flag(FrameType.CODEC, "CODEC", "USER, REPLY"),
                        flag(0x0100, "TRACE", "–"));
    }

    @Test
    void limitTableIsTheCode() {
        Map<String, Long> limits = new LinkedHashMap<>();
        CodecLimits codec = CodecLimits.defaults();
        limits.put("frame before the handshake is over", (long)
                WireLimits.beforeHandshake().frameBytes());
        limits.put("frame", (long) WireLimits.defaults().frameBytes());
        limits.put("payload", (long) WireLimits.MAX_PAYLOAD_BYTES);
        limits.put("frame of a minimal link", (long) WireLimits.minimal().frameBytes());
        limits.put("payload on a minimal link", (long) WireLimits.minimal().payloadBytes());
        limits.put("name", (long) WireText.MAX_NAME_BYTES);
        limits.put("sentence", (long) WireText.MAX_SENTENCE_BYTES);
        limits.put("host", (long) WireNode.MAX_HOST_BYTES);
        limits.put("path", (long) WirePath.MAX_BYTES);
        limits.put("names in a path", (long) WirePath.MAX_DEPTH);
        limits.put("name in a path", (long) WirePath.MAX_NAME_CHARACTERS);
        limits.put("nonce, proof", (long) Frame.Hello.Challenge.MAX_BYTES);
        limits.put("key", (long) HelloProof.MIN_KEY_BYTES);
        limits.put("depth of a payload", (long) codec.depth());
        limits.put("components of a record", (long) RecordBinder.MAX_COMPONENTS);
        limits.put("heap that decoding one payload may build", codec.heapBytes());
        limits.put("elements or keys that are not Comparable", (long) codec.recordKeys());
        limits.put("scale of a BigDecimal, either sign", (long) DecimalCodec.MAX_SCALE);
        limits.put("mantissa of a BigDecimal", (long) DecimalCodec.MAX_MANTISSA_BYTES);
        limits.put("names of a paused actor", (long) Frame.Pause.MAX_NAMES);
        limits.put("actors paused on a link, each way", 10_000L);
        limits.put("handshake", 5L);

        Map<String, Long> written = new LinkedHashMap<>();
        for (String row : rowsBelow("| limit | value | refused with |")) {
            String[] cells = row.split("\\|", -1);
            written.put(cells[1].strip().split(":", -1)[0], firstNumberIn(cells[2]));
        }
        assertThat(written).isEqualTo(limits);
    }

    private List<String> rowsBelow(String heading) {
        List<String> lines = text.lines().toList();
        int first = lines.indexOf(heading);
        assertThat(first).as(heading).isNotNegative();
        return lines.subList(first + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String refsOf(FrameType type) {
        return switch (type.refs()) {
            case NONE -> "absent | absent";
            case ANY -> "optional | optional";
            case DESTINATION -> "required | optional";
            case DESTINATION_ALONE -> "required | absent";
            case SOURCE_ALONE -> "absent | required";
            case BOTH -> "required | required";
        };
    }

    private static String flag(int bit, String name, String types) {
        return String.format(Locale.ROOT, "| 0x%04x | %s | %s |", bit, name, types);
    }

    private static long firstNumberIn(String cell) {
        Matcher number = Pattern.compile("[0-9][0-9,]*").matcher(cell);
        assertThat(number.find()).as(cell).isTrue();
        return Long.parseLong(number.group().replace(",", ""));
    }

    private static String hexOf(String dump) {
        StringBuilder hex = new StringBuilder();
        dump.lines().forEach(line -> {
            Matcher bytes = DUMP_LINE.matcher(line);
            assertThat(bytes.matches()).as(line).isTrue();
            hex.append(bytes.group(1).replace(" ", ""));
        });
        return hex.toString();
    }

    private static Map<String, String> hexByName(String file) {
        Map<String, String> hex = new LinkedHashMap<>();
        for (Vector vector : Vectors.load(file)) {
            assertThat(hex.put(vector.name(), vector.text("hex")))
                    .as(vector.name() + " is unique")
                    .isNull();
        }
        return hex;
    }
}
