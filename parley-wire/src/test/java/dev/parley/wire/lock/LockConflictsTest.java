package dev.parley.wire.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that go by different locks refuse what they would misread, and nothing else. */
class LockConflictsTest {
    private static ProtocolLock lock(String lines) {
        return ProtocolLock.parse(
                "# protocol.lock v1\n" + lines.replaceAll(";(?=\\d)", "\n  ").replace(';', '\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        record A;1 id long;2 name string! | record A;1 name string!;2 id long | id 1 is id here and name there
        record A;1 id long;2 price int | record A;1 id long;2 quantity int | id 2 is price here and quantity there
        record A;1 id long | record A;1 id string! | id is long here and string! there
        record A;1 id long | sealed A;1 B | it is 'sealed A' there
        enum A;0 B;1 C | enum A;0 C;1 B | id 0 is B here and C there
        sealed A;1 B;2 C | sealed A;1 B;2 D | id 2 is C here and D there
        record A;1 id list<long> | record A;1 id list<string> | id is list<long> here and list<string> there
        """)
    void namesWhatWouldBeTakenForSomethingElse(String ours, String theirs, String why) {
        assertThat(LockConflicts.between(lock(ours), lock(theirs)).of(List.of("A")))
                .hasValue(lock(ours).types().getFirst().header() + ": " + why);
        assertThat(LockConflicts.between(lock(theirs), lock(ours)).of(List.of("A")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        record A;1 id long | record A;1 id long;2 name string
        record A;1 id int | record A;1 id long
        record A;1 id string! | record A;1 id optional<string>
        record A;1 id long;2 note string | record A;1 id long;2 - note string
        record A;1 buyer string! | record A;1 customer string! was buyer
        record A was B;1 id long | record B;1 id long
        enum A;0 B | enum A;0 B;1 C
        sealed A;1 B;record B;1 id long | sealed A;1 C;record C was B;1 id long
        record A;1 b list<B>;record B;1 x int | record A;1 b list<C>;record C was B;1 x int
        record A;1 id long | record B;1 id string!
        """)
    void lets(String ours, String theirs) {
        assertThat(LockConflicts.between(lock(ours), lock(theirs)).texts()).isEmpty();
        assertThat(LockConflicts.between(lock(theirs), lock(ours)).texts()).isEmpty();
    }

    @Test
    void holdsForAllThatIsMadeOfWhatConflicts() {
        String users =
                "sealed S;1 L;record L;1 a optional<map<string,A>>;record Free;1 x int;2 ref Ref<A>;record R was Q;1 s"
                        + " list<S>;";
        LockConflicts conflicts =
                LockConflicts.between(lock(users + "record A;1 x int"), lock(users + "record A;1 y int"));

        assertThat(conflicts.texts()).containsExactly("record A: id 1 is x here and y there");
        assertThat(List.of("A", "L", "S", "R", "Q"))
                .allSatisfy(name -> assertThat(conflicts.of(List.of(name))).isPresent());
        assertThat(conflicts.of(List.of("Free", "unheard"))).isEmpty();
        assertThat(conflicts.isEmpty()).isFalse();
    }

    @Test
    void findsNoneBetweenALockAndItsSafeSuccessor() {
        int grown = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            ProtocolLock before = new RandomLock(random).lock();
            LockUpdate update = before.update(LockUpdateTest.declaration(new RandomLock(random).lock()));
            if (update.breaking().isEmpty()) {
                grown += update.isUnchanged() ? 0 : 1;
                assertThat(LockConflicts.between(before, update.lock()).texts())
                        .as("seed %d", seed)
                        .isEmpty();
                assertThat(LockConflicts.between(update.lock(), before).texts())
                        .as("seed %d", seed)
                        .isEmpty();
            }
        }
        assertThat(grown).isPositive();
    }

    @Test
    void aFingerprintTellsTextsApartAndIsNeverZero() {
        ProtocolLock one = lock("record A;1 id long");
        assertThat(one.fingerprint())
                .isNotZero()
                .isEqualTo(ProtocolLock.parse(one.text()).fingerprint());
        assertThat(one.fingerprint()).isNotEqualTo(lock("record A;1 id int").fingerprint());
    }
}
