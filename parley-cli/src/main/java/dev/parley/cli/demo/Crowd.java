package dev.parley.cli.demo;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.options.Exit;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Bots that chat for a while, and whether each of their lines arrived everywhere exactly once. */
final class Crowd implements AutoCloseable {
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Tally tally = new Tally();
    private final List<Bot> bots = new ArrayList<>();
    private final PrintStream out;

    Crowd(PrintStream out) {
        this.out = out;
    }

    /** Lets them in; returns when all are. */
    void join(int users, Fleet fleet) throws InterruptedException {
        for (int i = 1; i <= users; i++) {
            String name = "user-" + i;
            bots.add(Bot.join(name, fleet.addressesFrom(i), event -> hear(name, event)));
        }
        for (Bot bot : bots) {
            bot.awaitIn(JOIN_LIMIT);
        }
    }

    private void hear(String user, ChatEvent event) {
        if (event instanceof ChatEvent.Said said) {
            tally.saw(user, said.text());
        }
    }

    /**
     * Everybody says ten lines a second.
     *
     * @throws DemoException when nobody reads what is reported any more
     */
    void chat(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        long reported = begin;
        for (int number = 1; System.nanoTime() - begin < time.toNanos(); number++) {
            if (out.checkError()) {
                throw new DemoException(Exit.UNREAD);
            }
            for (Bot bot : bots) {
                String line = bot.name() + " says " + number;
                if (bot.say(line)) {
                    tally.said(line);
                }
            }
            if (System.nanoTime() - reported >= REPORT_NANOS) {
                reported += REPORT_NANOS;
                out.println("  " + tally.verdict(names()).lines() + " lines said");
            }
            pause();
        }
    }

    /** Waits for the lines that are on their way, then counts. */
    Tally.Verdict settle() throws InterruptedException {
        long begin = System.nanoTime();
        Tally.Verdict verdict = tally.verdict(names());
        while ((verdict.missing() > 0 || !bots.stream().allMatch(Bot::isConfirmed))
                && System.nanoTime() - begin < SETTLE_LIMIT.toNanos()) {
            pause();
            verdict = tally.verdict(names());
        }
        return verdict;
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private List<String> names() {
        return bots.stream().map(Bot::name).toList();
    }

    @Override
    public void close() {
        bots.forEach(bot -> Thread.ofVirtual().start(bot::close));
    }
}
