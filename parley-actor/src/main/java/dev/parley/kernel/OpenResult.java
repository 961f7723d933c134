package dev.parley.kernel;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.TimedSlot;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A result that an actor waits for without blocking: of {@code ctx.ask} or of {@code ctx.pipe}.
 *
 * <p>Threading: {@link #arrive} on any thread, once; the rest by the thread that runs the cell.
 */
final class OpenResult implements News {
    private final Cell cell;
    private final Openings owner;
    private final Function<Result<Object>, ?> wrap;
    private boolean cancelled;
    private volatile @Nullable Result<Object> result;

    OpenResult(Cell cell, Openings owner, Function<Result<Object>, ?> wrap) {
        this.cell = cell;
        this.owner = owner;
        this.wrap = wrap;
    }

    /** The slot for the answer to a request. */
    TimedSlot slot(SystemAccess system, Duration limit) {
        return new Slot(system, limit, this);
    }

    @SuppressWarnings("unchecked") // the type of the value is the request's own R
    void arrive(Result<?> value) {
        result = (Result<Object>) value;
        cell.inform(this);
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public @Nullable Object open() {
        owner.closed(this);
        Result<Object> value = result;
        if (cancelled || value == null) {
            return null;
        }
        return News.wrapped(wrap.apply(value));
    }

    @Override
    public DropReason lossWhenTakenBack() {
        return DropReason.RESTARTED;
    }

    @Override
    public Object original() {
        return switch (result) {
            case Result.Ok<Object>(Object value) -> value;
            case Result.Err<Object>(Failure failure) -> failure;
            case null -> this;
        };
    }

    private static final class Slot extends TimedSlot {
        private final OpenResult open;

        Slot(SystemAccess system, Duration limit, OpenResult open) {
            super(system, limit);
            this.open = open;
        }

        @Override
        protected void deliverResult(Result<?> answer) {
            open.arrive(answer);
        }
    }
}
