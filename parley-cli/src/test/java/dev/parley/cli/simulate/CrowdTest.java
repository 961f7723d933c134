package dev.parley.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.simulate.diary.Circle;
import dev.parley.cli.simulate.diary.Cluster;
import dev.parley.testkit.simulation.Seeds;
import dev.parley.testkit.simulation.Simulation;
import dev.parley.testkit.simulation.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios of many members. */
class CrowdTest {
    private static final int SECONDS = 3;

    @ParameterizedTest
    @ValueSource(strings = {"chat", "links", "blocking"})
    void aScenarioOfAHundredMembersKeepsItsPromises(String name) throws Exception {
        Trial trial = Trial.of(1).withKnob(Cluster.NODES, 100).withKnob(Cluster.SECONDS, SECONDS);

        Seeds.replay(trial, Experiment.named(name).orElseThrow().scenario());
    }

    @Test
    void membersOfASmallClusterHaveToDoWithAll() {
        Cluster five = cluster(5);

        assertThat(five.near("a")).containsExactly("a", "b", "c", "d", "e");
        assertThat(five.circles()).singleElement().extracting(Circle::hosts).isEqualTo(five.hosts());
    }

    @Test
    void membersOfALargeClusterHaveToDoWithAsManyAsThoseOfASmallOne() {
        Cluster crowd = cluster(100);

        assertThat(crowd.hosts()).doesNotHaveDuplicates().hasSize(100);
        assertThat(crowd.hosts())
                .allSatisfy(host -> assertThat(crowd.near(host))
                        .hasSize(5)
                        .contains(host)
                        .allSatisfy(other -> assertThat(crowd.near(other)).contains(host)));
    }

    @Test
    void everyMemberIsInOneCircle() {
        for (int nodes = 1; nodes <= 60; nodes++) {
            Cluster cluster = cluster(nodes);
            int fewest = Math.min(nodes, 3);

            assertThat(cluster.circles().stream().flatMap(circle -> circle.hosts().stream()))
                    .containsExactlyElementsOf(cluster.hosts());
            assertThat(cluster.circles())
                    .allSatisfy(circle -> assertThat(circle.hosts()).hasSizeBetween(fewest, 5));
        }
    }

    private static Cluster cluster(int nodes) {
        return new Cluster(Simulation.of(Trial.of(1).withKnob(Cluster.NODES, nodes)), 5, SECONDS);
    }
}
