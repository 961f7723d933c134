package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    private Envelope push(String message) {
        Envelope envelope = new Envelope(message, null);
        mailbox.push(envelope, Integer.MAX_VALUE);
        return envelope;
    }

    /** A command that was served between the look and the poll was sent before what the poll must not give yet. */
    @Test
    void givesOnlyWhatWasThereAtTheLastLook() {
        Envelope first = push("first");
        assertThat(mailbox.poll()).isNull();

        mailbox.look();
        Envelope second = push("second");
        assertThat(mailbox.poll()).isSameAs(first);
        assertThat(mailbox.poll()).isNull();
        assertThat(mailbox.tryIdle()).isFalse();

        mailbox.look();
        assertThat(mailbox.poll()).isSameAs(second);
        assertThat(mailbox.tryIdle()).isTrue();
    }
}
