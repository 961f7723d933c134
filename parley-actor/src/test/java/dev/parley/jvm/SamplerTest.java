package dev.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerTest {
    @Test
    void startsWithTheNextBatchWhereTheJvmHadNoThreadForIt() {
        Workers workers = Workers.unsampled(1);
        List<Thread> asked = new ArrayList<>();
        Sampler sampler = new Sampler(workers, thread -> {
            asked.add(thread);
            if (asked.size() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            thread.start();
        });
        try {
            assertThatCode(sampler::rouse).doesNotThrowAnyException();
            assertThat(sampler.close()).isEmpty();
            sampler.rouse();

            assertThat(asked).hasSize(2);
            assertThat(sampler.close()).containsExactly(asked.getLast());
        } finally {
            workers.close();
            sampler.close().forEach(Thread::interrupt);
        }
    }
}
