package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hears what two nodes say to each other on control and one lane, and asserts that each word fits those before. */
final class Conversation {

    /** What is known of one of the two. */
    private static final class Side {
        Frame.@Nullable Hello hello;
        boolean hasProved;
        boolean isBeating;
        long system;
        long served;
        long sent;
        Frame.@Nullable Lane opening;
        boolean isLaneOpen;
        Frame.@Nullable User asked;
        boolean watches;
        boolean hasLeft;

        Frame.Hello hello() {
            return Objects.requireNonNull(hello);
        }
    }

    private final Side dialler = new Side();
    private final Side acceptor = new Side();

    void says(boolean byDialler, Frame frame) {
        Side side = byDialler ? dialler : acceptor;
        Side other = byDialler ? acceptor : dialler;
        assertThat(dialler.hasLeft || acceptor.hasLeft)
                .as("nothing follows a BYE")
                .isFalse();
        switch (frame) {
            case Frame.Hello hello -> hello(side, byDialler, hello);
            case Frame.Heartbeat(long delivered) -> heartbeat(side, other, delivered);
            case Frame.Lane lane -> opens(side, lane);
            case Frame.LaneAt at -> answers(other, at);
            case Frame.User user -> user(side, other, user);
            case Frame.Reply reply -> {
                speaks(side);
                assertThat(other.asked).isNotNull().extracting(Frame.User::slot).isEqualTo(reply.slot());
            }
            case Frame.Monitor monitor -> {
                numbered(side, monitor);
                side.watches = true;
            }
            case Frame.Ack(long number) -> {
                assertThat(number).isEqualTo(other.system).isGreaterThan(side.served);
                side.served = number;
            }
            case Frame.Terminated end -> {
                numbered(side, end);
                assertThat(other.watches).isTrue();
                assertThat(end.after()).as("its last words").containsExactly(new Frame.LanePosition(0, side.sent));
            }
            case Frame.Bye _ -> {
                assertThat(side.isLaneOpen).as("all has come").isTrue();
                assertThat(other.served).isEqualTo(side.system);
                side.hasLeft = true;
            }
            case Frame.Schema _,
                    Frame.After _,
                    Frame.Refusal _,
                    Frame.Waiting _,
                    Frame.Unmonitor _,
                    Frame.Spawn _,
                    Frame.Spawned _,
                    Frame.Stop _,
                    Frame.Pause _,
                    Frame.Resume _,
                    Frame.Resumed _ -> throw new AssertionError("no word of this conversation: " + frame);
        }
    }

    private void heartbeat(Side side, Side other, long delivered) {
        assertThat(dialler.hasProved && acceptor.hasProved).isTrue();
        assertThat(side == dialler || dialler.isBeating)
                .as("the dialler goes on first")
                .isTrue();
        assertThat(delivered).isEqualTo(other.system);
        side.isBeating = true;
    }

    private static void opens(Side side, Frame.Lane lane) {
        long generation = side.opening == null ? 1 : side.opening.generation() + 1;
        assertThat(lane).isEqualTo(new Frame.Lane(0, generation, side.sent));
        side.opening = lane;
        side.isLaneOpen = false;
    }

    private static void answers(Side opener, Frame.LaneAt at) {
        assertThat(opener.opening)
                .isNotNull()
                .satisfies(opening ->
                        assertThat(at).isEqualTo(new Frame.LaneAt(0, opening.generation(), opening.lastSent())));
        opener.isLaneOpen = true;
    }

    private static void user(Side side, Side other, Frame.User user) {
        speaks(side);
        assertThat(user.source().node()).isEqualTo(side.hello().peer().node());
        assertThat(user.destination().node()).isEqualTo(other.hello().peer().node());
        side.asked = user.slot().isNone() ? side.asked : user;
    }

    private void hello(Side side, boolean byDialler, Frame.Hello hello) {
        if (!byDialler) {
            assertThat(hello.challenge().proof())
                    .isEqualTo(HelloProof.ofAcceptor(Samples.KEY, dialler.hello(), hello.proven(WireBytes.EMPTY)));
            assertThat(hello.session().peer())
                    .isEqualTo(dialler.hello().session().own());
            side.hasProved = true;
        } else if (side.hello != null) {
            assertThat(hello.challenge().proof())
                    .isEqualTo(HelloProof.ofDialler(Samples.KEY, side.hello, acceptor.hello()));
            assertThat(hello.proven(WireBytes.EMPTY)).as("it repeats its first").isEqualTo(side.hello);
            side.hasProved = true;
        }
        side.hello = hello.proven(WireBytes.EMPTY);
    }

    private static void numbered(Side side, Frame.Numbered frame) {
        assertThat(frame.number()).isEqualTo(++side.system);
        assertThat(side.isBeating).isTrue();
    }

    private static void speaks(Side side) {
        assertThat(side.isLaneOpen).as("LANE-AT has answered").isTrue();
        side.sent++;
    }

    boolean isOver() {
        return dialler.hasLeft || acceptor.hasLeft;
    }
}
