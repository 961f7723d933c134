package dev.parley.remote.link;

import dev.parley.Cancellable;
import dev.parley.remote.limit.Complaints;
import dev.parley.remote.limit.ConnectRates;
import dev.parley.remote.limit.Strangers;
import dev.parley.remote.transport.Connection;
import dev.parley.remote.transport.ConnectionHandler;
import dev.parley.remote.transport.DialFailure;
import dev.parley.wire.Frame;
import dev.parley.wire.HelloProof;
import dev.parley.wire.WireError;
import org.jspecify.annotations.Nullable;

/**
 * Shakes hands on connections that others opened. Nothing is promised and nothing kept for a peer before it has proved
 * who it is.
 *
 * <p>Threading: the loop. Limits: those of {@link ConnectRates} and {@link Strangers}, each for
 * {@code LinkConfig.handshakeLimit} and 4 KiB a frame.
 *
 * <p>Failure: a stranger is refused with a BYE and a log line that says why.
 */
final class Acceptor {
    private final LinkedNode node;
    private final Strangers<Greeting> strangers = new Strangers<>();
    private final ConnectRates rates;
    private final Complaints complaints;
    private final TurnedAway tooOften = new TurnedAway(WireError.TOO_MANY_CONNECTIONS);

    Acceptor(LinkedNode node) {
        this.node = node;
        this.rates = new ConnectRates(node.config().links().rates().connects());
        this.complaints = new Complaints(Link.LOG::warn, node.nanoTime());
    }

    ConnectionHandler accept(Connection connection) {
        long now = node.nanoTime();
        if (!rates.allow(connection.remote().host(), now)) {
            String rate = node.config().links().rates().connects().toString();
            complain(connection.remote().toString(), "its address connects more often than " + rate);
            return tooOften;
        }
        return new FrameConnection(node.environment().dispatcher(), new Greeting());
    }

    private void complain(String remote, String why) {
        complaints.add(() -> "connection from " + remote + " is refused: " + why, node.nanoTime());
    }

    private static void giveWay(@Nullable Greeting oldest) {
        if (oldest != null) {
            oldest.giveWay();
        }
    }

    /** One handshake from the accepting side. */
    private final class Greeting implements FrameConnection.Listener {
        private @Nullable FrameConnection own;
        private Frame.@Nullable Hello theirs;
        private Frame.@Nullable Hello ours;
        private @Nullable Admission admission;
        private Cancellable deadline = () -> {};
        private boolean proven;
        private boolean over;

        @Override
        public void onOpen(FrameConnection connection) {
            own = connection;
            Acceptor.giveWay(strangers.enter(this));
            deadline = node.environment()
                    .timers()
                    .after(node.config().links().handshakeLimit().toNanos(), () -> node.onLoop(() -> late(connection)));
        }

        /** There are too many strangers, and this one has been here for longest. */
        void giveWay() {
            if (own != null) {
                refuse(own, WireError.TOO_MANY_CONNECTIONS, "too many connections that have not said who they are");
            }
        }

        private void late(FrameConnection connection) {
            if (!over) {
                refuse(connection, WireError.HANDSHAKE_TIMEOUT, "it did not say who it is in time");
            }
        }

        @Override
        public void onDialFailed(FrameConnection connection, DialFailure failure) {
            throw new IllegalStateException("an accepted connection was never dialled");
        }

        @Override
        public void onFrame(FrameConnection connection, Frame frame) {
            switch (frame) {
                case Frame.Hello hello when theirs == null -> first(connection, hello);
                case Frame.Hello hello -> second(connection, hello);
                case Frame.Bye(WireError _, String text) -> finished(connection, "it said farewell: " + text);
                default -> goesOn(connection, frame);
            }
        }

        /** The dialler's next frame shows that it has the answer and still wants this connection. */
        private void goesOn(FrameConnection connection, Frame frame) {
            if (theirs == null || !(admission instanceof Admission.Yes yes)) {
                refuse(connection, WireError.UNEXPECTED_FRAME, "a frame before HELLO");
            } else if (node.handshake().key().isPresent() && !proven) {
                refuse(connection, WireError.NOT_AUTHENTICATED, WireError.NOT_AUTHENTICATED.sentence());
            } else {
                admit(connection, theirs, frame, yes);
            }
        }

        private void first(FrameConnection connection, Frame.Hello hello) {
            Handshake.@Nullable Refusal refusal = node.handshake().judgeDialler(hello);
            if (refusal != null) {
                refuse(connection, refusal.error(), refusal.text());
                return;
            }
            switch (node.links().judge(hello)) {
                case Admission.No(WireError error, String text) -> refuse(connection, error, text);
                case Admission.Yes yes -> answer(connection, hello, yes);
            }
        }

        private void answer(FrameConnection connection, Frame.Hello hello, Admission.Yes yes) {
            long agreed = hello.offer().asksForMinimalLink() ? Frame.Hello.Offer.MINIMAL : 0;
            Frame.Hello mine = node.hello(
                    new Frame.Hello.Session(
                            yes.session(),
                            hello.session().own(),
                            hello.session().lane(),
                            yes.guest()),
                    agreed);
            Frame.Hello said = node.handshake()
                    .key()
                    .map(secret -> mine.proven(HelloProof.ofAcceptor(secret, hello, mine)))
                    .orElse(mine);
            theirs = hello;
            ours = said;
            admission = yes;
            connection.send(said);
            connection.flush();
            Acceptor.giveWay(strangers.greets(this));
        }

        private void second(FrameConnection connection, Frame.Hello hello) {
            boolean isProof = node.handshake().key().isPresent();
            if (!isProof || proven || theirs == null || ours == null) {
                refuse(connection, WireError.UNEXPECTED_FRAME, "a second HELLO");
                return;
            }
            Handshake.@Nullable Refusal refusal = node.handshake().judgeProof(theirs, ours, hello);
            if (refusal == null) {
                proven = true;
            } else {
                refuse(connection, refusal.error(), refusal.text());
            }
        }

        private void admit(FrameConnection connection, Frame.Hello hello, Frame next, Admission.Yes yes) {
            done();
            @Nullable WireError refusal = node.links().admit(connection, hello, next, yes);
            if (refusal == null) {
                connection.handOver(next);
            } else {
                connection.close(refusal, "the link changed during the handshake");
            }
        }

        private void refuse(FrameConnection connection, WireError error, String text) {
            if (error == WireError.DUPLICATE_CONNECTION) {
                Link.LOG.debug("connection from {} is one too many: {}", connection.remote(), text);
            } else {
                complain(connection.remote(), text);
            }
            connection.close(error, text);
            connection.close();
            done();
        }

        private void finished(FrameConnection connection, String cause) {
            Link.LOG.debug("connection from {} ended before its handshake: {}", connection.remote(), cause);
            connection.close();
            done();
        }

        private void done() {
            if (!over) {
                over = true;
                strangers.leave(this);
                deadline.cancel();
            }
        }

        @Override
        public void onPause(FrameConnection connection) {}

        @Override
        public void onRoom(FrameConnection connection) {}

        @Override
        public void onBroken(FrameConnection connection, WireError error, String what) {
            complain(connection.remote(), error + ": " + what);
            done();
        }

        @Override
        public void onClosed(FrameConnection connection, String cause) {
            finished(connection, cause);
        }
    }
}
