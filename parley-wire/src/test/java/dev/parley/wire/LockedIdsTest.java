package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.lock.ProtocolLock;
import java.lang.reflect.Type;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids come from the lock, so that the order of a declaration means nothing. */
class LockedIdsTest {

    record Customer(long id, String name) {}

    record Turned(String name, long id) {}

    record Spread(
            boolean last,
            String text,
            int count,
            double rate,
            List<Customer> others,
            @Nullable String note) {}

    record Every(double d, byte b, short s, int i, long l, char c, boolean z, float f, String text) {}

    enum Colour {
        GREEN,
        RED
    }

    sealed interface Event {
        record Went(String who) implements Event {}

        record Came(String who) implements Event {}

        enum Sign implements Event {
            PING,
            PONG
        }
    }

    record Painted(Colour colour, Optional<Event> event) {}

    @Test
    void writesEntriesInTheOrderOfTheirIdsAndNotOfTheDeclaration() throws WireException {
        Codecs codecs = locked(Turned.class, "record LockedIdsTest.Turned;1 id long;2 name string!");
        assertThat(hex(codecs, new Turned("bo", 7))).isEqualTo("a2" + "0107" + "0262626f");
        assertThat(again(codecs, new Turned("bo", 7))).isEqualTo(new Turned("bo", 7));
    }

    @Test
    void understandsAProgramThatDeclaresAnotherOrder() throws WireException {
        Codecs old = Codecs.builder().build();
        old.register(Customer.class);
        Codecs turned = locked(Turned.class, "record LockedIdsTest.Turned;1 id long;2 name string!");
        assertThat(turned.decode(Turned.class, old.encode(Customer.class, new Customer(7, "ada"))))
                .isEqualTo(new Turned("ada", 7));
    }

    @Test
    void roundTripsWhateverTheIdsAre() throws WireException {
        Codecs codecs = locked(
                Every.class,
                "record LockedIdsTest.Every;300 d double;24 b byte;23 s short;2 i int;65535 l long;65000 c char;3 z"
                        + " boolean;25 f float;255 text string!");
        Every value = new Every(1.5, (byte) -1, (short) 2, 1 << 30, Long.MIN_VALUE, 'x', true, 2.5f, "ö");
        assertThat(again(codecs, value)).isEqualTo(value);
        Every zeros = new Every(0, (byte) 0, (short) 0, 0, 0, '\0', false, 0, "");
        assertThat(again(codecs, zeros)).isEqualTo(zeros);
    }

    @ParameterizedTest
    @CsvSource({
        // entries 4, 5, 7, 8, 11, 12 are retired or not known yet; all of 3, 6, 9, 10 are there
        "a4 03f5 0605 090a 0a6178, true, x",
        "a9 01a0 02f4 03f5 048101 0605 07190100 090a 0a6178 0b00, true, x",
        "a5 03f5 0605 0800 090a 0a6178, true, x",
        "a5 1803f5 19000500 19000605 180900 0b00, true, ''",
        "a2 05f6 07f6, false, ''",
        "a0, false, ''",
    })
    void passesOverWhatIsRetiredBetweenTwoFields(String hex, boolean flag, String text) throws WireException {
        record Gaps(boolean flag, int six, int nine, Optional<String> ten) {}

        Codecs codecs = locked(
                Gaps.class, "record LockedIdsTest.1Gaps;3 flag boolean;6 six int;9 nine int;10 ten optional<string>");
        Gaps gaps = (Gaps) codecs.decode(Gaps.class, bytes(hex));
        assertThat(gaps.flag()).isEqualTo(flag);
        assertThat(gaps.ten().orElse("")).isEqualTo(text);
        if (!text.isEmpty()) {
            assertThat(gaps).isEqualTo(new Gaps(flag, 5, 10, Optional.of("x")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a2 0401 0402, key 4 after key 4 in",
        "a2 0401 03f5, key 3 after key 4 in",
        "a2 0501 0401, key 4 after key 5 in",
        "a2 06f4 0401, key 4 after key 6 in",
        "a3 03f5 0401 03f5, key 3 after key 4 in",
        "a3 03f5 0701 0601, key 6 after key 7 in",
        "a1 0001, key 0 after key 0 in",
        "a1 2001, key -1 after key 0 in",
        "a2 03f5 2001, key -1 after key 3 in",
        "a1 6101f5, expected an integer",
        "a2 03f5 1904, ends inside an item",
    })
    void refusesKeysThatDoNotAscendAcrossAGap(String hex, String refusal) {
        record Gaps(boolean flag, boolean six) {}

        Codecs codecs = locked(Gaps.class, "record LockedIdsTest.2Gaps;3 flag boolean;6 six boolean");
        assertThatThrownBy(() -> codecs.decode(Gaps.class, bytes(hex)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void leavesOutWhatIsAbsentWhereverItStands() throws WireException {
        Codecs codecs = locked(
                Spread.class,
                "record LockedIdsTest.Spread;9 last boolean;2 text string!;5 count int;1 rate double;7 others"
                        + " list<LockedIdsTest.Customer>;4 note string");
        Spread value = new Spread(true, "t", 3, 0.5, List.of(new Customer(1, "a")), null);
        assertThat(hex(codecs, value))
                .isEqualTo("a5" + "01fb3fe0000000000000" + "026174" + "0503" + "0781a20101026161" + "09f5");
        assertThat(again(codecs, value)).isEqualTo(value);
    }

    @Test
    void numbersLeavesAndConstantsByTheLock() throws WireException {
        Codecs codecs = locked(
                Painted.class,
                "enum LockedIdsTest.Colour;0 RED;3 GREEN",
                "sealed LockedIdsTest.Event;1 LockedIdsTest.Event.Came;2 - LockedIdsTest.Event.Lost;"
                        + "4 LockedIdsTest.Event.Went;9 LockedIdsTest.Event.Sign",
                "enum LockedIdsTest.Event.Sign;7 PING;2 PONG");
        Painted red = new Painted(Colour.RED, Optional.of(new Event.Came("a")));
        assertThat(hex(codecs, red)).isEqualTo("a2" + "0100" + "02a20001016161");
        assertThat(again(codecs, red)).isEqualTo(red);
        Painted green = new Painted(Colour.GREEN, Optional.of(Event.Sign.PING));
        assertThat(hex(codecs, green)).isEqualTo("a2" + "0103" + "02a200090107");
        assertThat(again(codecs, green)).isEqualTo(green);
        refuses(codecs, "a1 0101", "LockedIdsTest.Colour has no constant 1: deploy readers first");
        refuses(codecs, "a1 0104", "LockedIdsTest.Colour has no constant 4");
        refuses(codecs, "a2 0100 02a20002016161", "LockedIdsTest.Event has no leaf 2: deploy readers first");
        refuses(codecs, "a2 0100 02a10000", "LockedIdsTest.Event has no leaf 0");
        refuses(codecs, "a2 0100 02a1000a", "LockedIdsTest.Event has no leaf 10");
    }

    @Test
    void countsTheDeclarationOfTypesThatTheLockDoesNotHold() throws WireException {
        Codecs codecs = locked(Turned.class, "record LockedIdsTest.Customer;2 id long;1 name string!");
        assertThat(hex(codecs, new Turned("bo", 7))).isEqualTo("a2" + "0162626f" + "0207");
    }

    @Test
    void readsMessagesByTheirFormerNameToo() throws WireException {
        Codecs codecs = locked(Event.class, "record LockedIdsTest.Event.Came was Visit.Came Arrival;1 who string!");
        WireBytes bytes = codecs.encodeMessage(new Event.Came("ada")).payload();
        assertThat(codecs.encodeMessage(new Event.Came("ada")).type()).isEqualTo("LockedIdsTest.Event.Came");
        for (String name : List.of("LockedIdsTest.Event.Came", "Visit.Came", "Arrival")) {
            assertThat(codecs.decodeMessage(new Frame.Body(name, bytes))).isEqualTo(new Event.Came("ada"));
            assertThat(codecs.protocol(Event.class).decode(new Frame.Body(name, bytes)))
                    .isEqualTo(new Event.Came("ada"));
            assertThat(codecs.byName(name)).contains(Event.Came.class);
        }
        assertThatThrownBy(() -> codecs.decodeMessage(new Frame.Body("Visit.Went", bytes)))
                .hasMessageContaining("no message type 'Visit.Went' is registered");
    }

    @Test
    void takesAComponentThatStillHasItsFormerName() throws WireException {
        Codecs codecs =
                locked(Turned.class, "record Renamed was LockedIdsTest.Turned;1 id long;2 full string! was name");
        assertThat(hex(codecs, new Turned("bo", 7))).isEqualTo("a2" + "0107" + "0262626f");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        record LockedIdsTest.Customer;1 id long;3 - old long | LockedIdsTest.Customer: 'name' is not in protocol.lock: \
        add '  4 name string!' below 'record LockedIdsTest.Customer', or 'was' and its former name behind its present
        record LockedIdsTest.Customer;1 id long;2 - name string! | \
        'name' is not in protocol.lock: add '  3 name string!'
        record LockedIdsTest.Customer;1 id string!;2 name string! | protocol.lock says '1 id string!' below 'record \
        LockedIdsTest.Customer', the code declares long: retire that line ('1 - id string!') and give what is new an id
        record LockedIdsTest.Customer;1 id decimal;2 name string! | protocol.lock says '1 id decimal' below
        sealed LockedIdsTest.Customer;1 A | protocol.lock says 'sealed LockedIdsTest.Customer', the code declares \
        'record LockedIdsTest.Customer': give what is new a new name
        """)
    void refusesWhatTheLockDoesNotKnow(String lock, String refusal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locked(Customer.class, lock))
                .withMessageContaining(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        enum LockedIdsTest.Colour;0 RED | LockedIdsTest.Painted.colour: 'GREEN' is not in protocol.lock: add '  1 GREEN'
        sealed LockedIdsTest.Event;1 LockedIdsTest.Event.Came | \
        LockedIdsTest.Painted.event: 'LockedIdsTest.Event.Went' \
        is not in protocol.lock: add '  2 LockedIdsTest.Event.Went' below 'sealed LockedIdsTest.Event'
        record LockedIdsTest.Event.Came;1 when long | \
        LockedIdsTest.Painted.event(LockedIdsTest.Event.Came): 'who' is not
        """)
    void refusesWithThePathOfTheComponent(String lock, String refusal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locked(Painted.class, lock))
                .withMessageStartingWith(refusal);
    }

    @Test
    void refusesTwoClassesForOneTypeOfTheLock() {
        Codecs codecs = locked(
                Customer.class, "record LockedIdsTest.Customer was LockedIdsTest.Turned;1 id long;2 name string!");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.register(Turned.class))
                .withMessageContaining("LockedIdsTest.Turned: protocol.lock has one type 'LockedIdsTest.Customer', but")
                .withMessageContaining("both have that name, or had it: rename one");
    }

    @Test
    void refusesTwoComponentsForOneId() {
        record Twins(long now, long before) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> locked(Twins.class, "record LockedIdsTest.1Twins;1 now long was before"))
                .withMessage(
                        "LockedIdsTest.1Twins: 'before' and 'now' are one and the same in protocol.lock, a present and"
                                + " a former name: give one of them another name");
    }

    @Test
    void acceptsAWiderTypeThanTheLockSays() throws WireException {
        Codecs codecs = locked(Customer.class, "record LockedIdsTest.Customer;1 id int;2 name string");
        assertThat(again(codecs, new Customer(1L << 40, "a"))).isEqualTo(new Customer(1L << 40, "a"));
    }

    private static Codecs locked(Type type, String... types) {
        String text = "# protocol.lock v1\n" + String.join("\n", types).replace(";", "\n ");
        Codecs codecs = Codecs.builder().lock(ProtocolLock.parse(text)).build();
        codecs.register(type);
        return codecs;
    }

    private static void refuses(Codecs codecs, String hex, String refusal) {
        assertThatThrownBy(() -> codecs.decode(Painted.class, bytes(hex)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining(refusal);
    }

    private static String hex(Codecs codecs, Object value) throws WireException {
        return HexFormat.of().formatHex(codecs.encode(value.getClass(), value));
    }

    private static Object again(Codecs codecs, Object value) throws WireException {
        return codecs.decode(value.getClass(), codecs.encode(value.getClass(), value));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
