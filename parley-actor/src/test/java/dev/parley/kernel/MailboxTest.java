package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    private Envelope push(String message) {
        Envelope envelope = new Envelope(message);
        mailbox.push(envelope, Integer.MAX_VALUE);
        return envelope;
    }

    private @Nullable Envelope take() {
        Envelope taken = mailbox.take();
        if (taken != null) {
            mailbox.release(taken.depth);
        }
        return taken;
    }

    /** A command that was served between the look and the take was sent before what must not be taken yet. */
    @Test
    void givesOnlyWhatWasThereAtTheLastLook() {
        Envelope first = push("first");
        assertThat(take()).isNull();

        mailbox.look();
        Envelope second = push("second");
        assertThat(take()).isSameAs(first);
        assertThat(take()).isNull();
        assertThat(mailbox.tryIdle()).isFalse();

        mailbox.look();
        assertThat(take()).isSameAs(second);
        assertThat(mailbox.tryIdle()).isTrue();
    }
}
