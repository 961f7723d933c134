package dev.parley.wire.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of the code is either written down, or refused with what to do instead. */
class LockUpdateTest {

    private static final String RECORD = "record A;1 id long;2 - old string!;3 name string!;4 note string";

    @Test
    void findsNothingToDoWhereNothingChanged() {
        LockUpdate update = update(RECORD, "record A;1 id long;2 name string!;3 note string");
        assertThat(update.isUnchanged()).isTrue();
        assertThat(update.lock()).isEqualTo(lock(RECORD));
    }

    @Test
    void ignoresTheOrderOfTheDeclaration() {
        assertThat(update(RECORD, "record A;1 note string;2 name string!;3 id long")
                        .isUnchanged())
                .isTrue();
        assertThat(update("enum A;0 B;1 C", "enum A;0 C;1 B").isUnchanged()).isTrue();
        assertThat(update("sealed A;1 B;2 C", "sealed A;1 C;2 B").isUnchanged()).isTrue();
    }

    @Test
    void findsNothingNewInItself() {
        for (long seed = 0; seed < 500; seed++) {
            ProtocolLock lock = new RandomLock(new Random(seed)).lock();
            ProtocolLock declared = declaration(lock);
            assertThat(lock.update(declared).changes()).as("seed %d", seed).isEmpty();
            assertThat(lock.update(declared).lock()).as("seed %d", seed).isEqualTo(lock);
        }
    }

    @Test
    void neverGivesAnIdASecondMeaning() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            ProtocolLock before = new RandomLock(random).lock();
            ProtocolLock after =
                    before.update(declaration(new RandomLock(random).lock())).lock();
            for (LockedType type : before.types()) {
                LockedType now = after.type(type.name()).orElseThrow();
                assertThat(now.kind()).as("seed %d", seed).isEqualTo(type.kind());
                assertThat(now.ids())
                        .as("seed %d", seed)
                        .extracting(id -> id.id() + " " + id.name())
                        .containsAll(type.ids().stream()
                                .map(id -> id.id() + " " + id.name())
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        record A;1 id long | record A;1 more int;2 id long | 2 more int | more is new
        record A;1 id long;7 - gone long | record A;1 id long;2 more list<int> | 8 more list<int> | more is new
        record A;1 id long | record A;1 id long;2 more optional<int> | 2 more optional<int> | more is new
        record A;1 id long | record A;1 id long;2 more string | 2 more string | more is new
        record A;1 id long;2 on boolean | record A;1 id long | 2 - on boolean | on is gone: its id stays taken
        record A;1 id byte | record A;1 id long | 1 id long | refuse what does not fit
        record A;1 id int! | record A;1 id decimal! | 1 id decimal! | refuse what does not fit
        record A;1 id float | record A;1 id double | 1 id double | refuse what does not fit
        record A;1 id list<int> | record A;1 id list<long> | 1 id list<long> | refuse what does not fit
        record A;1 id map<int,short> | record A;1 id map<int,int> | 1 id map<int,int> | refuse what does not fit
        record A;1 id string! | record A;1 id optional<string> | 1 id optional<string> | deploy them first
        record A;1 id int | record A;1 id optional<int> | 1 id optional<int> | take it for 0, false or empty
        record A;1 id list<int> | record A;1 id optional<list<int>> | 1 id optional<list<int>> | for 0, false or empty
        record A;1 id list<int> | record A;1 id list<optional<int>> | 1 id list<optional<int>> | deploy them first
        record A;1 id int! | record A;1 id optional<long> | 1 id optional<long> | deploy them first
        record A;1 id string! | record A;1 id string | 1 id string | deploy them first
        record A;1 id list<string> | record A;1 id set<string> | 1 id set<string> | hold an element twice are refused
        record A;1 id set<string> | record A;1 id orderedset<string> | 1 id orderedset<string> | the bytes are the same
        record B was A;1 id long;record C;1 b list<A> | record B;1 id long;record C;1 b list<B> | 1 b list<B> | the same
        enum A;0 B;1 - C | enum A;0 D;1 B | 2 D | D is new; programs that do not know it refuse it: deploy readers
        sealed A;3 B | sealed A;1 B;2 C | 4 C | C is new; programs that do not know it refuse it: deploy readers
        enum A;0 B | enum A;0 B;record Q;1 id long! | record Q%n  1 id long! | a new type
        """)
    void writesDownWhatIsSafe(String before, String declared, String line, String note) {
        LockUpdate update = update(before, declared);
        assertThat(update.breaking()).isEmpty();
        assertThat(update.safe()).singleElement().satisfies(change -> {
            assertThat(change.line().strip()).isEqualTo(line.formatted());
            assertThat(change.note()).contains(note);
        });
        assertThat(update.lock().text())
                .contains("\n" + (line.startsWith("record") ? "" : "  ") + line.formatted() + "\n");
        assertThat(update.lock().update(lock(declared)).isUnchanged()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        record A;1 id long | record A;1 id long;2 more string! | more is new and must not be missing | make it Optional
        record A;1 id string! | record A | id is gone: programs that have it refuse | make it Optional first
        record A;1 id double | record A;1 id string! | id was double and is string! now: what one | \
        retire its line ('1 - id double')
        record A;1 id long | record A;1 id int | id was long and is int now: what one program writes | retire its line
        record A;1 id int | record A;1 id double | id was int and is double now | retire its line
        record A;1 id map<int,int> | record A;1 id map<long,int> | id was map<int,int> and is | retire its line
        record A;1 id list<int> | record A;1 id list<string> | id was list<int> and is list<string> | retire its line
        record A;1 id set<int> | record A;1 id list<int> | id was set<int> and is list<int> | retire its line
        record A;1 id optional<int> | record A;1 id int | id was optional<int> and is int | retire its line
        record A;1 id B<int>! | record A;1 id B<long>! | id was B<int>! and is B<long>! | retire its line
        record A;1 id int | record A;1 id decimal! | id was int and is decimal! now: it may be missing | \
        leave it as it was
        record A;1 id string | record A;1 id string! | it may be missing in what other programs | leave it as it was
        record A;1 id long | record A;1 key long | id is gone, and key of the same type is new | \
        write '1 key long was id'; if not, retire '1 - id long'
        record A;1 id long was no | record A;1 key long | id is gone, and key of the same | \
        write '1 key long was no id'
        enum A;0 B;1 C | enum A;0 B | C is gone: other programs may still send it | \
        then retire '1 - C'; if it has a new name, write '1 NEW-NAME was C'
        sealed A;1 B;2 C | sealed A;1 C | B is gone: other programs may still send it | then retire '1 - B'
        record A;1 id long | sealed A;1 B | the code declares 'sealed A', which is written in another way | a new name
        sealed A;1 B | record A;1 id long | the code declares 'record A' | give what is new a new name
        record B was A;1 id long | record A;1 id long;record B;1 id long | A, its former name, is declared too | \
        another name
        """)
    void refusesWhatWouldBreakOthersWithTheRemedy(String before, String declared, String why, String remedy) {
        LockUpdate update = update(before, declared);
        assertThat(update.safe()).isEmpty();
        assertThat(update.breaking()).singleElement().satisfies(change -> {
            assertThat(change.why()).contains(why);
            assertThat(change.remedy()).contains(remedy);
        });
        assertThat(update.lock()).isEqualTo(lock(before));
        assertThat(update.isUnchanged()).isFalse();
    }

    @Test
    void acceptsRenamesThatAreWrittenDown() {
        assertThat(update("record A;1 key long was id", "record A;1 key long").isUnchanged())
                .isTrue();
        assertThat(update("record A;1 key long was id", "record A;1 id long").isUnchanged())
                .isTrue();
        assertThat(update("enum A;0 D was B", "enum A;0 D").isUnchanged()).isTrue();
        assertThat(update("sealed A;1 D was B", "sealed A;1 D").isUnchanged()).isTrue();
        assertThat(update("sealed A;1 B;record D was B", "sealed A;1 D;record D")
                        .isUnchanged())
                .isTrue();
        assertThat(update("record B was A;1 id long", "record B;1 id long").isUnchanged())
                .isTrue();
    }

    @Test
    void keepsTypesThatTheCodeDoesNotDeclare() {
        assertThat(update(RECORD, "").isUnchanged()).isTrue();
        assertThat(update(RECORD, "enum B").lock().type("A"))
                .isEqualTo(lock(RECORD).type("A"));
    }

    @Test
    void doesWhatIsSafeBesideWhatIsNot() {
        LockUpdate update = update(
                "enum A;0 B;record C;1 id long;2 on boolean", "enum A;0 B;1 D;record C;1 id string!;3 x int;4 y int");
        assertThat(update.safe())
                .extracting(LockChange::where)
                .containsExactly("enum A", "record C", "record C", "record C");
        assertThat(update.breaking()).extracting(LockChange::where).containsExactly("record C");
        assertThat(update.lock().text()).isEqualTo("""
            # protocol.lock v1

            enum A
              0 B
              1 D

            record C
              1 id long
              2 - on boolean
              3 x int
              4 y int
            """);
    }

    @Test
    void saysForHumansWhatChanged() {
        LockUpdate update = update("record C;1 id long", "record C;1 id long;2 on boolean;3 x string!");
        assertThat(update.changes())
                .extracting(LockChange::text)
                .containsExactly(
                        "record C: on is new\n  2 on boolean",
                        "record C: x is new and must not be missing, but older programs do not send it\n"
                                + "  make it Optional, a primitive, a collection or @Nullable");
    }

    /** What code would declare that has such a lock: no former names, nothing that is retired. */
    static ProtocolLock declaration(ProtocolLock lock) {
        return new ProtocolLock(lock.types().stream()
                .map(type -> LockedType.of(
                        type.kind(),
                        type.name(),
                        type.ids().stream()
                                .filter(id -> !id.retired())
                                .map(id -> LockedId.of(id.id(), id.name(), id.type()))
                                .toList()))
                .toList());
    }

    private static LockUpdate update(String before, String declared) {
        return lock(before).update(lock(declared));
    }

    private static ProtocolLock lock(String text) {
        String lines = text.replaceAll(";(?=\\d)", "\n  ").replace(';', '\n');
        return ProtocolLock.parse("# protocol.lock v1\n" + lines);
    }
}
