package dev.parley.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A race that every run must find. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both are counted")
@Outcome(expect = FORBIDDEN, desc = "one is lost")
@State
public class PlantedRace {
    private int count;

    @Actor
    public void one() {
        count++;
    }

    @Actor
    public void other() {
        count++;
    }

    @Arbiter
    public void after(I_Result result) {
        result.r1 = count;
    }
}
