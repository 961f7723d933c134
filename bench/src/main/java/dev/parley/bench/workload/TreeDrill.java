package dev.parley.bench.workload;

import dev.parley.bench.side.Stage;
import java.util.Map;

/** A tree of actors, ten children a node; the leaves' numbers are added up on the way back. */
final class TreeDrill implements Drill {
    @Override
    public Map<Metric, Measured> run(Stage stage, Plan plan) throws InterruptedException {
        return Map.of(Metric.TREE, Rounds.perSecond(leaves -> grow(stage, leaves), plan));
    }

    private static void grow(Stage stage, int leaves) throws InterruptedException {
        long sum = new Referee().await(stage.tree(leaves));
        WrongCount.unlessEqual("sum of the leaves", (long) leaves * (leaves - 1) / 2, sum);
    }
}
