package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    /** Who finds it idle numbers his message by the last that was handled; meanwhile others may have been. */
    @Test
    void countsExactlyWhatWaitsThoughManyFoundItIdle() throws InterruptedException {
        AtomicLong taken = new AtomicLong(); // by whoever owns it, one after the other
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            senders.add(Thread.ofPlatform().start(() -> {
                for (int sent = 0; sent < 200_000; sent++) {
                    if (mailbox.push(new Envelope("message"), Integer.MAX_VALUE) == Mailbox.Push.SCHEDULE) {
                        handleAll(taken);
                    }
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(taken).hasValue(800_000);
        push("one more");
        push("and another");

        Envelope newest = mailbox.newest();
        assertThat(mailbox.take(newest)).isNotNull();
        assertThat(mailbox.queued(taken.get())).isEqualTo(2);
        assertThat(mailbox.queued(taken.get() + 1)).isEqualTo(1);
        assertThat(mailbox.queued(taken.get() + 2)).isZero();
    }

    /** What a cell does until it is idle. */
    private void handleAll(AtomicLong taken) {
        do {
            Envelope newest = mailbox.newest();
            Envelope next = mailbox.take(newest);
            while (next != null) {
                taken.setPlain(taken.getPlain() + 1);
                mailbox.release(next.depth);
                next = next.unlink();
            }
        } while (!mailbox.tryIdle());
    }
}
