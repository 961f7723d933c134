package dev.parley.jvm;

import dev.parley.Cancellable;
import dev.parley.spi.Dispatcher;
import dev.parley.spi.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Timers on one daemon thread, which starts on first use and sleeps until the next alarm is due, for good when there is
 * none.
 *
 * <p>Threading: any thread.
 *
 * <p>Limits: no bound of its own; an alarm takes 64 bytes. A task is handed over up to a tick (about half a
 * millisecond) and the operating system's delay after its time, never before. A cancelled alarm forgets its task at
 * once.
 *
 * <p>Failure: when closed it forgets what it is given, but for promises, which it closes.
 */
final class TimerWheel implements Timers {
    private static final Logger LOG = System.getLogger(TimerWheel.class.getName());
    private static final Cancellable NOTHING = () -> {};

    /** How long the thread stays near after the last alarm: one timer after the other shall not rouse it each time. */
    private static final long LINGER_NANOS = 100_000_000;

    private final Dispatcher dispatcher;
    private final long originNanos = System.nanoTime();
    private final Thread thread = Thread.ofPlatform()
            .name("parley-timer")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
    private final TimerInbox inbox = new TimerInbox(thread);
    private volatile boolean started;
    private volatile boolean open = true;

    // the timer thread only
    private final Wheel wheel = new Wheel();

    TimerWheel(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public Cancellable after(long delayNanos, Runnable task) {
        if (!open) {
            return CLOSED;
        }
        if (delayNanos <= 0) {
            dispatcher.execute(task);
            return NOTHING;
        }
        if (!started) {
            start();
        }
        long nowNanos = nowNanos();
        Alarm alarm = new Alarm(inbox, nowNanos + Math.min(delayNanos, Long.MAX_VALUE - nowNanos), task);
        if (task instanceof Awaited) {
            inbox.pushAwaited(alarm);
        } else {
            inbox.push(alarm);
        }
        if (!open && alarm.arm()) { // the thread has taken its last look
            close(alarm);
        }
        return alarm;
    }

    private synchronized void start() {
        if (!started && open) {
            thread.start();
            started = true;
        }
    }

    private long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    private void run() {
        while (open) {
            try {
                turn();
            } catch (Throwable failure) {
                LOG.log(Level.ERROR, "the timer thread goes on after", failure);
            }
        }
        takeInbox();
        inbox.takeDue(Long.MAX_VALUE, this::arm);
        wheel.drain(this::close);
    }

    private void arm(Alarm alarm) {
        if (alarm.arm()) {
            wheel.add(alarm);
        }
    }

    private void close(Alarm alarm) {
        Runnable task = alarm.end();
        if (task != null) {
            close(task);
        }
    }

    private static void close(Runnable task) {
        if (!(task instanceof Awaited awaited)) {
            return;
        }
        try {
            awaited.close();
        } catch (Throwable failure) {
            // who waits for the others must hear of it all the same
            LOG.log(Level.ERROR, "at the end of " + task.getClass().getName(), failure);
        }
    }

    private void turn() {
        boolean heard = takeInbox();
        long nowNanos = nowNanos();
        inbox.takeDue(nowNanos, this::arm);
        wheel.advance(nowNanos >> Wheel.TICK_SHIFT, this::handOver);
        if (open) {
            inbox.sleep(nowNanos, wakeNanos(nowNanos, heard));
        }
    }

    private long wakeNanos(long nowNanos, boolean heard) {
        long tick = wheel.nextTick();
        if (tick != Wheel.NEVER) {
            return tick << Wheel.TICK_SHIFT;
        }
        return heard ? nowNanos + LINGER_NANOS : TimerInbox.FOREVER;
    }

    private boolean takeInbox() {
        Alarm alarm = inbox.takeAll();
        boolean heard = alarm != null;
        while (alarm != null) {
            // read first: once armed it may be cancelled and pushed again
            Alarm younger = alarm.below;
            alarm.below = null;
            if (alarm.arm()) {
                wheel.add(alarm);
            } else {
                wheel.remove(alarm);
            }
            alarm = younger;
        }
        return heard;
    }

    private void handOver(Alarm alarm) {
        Runnable task = alarm.end();
        if (task == null) {
            return;
        }
        try {
            dispatcher.execute(task);
        } catch (Throwable failure) {
            // the other alarms of this tick must not go down with it
            LOG.log(Level.ERROR, "the dispatcher refused " + task.getClass().getName(), failure);
        }
    }

    /** Hands nothing more over. Returns the thread that ends now. */
    List<Thread> close() {
        open = false;
        return threads();
    }

    /** Its thread, once started. */
    synchronized List<Thread> threads() {
        return started ? List.of(thread) : List.of();
    }
}
