package dev.parley.remote.link;

import dev.parley.Cancellable;
import dev.parley.remote.transport.DialFailure;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireBytes;
import dev.parley.wire.WireError;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to a peer and shakes hands on them.
 *
 * <p>Threading: the loop. Limits: {@code LinkConfig.handshakeLimit} for dial and handshake each.
 */
final class Dialer {
    private final LinkedNode node;

    Dialer(LinkedNode node) {
        this.node = node;
    }

    /** Dials; the link hears of the outcome. */
    FrameConnection dial(Link link, int lane) {
        Greeting greeting = new Greeting(link, lane);
        FrameConnection connection = new FrameConnection(node.environment().dispatcher(), greeting);
        node.environment()
                .transport()
                .dial(link.endpoint(), node.config().links().handshakeLimit(), connection);
        return connection;
    }

    /** One handshake from the dialling side. */
    private final class Greeting implements FrameConnection.Listener {
        private final Link link;
        private final LinkSession session;
        private final int lane;
        private final Frame.Hello ours;
        private Cancellable deadline = () -> {};
        private boolean over;

        Greeting(Link link, int lane) {
            this.link = link;
            this.session = link.session();
            this.lane = lane;
            this.ours = node.hello(new Frame.Hello.Session(session.own(), session.peer(), lane, node.ownGuest()), 0);
        }

        @Override
        public void onOpen(FrameConnection connection) {
            connection.send(ours);
            connection.flush();
            deadline = node.environment()
                    .timers()
                    .after(node.config().links().handshakeLimit().toNanos(), () -> node.onLoop(() -> late(connection)));
        }

        private void late(FrameConnection connection) {
            if (!over && connection.isOpen()) { // cancelled too late, it may have come into the loop behind the answer
                connection.close();
                failed(connection, false, "the handshake took too long");
            }
        }

        private void done() {
            over = true;
            deadline.cancel();
        }

        @Override
        public void onDialFailed(FrameConnection connection, DialFailure failure) {
            switch (failure) {
                case DialFailure.Refused() -> failed(connection, true, "refused");
                case DialFailure.Unreachable(String cause) -> failed(connection, false, cause);
            }
        }

        @Override
        public void onFrame(FrameConnection connection, Frame frame) {
            switch (frame) {
                case Frame.Hello theirs -> welcomed(connection, theirs);
                case Frame.Bye(WireError reason, String text) -> refused(connection, reason, text);
                default -> connection.refuse(WireError.UNEXPECTED_FRAME, "before HELLO");
            }
        }

        private void welcomed(FrameConnection connection, Frame.Hello theirs) {
            Handshake.@Nullable Refusal refusal = node.handshake().judgeAcceptor(ours, theirs, link.endpoint());
            if (refusal != null) {
                Link.LOG.warn("{} is refused: {}", link, refusal.text());
                connection.close(refusal.error(), refusal.text());
                over(connection, refusal.error(), refusal.text());
                return;
            }
            if (link.session() != session) {
                connection.close(WireError.LINK_GIVEN_UP, "given up meanwhile");
                failed(connection, false, "given up meanwhile");
                return;
            }
            if (session.isOfAnother(theirs)) {
                connection.close(WireError.LINK_GIVEN_UP, "another incarnation answers");
                done();
                link.end(WireError.LINK_GIVEN_UP, "another incarnation of it answers");
                return;
            }
            node.handshake().key().ifPresent(secret -> prove(connection, secret, theirs));
            done();
            node.letIn(theirs);
            link.attach(connection, theirs, lane, true);
        }

        private void prove(FrameConnection connection, WireBytes secret, Frame.Hello theirs) {
            connection.send(ours.proven(HelloProof.ofDialler(secret, ours, theirs)));
        }

        private void refused(FrameConnection connection, WireError reason, String text) {
            connection.close();
            if (reason != WireError.DUPLICATE_CONNECTION) {
                Link.LOG.warn("{} refuses this node: {}", link, text);
            }
            over(connection, reason, text);
        }

        /** One of both said no: for good, or this time. */
        private void over(FrameConnection connection, WireError reason, String text) {
            boolean isFinal = reason == WireError.LINK_GIVEN_UP ? session.isBound() : !reason.retryable();
            // a lane may come before its control connection was served, so only the latter's word ends a link
            if (isFinal && lane == Frame.CONTROL && link.session() == session) {
                done();
                node.dialFailed(link, text);
                link.end(reason, text);
            } else {
                failed(connection, false, text);
            }
        }

        @Override
        public void onPause(FrameConnection connection) {}

        @Override
        public void onRoom(FrameConnection connection) {}

        @Override
        public void onBroken(FrameConnection connection, WireError error, String what) {
            String why = error + ": " + what;
            Link.LOG.warn("{} breaks the protocol: {}", link, why);
            failed(connection, false, why);
        }

        @Override
        public void onClosed(FrameConnection connection, String cause) {
            failed(connection, false, cause);
        }

        private void failed(FrameConnection connection, boolean refused, String why) {
            done();
            Link.LOG.debug("dial of {} failed: {}", link, why);
            node.dialFailed(link, why);
            if (lane == Frame.CONTROL) {
                link.dialFailed(connection, refused);
            } else {
                link.laneDialFailed(session, lane);
            }
        }
    }
}
