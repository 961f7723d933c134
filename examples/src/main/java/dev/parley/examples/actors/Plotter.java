package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Request;
import java.util.function.Supplier;

/** Draws with a device whose library wants to be called by one thread, from the opening to the end. */
public final class Plotter implements Actor<Plotter.Draw> {
    /** Draws a line; the reply says how long it is. */
    public record Draw(String line) implements Request<Draw, Integer> {}

    /** What such a library gives. */
    public interface Device extends AutoCloseable {
        /** Draws on the thread that opened it, or fails. */
        int draw(String line);

        @Override
        void close();
    }

    private final Device device;

    /** A plotter with a device that is opened here: in the actor's own first turn, and so on its own thread. */
    public Plotter(Supplier<Device> driver) {
        this.device = driver.get();
    }

    @Override
    public void onMessage(Draw draw, ActorContext<Draw> ctx) {
        ctx.reply(draw, device.draw(draw.line()));
    }

    @Override
    public void onStop(ActorContext<Draw> ctx) {
        device.close();
    }
}
