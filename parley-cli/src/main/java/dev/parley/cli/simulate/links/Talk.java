package dev.parley.cli.simulate.links;

import dev.parley.ActorRef;
import dev.parley.Request;
import dev.parley.cli.simulate.diary.Diary;

/** What talkers say to each other, over the network. */
sealed interface Talk extends Talker.Msg {
    /** A numbered message; {@code filler} makes some of them large. */
    record Say(String from, String to, long number, String filler) implements Talk, Diary.Numbered {}

    /** Here I am: this very incarnation. */
    record Meet(ActorRef<Talk> who) implements Talk {}

    /** Here is somebody who will not live long. */
    record MeetPrey(ActorRef<Prey.Cmd> prey) implements Talk {}

    /** Do nothing for so long: what is sent meanwhile fills a mailbox. */
    record Doze(long millis) implements Talk {}

    /** Wants its number plus one. */
    record Question(long number, Manner manner) implements Talk, Request<Talk, Long> {}

    /** How a question is answered. */
    enum Manner {
        /** In the same turn. */
        AT_ONCE,
        /** At the next tick. */
        LATER,
        /** It is refused. */
        REJECTED,
        /** Not at all. */
        FORGOTTEN
    }
}
