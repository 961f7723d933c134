package dev.parley.examples;

import dev.parley.Actor;
import dev.parley.ActorRef;
import dev.parley.Request;

/** One request that two protocols share. */
public final class Health {
    private Health() {}

    /** A printer's protocol. */
    public sealed interface Printer {}

    /** Prints a page. */
    public record Print(String page) implements Printer {}

    /** A scanner's protocol. */
    public sealed interface Scanner {}

    /** Scans a page. */
    public record Scan() implements Scanner {}

    /** What both understand. */
    public sealed interface Device extends Printer, Scanner {}

    /** How are you? */
    public record Check() implements Device, Request<Device, String> {}

    /** Counts pages. */
    public static Actor<Printer> printer(int pages) {
        return (message, ctx) -> {
            switch (message) {
                case Print _ -> ctx.become(printer(pages + 1));
                case Check check -> ctx.reply(check, pages + " pages");
            }
        };
    }

    /** Never scanned anything. */
    public static Actor<Scanner> scanner() {
        return (message, ctx) -> {
            switch (message) {
                case Scan _ -> {}
                case Check check -> ctx.reply(check, "warm");
            }
        };
    }

    /** Asks both the same. */
    public static String ask(ActorRef<Printer> printer, ActorRef<Scanner> scanner) {
        return printer.ask(new Check()) + ", " + scanner.ask(new Check());
    }
}
