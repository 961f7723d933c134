package dev.parley.examples.actors;

import dev.parley.Actor;
import dev.parley.ActorContext;
import dev.parley.Done;
import dev.parley.Request;
import java.sql.SQLException;

/** Keeps orders in a database. */
public final class Archive implements Actor<Archive.Command> {
    /** What an archive understands. */
    public sealed interface Command {}

    /** Saves an order; the reply comes when it is saved. */
    public record Save(String order) implements Command, Request<Command, Done> {}

    /** A table, reached by JDBC: each call waits for the database. */
    public interface Orders {
        /** Adds a row. */
        void insert(String order) throws SQLException, InterruptedException;
    }

    private final Orders orders;

    /** An archive in that table. */
    public Archive(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void onMessage(Command message, ActorContext<Command> ctx) throws SQLException, InterruptedException {
        switch (message) {
            case Save save -> {
                orders.insert(save.order()); // as long as it takes
                ctx.reply(save, Done.DONE);
            }
        }
    }
}
