package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.ActorRef;
import dev.parley.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test of a user's build keeps the committed lock and the code together. */
class ProtocolLockFileTest {

    sealed interface Library {
        record Lend(String book, ActorRef<Reader> to) implements Library {}

        record Find(String title, int limit) implements Library, Request<Library, List<Book>> {}
    }

    sealed interface Reader {
        record Got(Book book, ActorRef<Library> from) implements Reader {}
    }

    record Book(String title, Optional<Integer> year) {}

    private static final String LOCK = """
        # protocol.lock v1

        record ProtocolLockFileTest.Book
          1 title string!
          2 year optional<int>

        sealed ProtocolLockFileTest.Library
          1 ProtocolLockFileTest.Library.Lend
          2 ProtocolLockFileTest.Library.Find

        record ProtocolLockFileTest.Library.Find
          1 title string!
          2 limit int

        record ProtocolLockFileTest.Library.Lend
          1 book string!
          2 to ActorRef<ProtocolLockFileTest.Reader>!

        sealed ProtocolLockFileTest.Reader
          1 ProtocolLockFileTest.Reader.Got

        record ProtocolLockFileTest.Reader.Got
          1 book ProtocolLockFileTest.Book!
          2 from ActorRef<ProtocolLockFileTest.Library>!
        """;

    @TempDir
    private Path directory;

    @Test
    void writesAllThatAProtocolReachesWhenAskedTo() throws IOException {
        file().updating(true).check(Library.class);
        assertThat(Files.readString(path())).isEqualTo(LOCK);
        file().updating(false).check(Library.class);
    }

    @Test
    void printsTheLinesToAddAndWritesNothingUnlessAskedTo() throws IOException {
        Files.writeString(path(), LOCK.replace("  2 limit int\n", "").replace("  2 year optional<int>\n", ""));
        String before = Files.readString(path());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> file().updating(false).check(Library.class))
                .withMessage(path() + """
                     lacks what the code declares; nothing breaks by it. Put these lines there, or run this test with \
                    -Dparley.lock.update=true:
                    record ProtocolLockFileTest.Book: year is new
                      2 year optional<int>
                    record ProtocolLockFileTest.Library.Find: limit is new
                      2 limit int
                    """);
        assertThat(Files.readString(path())).isEqualTo(before);
        file().updating(true).check(Library.class);
        assertThat(Files.readString(path())).isEqualTo(LOCK);
    }

    @Test
    void neverWritesWhatWouldBreakOthers() throws IOException {
        Files.writeString(
                path(), LOCK.replace("2 limit int", "2 limit string").replace("  2 year optional<int>\n", ""));
        String before = Files.readString(path());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> file().updating(true).check(Library.class))
                .withMessage(path() + """
                     and the code disagree; programs of before and after would misunderstand or refuse each other:
                    record ProtocolLockFileTest.Library.Find: limit was string and is int now: \
                    what one program writes, \
                    the other cannot read
                      retire its line ('2 - limit string'), and what is new gets an id of its own
                    record ProtocolLockFileTest.Book: year is new
                      2 year optional<int>
                    """);
        assertThat(Files.readString(path())).isEqualTo(before);
    }

    @Test
    void keepsWhatItsProtocolsDoNotReach() throws IOException {
        String elsewhere = "\nrecord Zebra\n  7 stripes int\n";
        Files.writeString(path(), LOCK + elsewhere);
        file().updating(true).check(Library.class);
        assertThat(Files.readString(path())).isEqualTo(LOCK + elsewhere);
    }

    @Test
    void namesTheFileThatCannotBeUnderstood() throws IOException {
        Files.writeString(path(), "<<<<<<< HEAD\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file().check(Library.class))
                .withMessageStartingWith(path() + ": protocol.lock line 1: '<<<<<<< HEAD' is no version");
    }

    @Test
    void refusesARefThatDoesNotSayWhatItsActorSpeaks() {
        record Loose(ActorRef<?> ref) {}

        assertThatIllegalArgumentException()
                .isThrownBy(() -> file().check(Loose.class))
                .withMessageContaining("write ActorRef<Protocol>");
    }

    private ProtocolLockFile file() {
        return ProtocolLockFile.at(path());
    }

    private Path path() {
        return directory.resolve("protocol.lock");
    }
}
