package dev.parley.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the demo says before the chat begins. */
final class Guide {
    private final PrintStream out;
    private final Fleet fleet;

    Guide(PrintStream out, Fleet fleet) {
        this.out = out;
        this.fleet = fleet;
    }

    void greet(Duration startup, boolean isInteractive) {
        out.printf(Locale.ROOT, "%n  3 nodes, each a process of its own, up in %.1f s%n%n", startup.toMillis() / 1e3);
        for (NodeChild node : fleet.nodes()) {
            out.printf("    node %s   %s   pid %d%n", node.name(), node.address(), node.pid());
        }
        out.printf("%n  try    kill -9 PID         of the node that hosts the room (/where says which)%n");
        out.printf("         kill -STOP PID      a pause looks like a death; then kill -CONT PID%n");
        out.printf("  join   ./parley chat --name ada --node %s%n", String.join(",", fleet.addresses()));
        out.printf("  logs   %s%n", fleet.folder());
        if (isInteractive) {
            out.printf("  here   type to talk; /who, /where; /quit or Ctrl-C stops everything%n");
            out.printf("%nThe nodes agree on a room about 5 s after their start.%n");
        }
        out.println();
        out.flush();
    }
}
