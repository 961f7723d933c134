package dev.parley.examples.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.ActorSystem;
import dev.parley.SpawnOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What docs/ACTORS.md says of threads and executors of one's own. */
class PlacesTest {
    /** Notes who calls it. */
    private record Witness(List<Thread> callers) implements Plotter.Device {
        @Override
        public int draw(String line) {
            callers.add(Thread.currentThread());
            return line.length();
        }

        @Override
        public void close() {
            callers.add(Thread.currentThread());
        }
    }

    @Test
    void anActorHasAThreadOrAnExecutorOfItsOwn() {
        List<Thread> callers = new CopyOnWriteArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4);
                ActorSystem system = ActorSystem.start("shop")) {
            ActorRef<Plotter.Draw> plotter =
                    system.spawn("plotter", () -> new Plotter(() -> new Witness(callers)), SpawnOption.ownThread());
            ActorRef<Stock.Command> stock = system.spawn("stock", Stock::new, SpawnOption.executor(pool));
            stock.tell(new Stock.Put("tea", 3));

            assertThat(stock.ask(new Stock.Take("tea", 1))).isEqualTo(2);
            assertThat(plotter.ask(new Plotter.Draw("-----"))).isEqualTo(5);
        }
        assertThat(callers).hasSize(2).containsOnly(callers.getFirst());
        assertThat(callers.getFirst().getName()).isEqualTo("/user/plotter");
    }
}
