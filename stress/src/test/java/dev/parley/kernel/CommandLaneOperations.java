package dev.parley.kernel;

import org.jetbrains.lincheck.datastructures.Operation;

/** A {@link CommandLane}; whoever commands against the thread that runs the cell. */
public final class CommandLaneOperations {
    private final CommandLane lane = new CommandLane();

    /** Any thread. */
    @Operation
    public boolean stop() {
        return lane.push(new Command.Stop());
    }

    /** Any thread. */
    @Operation
    public boolean pauseOver() {
        return lane.push(new Command.PauseOver());
    }

    /** The owner. */
    @Operation(nonParallelGroup = "owner")
    public String poll() {
        Command command = lane.poll();
        return command == null ? "none" : command.getClass().getSimpleName();
    }

    /** The owner, at the end of its actor: how many were left. */
    @Operation(nonParallelGroup = "owner", runOnce = true)
    public int close() {
        return lane.close().size();
    }
}
