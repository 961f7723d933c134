package dev.parley.remote.tcp;

import dev.parley.remote.Endpoint;
import dev.parley.remote.transport.DialFailure;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.util.Locale;

/** What the kernel's errors mean, in words with a remedy. Pure. */
final class TcpFailures {
    private TcpFailures() {}

    /**
     * A refusal has no exception type of its own: the JDK throws the same one when the kernel itself stops waiting for
     * an answer. Everything that names a time-out is silence, not a refusal.
     */
    static DialFailure dial(Throwable failure) {
        if (Outage.isOfDescriptors(failure)) {
            return new DialFailure.Unreachable(
                    "this process has too many open files: raise their limit (ulimit -n), or close what is not needed");
        }
        String text = text(failure);
        boolean silence = failure instanceof ConnectTimeoutException || text.contains("timed out");
        if (failure instanceof ConnectException && !silence) {
            return new DialFailure.Refused();
        }
        return new DialFailure.Unreachable(text);
    }

    /** Why nothing listens at {@code at}. */
    static IOException bind(Endpoint at, Throwable failure) {
        return new IOException(
                "cannot listen on " + at + ": " + bindText(at, text(failure), failure instanceof BindException),
                failure);
    }

    private static String bindText(Endpoint at, String text, boolean refusedByKernel) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (refusedByKernel && lower.contains("in use")) {
            return "port " + at.port() + " on " + at.host()
                    + " is taken by another process: stop it, or bind another port";
        }
        if (refusedByKernel && lower.contains("assign")) {
            return at.host() + " is not an address of this machine";
        }
        return text;
    }

    /** How a stream ended that failed. Writing into a stream that the peer has reset is reported as a broken pipe. */
    static String end(Throwable failure) {
        String text = text(failure);
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("reset") || lower.contains("broken pipe") ? "connection reset" : text;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
