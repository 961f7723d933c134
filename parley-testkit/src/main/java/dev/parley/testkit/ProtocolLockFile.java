package dev.parley.testkit;

import dev.parley.wire.Codecs;
import dev.parley.wire.lock.LockChange;
import dev.parley.wire.lock.LockUpdate;
import dev.parley.wire.lock.ProtocolLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The file {@code protocol.lock} that is committed beside the code, and the one test that holds both together:
 *
 * <pre>
 * ProtocolLockFile.at(Path.of("protocol.lock")).check(Savings.class, Till.Command.class);
 * </pre>
 *
 * A change that would let programs misunderstand each other fails that test, with what to do instead. Any other
 * change has to be written down: by hand, or by the test itself with {@code -Dparley.lock.update=true}.
 *
 * <p>Threading: for the thread of the test.
 * <p>Failure: {@link AssertionError} with what changed; {@link IllegalArgumentException} for a file that cannot be
 * understood, and for a type that no node could register; {@link UncheckedIOException}.
 *
 * @see ProtocolLock what is in the file
 */
public final class ProtocolLockFile {

    /** The system property that has the test write the file. */
    public static final String UPDATE = "parley.lock.update";

    private final Path path;
    private final boolean updates;

    private ProtocolLockFile(Path path, boolean updates) {
        this.path = path;
        this.updates = updates;
    }

    /** The file of this path. It need not be there yet. */
    public static ProtocolLockFile at(Path path) {
        return new ProtocolLockFile(path, Boolean.getBoolean(UPDATE));
    }

    /** The same, which writes, or never writes, whatever the system property says. */
    ProtocolLockFile updating(boolean newUpdates) {
        return new ProtocolLockFile(path, newUpdates);
    }

    /**
     * Compares the file with what these protocols declare, with all that they reach: answers to their requests, and the
     * protocols of the refs in their messages. Types in the file that none of them reaches stay there.
     *
     * @param protocols sealed interfaces of messages, and argument records of kinds; a generic protocol with its
     *     arguments
     * @throws AssertionError if the file does not say all that is declared. Where all changes are safe and the
     *     property is set, the file is written instead
     */
    public void check(Type... protocols) {
        ProtocolLock committed = read();
        LockUpdate update = committed.update(
                new DeclaredProtocols(ProtocolLock.empty()).codecsOf(protocols).declared());
        if (update.isUnchanged()) {
            return;
        }
        if (!update.breaking().isEmpty()) {
            throw new AssertionError(
                    path + " and the code disagree; programs of before and after would misunderstand or"
                            + " refuse each other:\n" + text(update.breaking()) + text(update.safe()));
        }
        if (!updates) {
            throw new AssertionError(
                    path + " lacks what the code declares; nothing breaks by it. Put these lines there, or"
                            + " run this test with -D" + UPDATE + "=true:\n" + text(update.safe()));
        }
        write(update.lock());
    }

    /**
     * What nodes that go by the file say and understand: these protocols, with all that they reach. It is for looking
     * at what they declare, such as with {@code ProtoFile} of parley-protobuf; refs cannot be written or read.
     *
     * @param protocols as of {@link #check}
     */
    public Codecs codecs(Type... protocols) {
        return new DeclaredProtocols(read()).codecsOf(protocols);
    }

    private ProtocolLock read() {
        try {
            return ProtocolLock.parse(Files.readString(path));
        } catch (NoSuchFileException _) {
            return ProtocolLock.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(path + ": " + broken.getMessage(), broken);
        }
    }

    private void write(ProtocolLock lock) {
        try {
            Files.writeString(path, lock.text());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static String text(List<? extends LockChange> changes) {
        return changes.stream().map(change -> change.text() + "\n").collect(Collectors.joining());
    }
}
