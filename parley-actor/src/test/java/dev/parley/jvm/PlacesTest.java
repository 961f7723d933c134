package dev.parley.jvm;

import static dev.parley.jvm.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.spi.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a place cannot do is done elsewhere, and what is not needed any more is forgotten. */
class PlacesTest {
    private final List<Runnable> elsewhere = new ArrayList<>();
    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final Places places = new Places(elsewhere::add, this::start);
    private final Queue<Runnable> alarms = new ArrayDeque<>();

    /** Takes tasks, and forgets them when it is shut down. */
    private static final class Forgetful extends AbstractExecutorService {
        private boolean isOver;

        @Override
        public void execute(Runnable task) {}

        @Override
        public void shutdown() {
            isOver = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            isOver = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return isOver;
        }

        @Override
        public boolean isTerminated() {
            return isOver;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return isOver;
        }
    }

    private void start(Thread thread) {
        if (noThreads.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        thread.start();
    }

    @BeforeEach
    void lookByHand() {
        places.lookBy((_, task) -> {
            alarms.add(task);
            return () -> {};
        });
    }

    @AfterEach
    void close() {
        places.close();
    }

    @Test
    void runsBatchesElsewhereUntilTheThreadStarts() {
        CountDownLatch done = new CountDownLatch(1);
        Place place = places.onThread("actor");
        noThreads.set(true);
        place.execute(() -> {});
        place.execute(() -> {});
        assertThat(elsewhere).hasSize(2);

        noThreads.set(false);
        place.execute(done::countDown);
        await("the batch on the thread", done);
        assertThat(elsewhere).hasSize(2);
    }

    @Test
    void looksForWhatATerminatedExecutorForgotOnlyWhileThereAreSuch() {
        Forgetful executor = new Forgetful();
        Place place = places.on(executor, "actor");
        assertThat(alarms).isEmpty();
        place.execute(() -> {});
        alarms.remove().run();
        assertThat(elsewhere).as("it may run yet").isEmpty();

        executor.shutdownNow();
        alarms.remove().run();
        assertThat(elsewhere).hasSize(1);
        alarms.remove().run();
        assertThat(elsewhere).as("it is run once").hasSize(1);
        place.close();
        alarms.remove().run();
        assertThat(alarms).isEmpty();
    }

    @Test
    void startsNoThreadOnceItIsClosed() {
        Place place = places.onThread("late");
        places.close();
        place.execute(() -> elsewhere.add(() -> {}));

        assertThat(elsewhere).isEmpty();
        assertThat(places.close()).isEmpty();
    }
}
