package dev.parley.cli.simulate.links;

import dev.parley.ActorRef;
import dev.parley.cli.simulate.diary.Diary;
import dev.parley.testkit.history.Event;

/**
 * The numbered messages of one actor: sends them and writes down both ends.
 *
 * <p>Threading: the actor's turn.
 */
final class Correspondence {
    private static final int LARGE_ODDS = 400;
    private static final int LARGE_CHARS = 100_000;
    private static final int MEDIUM_ODDS = 7;
    private static final int MEDIUM_CHARS = 300;

    private final Diary diary;
    private final String self;

    Correspondence(Diary diary, String self) {
        this.diary = diary;
        this.self = self;
    }

    /** Who writes. */
    String self() {
        return self;
    }

    /** Sends the next message for that actor. */
    void say(ActorRef<Talk> to) {
        String name = diary.known(to);
        long number = diary.nextNumber(self, name);
        diary.write(new Event.Sent(self, name, number));
        to.tell(new Talk.Say(self, name, number, filler(number)));
    }

    /** One of them has come. */
    void heard(Talk.Say say) {
        diary.write(new Event.Delivered(diary.known(say.from()), self, say.number()));
    }

    private static String filler(long number) {
        if (number % LARGE_ODDS == LARGE_ODDS - 1) {
            return "x".repeat(LARGE_CHARS);
        }
        return number % MEDIUM_ODDS == MEDIUM_ODDS - 1 ? "x".repeat(MEDIUM_CHARS) : "";
    }
}
