package dev.parley.kernel;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.Watcher;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A second door into an actor: messages of another protocol, wrapped in the actor's turn.
 *
 * <p>Threading: any thread; {@link #replace} and the wrap function by the thread that runs the cell.
 *
 * @param <X> the other protocol
 */
final class Adapter<X> extends MessageRef<X> {
    private static final int NAME_CHARS = 63;

    /** Kept, because each address of an adapter asks for it. */
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> protocol) {
            String legal = protocol.getSimpleName().replaceAll("[^A-Za-z0-9_]", "_");
            return "~" + legal.substring(0, Math.min(legal.length(), NAME_CHARS));
        }
    };

    private final Cell cell;
    private final Class<?> protocol;
    private Function<Object, ?> wrap;

    @SuppressWarnings("unchecked") // only messages of the protocol class get in
    Adapter(Cell cell, Class<X> protocol, Function<? super X, ?> wrap) {
        this.cell = cell;
        this.protocol = protocol;
        this.wrap = (Function<Object, ?>) wrap;
    }

    /** The name below its actor: the protocol's simple name, as far as it may stand in a path. */
    static String name(Class<?> protocol) {
        return NAMES.get(protocol);
    }

    Class<?> protocol() {
        return protocol;
    }

    @SuppressWarnings("unchecked") // as above
    void replace(Function<?, ?> next) {
        wrap = (Function<Object, ?>) next;
    }

    @Override
    public @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
        return protocol.isInstance(message)
                ? cell.accept(Envelope.of(new Adapted(message), slot), slot)
                : DropReason.WRONG_PROTOCOL;
    }

    @Override
    public @Nullable DropReason deliverFromAfar(Object message, @Nullable ReplySlot slot, int encodedBytes) {
        return protocol.isInstance(message)
                ? cell.acceptFromAfar(Envelope.of(new Adapted(message), slot), slot, encodedBytes)
                : DropReason.WRONG_PROTOCOL;
    }

    @Override
    public void watch(Watcher watcher) {
        cell.watch(watcher);
    }

    @Override
    public void unwatch(Watcher watcher) {
        cell.unwatch(watcher);
    }

    @Override
    public void stop() {
        cell.stop();
    }

    @Override
    public int room(int percent) {
        return cell.room(percent);
    }

    @Override
    public String situation() {
        return cell.situation();
    }

    @Override
    public String business() {
        return cell.business();
    }

    @Override
    public Failure refusal(DropReason reason) {
        return cell.refusal(reason);
    }

    @Override
    protected SystemAccess system() {
        return cell.system();
    }

    @Override
    public long incarnation() {
        return cell.incarnation();
    }

    @Override
    public ActorAddress address() {
        ActorAddress actor = cell.address();
        return new ActorAddress(actor.node(), actor.path() + "/" + name(protocol), actor.incarnation());
    }

    /** A message on its way through this door. */
    private final class Adapted implements News {
        private final Object message;
        private final boolean fromOthers = !cell.speaksToItself();

        Adapted(Object message) {
            this.message = message;
        }

        @Override
        public Object open() {
            return News.wrapped(wrap.apply(message));
        }

        @Override
        public Object original() {
            return message;
        }

        @Override
        public boolean isFromOthers() {
            return fromOthers;
        }

        @Override
        public boolean isTold() {
            return true;
        }

        @Override
        public DropReason lossWhenStopped() {
            return DropReason.STOPPING;
        }
    }
}
