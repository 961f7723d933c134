package dev.parley.remote.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorAddress;
import dev.parley.DropReason;
import dev.parley.NodeId;
import dev.parley.Terminated;
import dev.parley.spi.MessageRef;
import dev.parley.spi.ReplySlot;
import dev.parley.spi.SystemAccess;
import dev.parley.spi.Watcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExposuresTest {
    private static final int MANY = 1_000;

    /** To find out that an actor has ended, and which of its names were its own, takes a few looks at it. */
    private static final int LOOKS_AT_ONE = 10;

    private final Exposures exposures = new Exposures(() -> at("/system/exposures", 0));
    private int looks;

    private static ActorAddress at(String path, long incarnation) {
        return new ActorAddress(new NodeId("a", 9001, 1), path, incarnation);
    }

    /** An actor, which counts how often its address is looked at. */
    private final class Watched extends MessageRef<Object> {
        private final ActorAddress address;
        private final Set<Watcher> watchers = new LinkedHashSet<>();

        Watched(String path, long incarnation) {
            this.address = at(path, incarnation);
        }

        void end() {
            watchers.forEach(watcher -> watcher.terminated(this, new Terminated.Stopped()));
        }

        @Override
        public ActorAddress address() {
            looks++;
            return address;
        }

        @Override
        public void watch(Watcher watcher) {
            watchers.add(watcher);
        }

        @Override
        public void unwatch(Watcher watcher) {
            watchers.remove(watcher);
        }

        @Override
        public @Nullable DropReason deliver(Object message, @Nullable ReplySlot slot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected SystemAccess system() {
            throw new UnsupportedOperationException();
        }
    }

    private Watched exported(int number) {
        Watched actor = new Watched("/user/x-" + number, number);
        exposures.export("/user/name-" + number, actor, String.class);
        return actor;
    }

    @Test
    void theEndOfEachOfManyLooksAtNoOther() {
        List<Watched> all = new ArrayList<>();
        for (int number = 1; number <= MANY; number++) {
            all.add(exported(number));
        }
        looks = 0;
        all.forEach(Watched::end);
        assertThat(looks).isLessThan(MANY * LOOKS_AT_ONE);
        assertThat(exposures.find("/user/name-" + MANY, 0)).isEmpty();
        assertThat(exposures.find("/user/x-" + MANY, MANY)).isEmpty();
        assertThat(exposures.changes()).isEqualTo(2 * MANY);
    }

    @Test
    void theAddressesAndNamesOfAdaptersEndWithTheirActorAndNoOthers() {
        Watched actor = new Watched("/user/x", 7);
        Watched other = new Watched("/user/x/child", 8);
        exposures.add(actor, String.class);
        exposures.add(other, String.class);
        for (String protocol : List.of("~Protocol", "~_2")) {
            Watched adapter = new Watched("/user/x/" + protocol, 7);
            exposures.add(adapter, Integer.class);
            exposures.export("/user/" + protocol, adapter, Integer.class);
        }
        assertThat(exposures.names(Parking.Key.of(actor.address()))).containsExactly("/user/~Protocol", "/user/~_2");
        actor.end();
        assertThat(exposures.find("/user/x", 7)).isEmpty();
        for (String protocol : List.of("~Protocol", "~_2")) {
            assertThat(exposures.find("/user/x/" + protocol, 7)).isEmpty();
            assertThat(exposures.find("/user/" + protocol, 0)).isEmpty();
        }
        assertThat(exposures.find("/user/x/child", 8)).isPresent();
    }

    @Test
    void anActorWithoutANameEndsAlone() {
        Watched one = new Watched("/user/x/~8", 8);
        Watched other = new Watched("/user/x/~9", 9);
        exposures.add(one, String.class);
        exposures.add(other, String.class);
        exposures.export("/user/other", other, String.class);
        one.end();
        assertThat(exposures.find("/user/x/~8", 8)).isEmpty();
        assertThat(exposures.find("/user/x/~9", 9)).isPresent();
        other.end();
        assertThat(exposures.find("/user/x/~9", 9)).isEmpty();
        assertThat(exposures.find("/user/other", 0)).isEmpty();
    }

    @Test
    void aNameThatHasComeToMeanSomebodyElseStays() {
        Watched before = exported(1);
        Watched now = new Watched("/user/now", 2);
        exposures.export("/user/name-1", now, String.class);
        assertThat(exposures.names(Parking.Key.of(before.address()))).isEmpty();
        before.end();
        assertThat(exposures.find("/user/name-1", 0).map(Exposures.Exposed::ref))
                .contains(now);
    }
}
