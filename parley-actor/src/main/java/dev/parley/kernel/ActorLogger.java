package dev.parley.kernel;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A logger whose lines begin with an actor's address. */
record ActorLogger(String address) implements System.Logger {
    private static final System.Logger LOG = System.getLogger("dev.parley.actor");

    @Override
    public String getName() {
        return LOG.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return LOG.isLoggable(level);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        LOG.log(level, bundle, address + " " + text, thrown);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
        LOG.log(level, bundle, address + " " + format, values);
    }
}
