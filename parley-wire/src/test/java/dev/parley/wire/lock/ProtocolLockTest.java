package dev.parley.wire.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.parley.wire.lock.LockedType.Kind;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a lock and its value are the same thing, and a broken text says where and what to do. */
class ProtocolLockTest {

    private static final String VERSION = "# protocol.lock v1\n";

    private static final String COLOUR = """

        enum Shop.Colour
          0 RED
          1 - GREEN
          2 BLUE was AZURE NAVY
        """;

    private static final String COMMAND = """

        sealed Shop.Command
          1 Shop.Add
          3 Shop.Remove was Shop.Drop
        """;

    private static final String ORDER = """

        record Shop.Order was Shop.Purchase
          1 id long
          2 customer string! was buyer
          3 items map<string,list<Shop.Item>>
          4 - discount double
        """;

    private static final String SORTED = VERSION + COLOUR + COMMAND + ORDER;

    private static final ProtocolLock VALUE = new ProtocolLock(List.of(
            LockedType.of(
                    Kind.SEALED,
                    "Shop.Command",
                    List.of(
                            new LockedId(3, false, "Shop.Remove", "", List.of("Shop.Drop")),
                            LockedId.of(1, "Shop.Add"))),
            new LockedType(
                    Kind.RECORD,
                    "Shop.Order",
                    List.of("Shop.Purchase"),
                    List.of(
                            LockedId.of(1, "id", "long"),
                            new LockedId(2, false, "customer", "string!", List.of("buyer")),
                            new LockedId(4, true, "discount", "double", List.of()),
                            LockedId.of(3, "items", "map<string,list<Shop.Item>>"))),
            LockedType.of(
                    Kind.ENUM,
                    "Shop.Colour",
                    List.of(
                            LockedId.of(0, "RED"),
                            new LockedId(1, true, "GREEN", "", List.of()),
                            new LockedId(2, false, "BLUE", "", List.of("AZURE", "NAVY"))))));

    @Test
    void readsWhatItsTextSays() {
        assertThat(ProtocolLock.parse(SORTED)).isEqualTo(VALUE);
    }

    @Test
    void writesTypesByNameAndIdsAscending() {
        assertThat(VALUE.text()).isEqualTo(SORTED);
        assertThat(VALUE).hasToString(SORTED);
        assertThat(ProtocolLock.empty().text()).isEqualTo("# protocol.lock v1\n");
    }

    @Test
    void readsTypesAndIdsInAnyOrderWithAnyLineEnds() {
        assertThat(ProtocolLock.parse((VERSION + ORDER + COLOUR + COMMAND).replace("\n", "\r\n")))
                .isEqualTo(VALUE);
        assertThat(ProtocolLock.parse("# protocol.lock v1\nenum E\n\t1   B\n\n 0 A")
                        .text())
                .isEqualTo("# protocol.lock v1\n\nenum E\n  0 A\n  1 B\n");
    }

    @Test
    void findsATypeByItsFormerName() {
        assertThat(VALUE.type("Shop.Purchase")).isEqualTo(VALUE.type("Shop.Order"));
        assertThat(VALUE.type("Shop.Order")).isPresent();
        assertThat(VALUE.type("Order")).isEmpty();
    }

    @Test
    void writesWordsThatMeanSomethingElsewhere() {
        String text =
                "# protocol.lock v1\n\nrecord was was record\n  1 was string! was was2\n  2 - record was was -x\n";
        assertThat(ProtocolLock.parse(text).text()).isEqualTo(text);
    }

    @Test
    void comesBackAsItWasWhateverItHolds() {
        for (long seed = 0; seed < 2_000; seed++) {
            ProtocolLock lock = new RandomLock(new Random(seed)).lock();
            ProtocolLock again = ProtocolLock.parse(lock.text());
            assertThat(again).as("seed %d", seed).isEqualTo(lock);
            assertThat(again.text()).as("seed %d", seed).isEqualTo(lock.text());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        v2             | line 1: '# protocol.lock v2' is no version that is known here: begin with
        v1;class A     | line 2: 'class A' begins no type: write 'record NAME', 'sealed NAME' or
        v1;;# a comment | line 3: '# a comment' begins no type: write 'record NAME'
        v1;<<<<<<< HEAD | line 2: '<<<<<<< HEAD' begins no type
        v1;record       | line 2: 'record' begins no type: write 'record NAME'
        v1;record A B   | line 2: 'B' cannot be read: write 'ID NAME'
        v1;record A was | line 2: 'was' cannot be read: write 'ID NAME'
        v1; 1 a long    | line 2: an id without a type: write 'record NAME'
        v1;record A; a long     | line 3: 'a' is no id: write 'ID NAME'
        v1;record A; 1 a        | line 3: '1 a' cannot be read: write 'ID NAME' (in a record 'ID NAME TYPE')
        v1;record A; 1 -        | line 3: '1 -' cannot be read
        v1;record A; 1 a long b | line 3: 'b' cannot be read
        v1;record A; 1 a list<  | line 3: 'list<' is no type: write one such as 'long'
        v1;record A; 1 a list<b>> | line 3: 'list<b>>' is no type
        v1;record A; 1 a list   | line 3: 'list' has 0 arguments: write 'list<string>'
        v1;record A; 1 a map<b> | line 3: 'map' has 1 arguments
        v1;record A; 0 a long   | line 3: ids of a record begin with 1, not with 0: take the next
        v1;sealed A; 0 B        | line 3: ids of a sealed begin with 1, not with 0
        v1;enum A; -1 B         | line 3: id -1 is out of range: take one from 0 to 65535
        v1;enum A; 65536 B      | line 3: id 65536 is out of range
        v1;enum A; 0 B;; 0 C    | line 5: id 0 is there twice: give the newer line the next one
        v1;enum A; 0 B; 0 C; 1 D;enum E; 0 F | line 4: id 0 is there twice
        v1;enum A; 0 - B; 0 C   | line 4: id 0 is there twice
        v1;enum A; 0 B; 1 B     | line 4: 'B' names two ids: remove one line, or retire it ('1 - B')
        v1;enum A; 0 B; 1 C was B | line 4: 'B' names two ids
        v1;enum A; 0 B; 1 C D   | line 4: 'D' cannot be read: write 'ID NAME'
        v1;enum A;enum B;record A | line 4: 'A' names a type in line 2 already: keep one of the two
        v1;enum A;enum B was A  | line 3: 'A' names a type in line 2 already
        """)
    void refusesABrokenTextWithItsLineAndTheRemedy(String text, String refusal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtocolLock.parse("# protocol.lock " + text.replace(';', '\n')))
                .withMessageStartingWith("protocol.lock " + refusal);
    }

    /** A peer sends it: what reading costs must grow with its length and no faster. */
    @Test
    void readsALongTypeOnce() {
        StringBuilder text = new StringBuilder("# protocol.lock v1\nenum A\n");
        for (int i = 0; i < 4_000; i++) {
            text.append("  ").append(i).append(" C").append(i).append('\n');
        }
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        ProtocolLock lock = ProtocolLock.parse(text.toString());
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(100L << 20);
        assertThat(lock.types().getFirst().ids()).hasSize(4_000);
    }

    @Test
    void refusesAnEmptyText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtocolLock.parse("\n"))
                .withMessage("protocol.lock line 1: it is empty: begin with '# protocol.lock v1'");
    }

    @Test
    void refusesTwoTypesOfOneName() {
        LockedType one = LockedType.of(Kind.ENUM, "A", List.of());
        LockedType other = new LockedType(Kind.RECORD, "B", List.of("A"), List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProtocolLock(List.of(one, other)))
                .withMessage("two types are named 'A': rename one, or nest it in its protocol");
    }

    @Test
    void refusesNamesThatAreNoWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LockedId.of(1, "a b"))
                .withMessageContaining("'a b' is no name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LockedId.of(1, "-"))
                .withMessageContaining("'-' is no name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LockedType.of(Kind.ENUM, "", List.of()))
                .withMessageContaining("'' is no name");
    }
}
