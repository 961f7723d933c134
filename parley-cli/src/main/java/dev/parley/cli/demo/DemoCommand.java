package dev.parley.cli.demo;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code parley demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
