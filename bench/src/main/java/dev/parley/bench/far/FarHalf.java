package dev.parley.bench.far;

import java.io.IOException;
import java.util.List;

/** What the other process does in a workload. */
interface FarHalf {
    /** Gets ready, given the addresses of what it talks to; its own addresses. */
    List<String> begin(List<String> near) throws IOException, InterruptedException;

    /**
     * What it has counted, once the workload has ended.
     *
     * @throws dev.parley.bench.workload.WrongCount when it has seen a wrong number
     */
    List<Long> counts() throws InterruptedException;
}
