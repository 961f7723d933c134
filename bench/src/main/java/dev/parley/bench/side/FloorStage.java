package dev.parley.bench.side;

import dev.parley.jvm.JvmEnvironment;
import dev.parley.spi.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link FloorCell}s on Parley's real environment. */
final class FloorStage implements Stage {
    private final Environment environment = new JvmEnvironment();

    /** Alive until the stage is closed, as children of a parent are. */
    private final List<Object> alive = Collections.synchronizedList(new ArrayList<>());

    private enum Go {
        GO
    }

    /** A child that stops itself. */
    private static final class Mortal implements Handler<Go> {
        private final Offspring offspring;
        private @Nullable FloorCell<Go> cell;

        private Mortal(Offspring offspring) {
            this.offspring = offspring;
        }

        @Override
        public void on(Go message) {
            offspring.handled();
            if (cell != null) {
                cell.stop();
            }
            offspring.stopped();
        }
    }

    @Override
    public <M> Post<M> spawn(Handler<M> handler) {
        return new FloorCell<>(environment.dispatcher(), handler);
    }

    @Override
    public void family(int children, Offspring offspring) {
        this.<Go>spawn(_ -> {
                    for (int i = 0; i < children; i++) {
                        Mortal child = new Mortal(offspring);
                        child.cell = new FloorCell<>(environment.dispatcher(), child);
                        child.cell.tell(Go.GO);
                    }
                })
                .tell(Go.GO);
    }

    @Override
    public void crowd(int children, Runnable handled) {
        Handler<Go> all = _ -> handled.run();
        this.<Go>spawn(_ -> {
                    for (int i = 0; i < children; i++) {
                        Post<Go> child = spawn(all);
                        alive.add(child);
                        child.tell(Go.GO);
                    }
                })
                .tell(Go.GO);
    }

    @Override
    public void close() {
        environment.close();
    }
}
