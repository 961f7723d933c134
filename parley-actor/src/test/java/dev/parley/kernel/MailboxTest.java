package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    private Envelope push(String message) {
        Envelope envelope = new Envelope(message);
        mailbox.push(envelope, Integer.MAX_VALUE);
        return envelope;
    }

    /** A command that was served between the look and the take was sent before what must not be taken yet. */
    @Test
    void givesOnlyWhatWasThereAtTheLastLook() {
        Envelope first = push("first");
        Envelope newest = mailbox.newest();
        Envelope second = push("second");
        assertThat(mailbox.take(newest)).isSameAs(first);
        assertThat(mailbox.take(newest)).isNull();
        assertThat(mailbox.tryIdle()).isFalse();

        assertThat(mailbox.take(mailbox.newest())).isSameAs(second);
        assertThat(mailbox.tryIdle()).isTrue();
    }

    @Test
    void givesWhatCameOldestFirst() {
        Envelope first = push("first");
        Envelope second = push("second");
        Envelope third = push("third");

        Envelope taken = mailbox.take(mailbox.newest());

        assertThat(taken).isSameAs(first);
        assertThat(first.newer()).isSameAs(second);
        assertThat(second.newer()).isSameAs(third);
        assertThat(third.newer()).isNull();
    }

    @Test
    void givesWhatWasGivenBackBeforeWhatCameLater() {
        push("first");
        Envelope second = push("second");
        Envelope first = mailbox.take(mailbox.newest());
        mailbox.giveBack(second);
        Envelope third = push("third");

        assertThat(first).isNotNull();
        assertThat(mailbox.take(mailbox.newest())).isSameAs(second);
        assertThat(mailbox.take(mailbox.newest())).isSameAs(third);
    }

    @Test
    void leavesToTheEndWhatWasGivenBackAndWhatNobodyTook() {
        push("first");
        Envelope second = push("second");
        mailbox.take(mailbox.newest());
        mailbox.giveBack(second);
        Envelope third = push("third");

        assertThat(mailbox.close()).containsExactly(second, third);
        assertThat(mailbox.newest()).isNull();
        assertThat(mailbox.tryIdle()).isFalse();
    }

    @Test
    void fallsIdleWhenItWasWokenWithoutAMessage() {
        assertThat(mailbox.wake()).isTrue();
        assertThat(mailbox.newest()).isNull();
        assertThat(mailbox.wake()).isFalse();
        assertThat(mailbox.tryIdle()).isTrue();
        assertThat(mailbox.push(new Envelope("first"), 1)).isEqualTo(Mailbox.Push.SCHEDULE);
    }
}
