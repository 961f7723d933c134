package dev.parley.kernel;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A {@link Mailbox}; senders against the end of its actor. */
@Param(name = "message", gen = IntGen.class, conf = "1:9")
public final class MailboxEndOperations {
    private final Mailbox mailbox = new Mailbox();

    /** Any thread. */
    @Operation
    public String push(int message) {
        return mailbox.push(new Envelope(message), Integer.MAX_VALUE).name();
    }

    /** The owner: what was left. */
    @Operation(nonParallelGroup = "owner", runOnce = true)
    public List<Object> close() {
        return mailbox.close().stream().map(envelope -> envelope.message).toList();
    }
}
