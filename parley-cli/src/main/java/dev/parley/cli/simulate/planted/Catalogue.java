package dev.parley.cli.simulate.planted;

import dev.parley.cli.simulate.planted.Mutation.Believes;
import dev.parley.cli.simulate.planted.Mutation.Confuses;
import dev.parley.cli.simulate.planted.Mutation.Ignores;
import dev.parley.cli.simulate.planted.Mutation.Negates;
import dev.parley.cli.simulate.planted.Mutation.Returns;
import dev.parley.cli.simulate.planted.Mutation.Sees;
import dev.parley.cli.simulate.planted.Mutation.Skips;
import dev.parley.cli.simulate.planted.Mutation.Takes;
import java.util.List;

/** The bugs that can be planted. */
final class Catalogue {
    private static final String LINK = "dev.parley.remote.link.";
    private static final String LANE = "dev.parley.remote.lane.";
    private static final String WIRE = "dev.parley.wire.";
    private static final String CLUSTER = "dev.parley.cluster.";
    private static final String CHAT = "dev.parley.cli.chat.";
    private static final String KERNEL = "dev.parley.kernel.";

    static final List<Planted> ALL = List.of(
            // ---- links
            links(
                    "no-deduplication",
                    "a system message that was sent again is served again",
                    LINK + "SystemLog",
                    new Confuses("receive", "REPEATED", "NEW")),
            links(
                    "no-resend",
                    "system messages are not sent again on a new connection",
                    LINK + "Link",
                    new Skips("sendAgain", "forEach")),
            links(
                    "forgets-unacknowledged",
                    "a system message is forgotten when it is sent, not when it is acknowledged",
                    LINK + "SystemLog",
                    new Skips("append", "add")),
            links(
                    "ack-before-delivery",
                    "a system message is acknowledged and then not served",
                    LINK + "Reception",
                    new Skips("numbered", "system")),
            links(
                    "terminated-not-held-back",
                    "the news of an end overtakes what the actor said before",
                    LANE + "LaneIn",
                    new Returns("isPast", 1)),
            links(
                    "news-names-another-lane",
                    "the news of an end waits for another lane than that of the last words",
                    LINK + "Outgoing$Ended",
                    new Takes("of", 2, 0)),
            links(
                    "lane-changed-at-once",
                    "who says something large changes its lane without waiting for what it said before",
                    LANE + "Lanes",
                    new Skips("next", "follow")),
            links(
                    "wait-lost-with-connection",
                    "what a lane must wait for is forgotten with the connection on which it was said",
                    LANE + "LaneOut",
                    new Skips("opened", "addFirst")),
            links(
                    "after-not-heeded",
                    "a node reads on though something else comes first",
                    LINK + "Reception",
                    new Skips("after", "waitFor")),
            links(
                    "back-before-all-came",
                    "who said something large goes back to its lane while that is under way",
                    LANE + "LaneAudit",
                    new Returns("hasAllCome", 1)),
            links(
                    "losses-forgotten",
                    "messages that a connection took with it are not counted as lost",
                    LANE + "LaneOut",
                    new Sees("opened", "sent", 0)),
            links(
                    "gap-forgotten",
                    "a receiver does not count what never came",
                    LANE + "LaneIn",
                    new Sees("lostBefore", "position", 0)),
            links(
                    "lane-speaks-early",
                    "messages leave before the peer has said what arrived of the last connection",
                    LANE + "LaneOut",
                    new Sees("poll", "open", 1)),
            links(
                    "watch-of-the-dead-unanswered",
                    "who watches an actor that has ended hears nothing",
                    LINK + "Inbound",
                    new Skips("endAtOnce", "post")),
            links(
                    "late-watches-forgotten",
                    "watches that come faster than their rate never begin",
                    LINK + "Inbound",
                    new Skips("beginLate", "begin")),
            links(
                    "node-down-untold",
                    "watches do not end with the link",
                    LINK + "Link",
                    new Skips("endSession", "endAll")),
            links(
                    "orphan-over-the-link",
                    "a child on another node outlives its parent",
                    LINK + "HostedChild",
                    new Skips("bind", "watch")),
            links(
                    "stop-of-child-lost",
                    "the end of a parent's node leaves its children there",
                    LINK + "HostedChild$EndOfParent",
                    new Returns("terminated", 0)),
            links(
                    "budget-leak",
                    "what has left a link goes on counting into its budget",
                    LINK + "Link",
                    new Returns("left", 0)),
            links("deadline-forgotten", "a request has no time-out", "dev.parley.spi.TimedSlot", new Returns("arm", 0)),
            links(
                    "answered-twice",
                    "a request takes every answer that comes",
                    "dev.parley.spi.ReplySlot",
                    new Believes("complete", "compareAndSet", 1)),
            links(
                    "messages-vanish",
                    "a batch that came at once is not handled",
                    KERNEL + "Cell",
                    new Skips("handle", "handleChain")),
            links(
                    "new-incarnation-unnoticed",
                    "a peer that begins anew is taken for the one before",
                    LINK + "Links",
                    new Skips("admit", "renew")),
            links(
                    "parked-messages-forgotten",
                    "messages that waited for a child on another node to live never leave",
                    LINK + "Outbound",
                    new Skips("spawned", "forEach")),
            links(
                    "requests-outlive-connection",
                    "requests that a lost connection took with it end by their limit only",
                    LINK + "LaneKeeper",
                    new Skips("lost", "end")),
            links(
                    "relayed-requests-outlive-connection",
                    "requests of guests, or to them, that are lost behind their member end by their limit only",
                    LINK + "RelayedRequests",
                    new Skips("end", "add")),
            links(
                    "requests-outlive-node-down",
                    "requests to a node that was given up end by their limit only",
                    LINK + "Outbound",
                    new Skips("drain", "end")),
            links(
                    "acknowledges-acknowledgements",
                    "whatever comes on a control connection is acknowledged, also what acknowledges",
                    LINK + "SystemLog",
                    new Returns("takeAckDue", 1)),
            links(
                    "lost-link-still-counts",
                    "what a link had to send when it was given up goes on counting into the budget",
                    LINK + "Outbound",
                    new Skips("drain", "left")),
            links(
                    "pause-never-ends",
                    "a peer that holds back for an actor is never told to go on",
                    LINK + "Brake",
                    new Skips("look", "system")),
            links(
                    "held-messages-vanish",
                    "messages that waited for an actor do not leave when it goes on",
                    LINK + "Valve",
                    new Skips("resume", "forEach")),
            links(
                    "bytes-never-taken-off",
                    "what an actor has handled goes on counting into the bytes that wait for it",
                    KERNEL + "Backlog",
                    new Skips("settle", "takeOff")),
            links(
                    "held-messages-lost-with-the-link",
                    "what waited for an actor when the link was given up is in no book",
                    LINK + "Valve",
                    new Skips("endOf", "forEach")),
            links(
                    "news-overtakes-held-messages",
                    "the news of an end does not wait behind last words that are held back",
                    LINK + "Valve",
                    new Returns("keepsNews", 0)),
            links(
                    "held-without-bound",
                    "what waits for an actor goes on waiting, however much there is",
                    LINK + "Parking",
                    new Returns("isFull", 0)),
            // ---- chat
            chat(
                    "guest-not-reached",
                    "a member takes what is for its guest for something that leads nowhere",
                    LINK + "Links",
                    new Skips("towards(Ldev/parley/remote/Endpoint;J)Ldev/parley/remote/link/Link;", "get")),
            chat(
                    "lease-never-ends",
                    "a host goes on although no majority has confirmed it",
                    CLUSTER + "Lease",
                    new Returns("remainingNanos", 1_000_000_000)),
            chat(
                    "grant-at-once",
                    "a node votes for another while its vote for the present host still stands",
                    CLUSTER + "Epochs",
                    new Returns("waitNanos", 0)),
            chat(
                    "old-epoch-accepted",
                    "a host of an earlier epoch is not told that it is none any more",
                    CLUSTER + "Epochs",
                    new Ignores("heard", 0)),
            chat(
                    "epochs-begin-anew",
                    "a node that was started again claims epochs that it had before",
                    CLUSTER + "Epochs",
                    new Returns("floor", 0)),
            chat(
                    "lines-not-deduplicated",
                    "a session shows a line again that it has shown",
                    CHAT + "Memory",
                    new Returns("add", 1)),
            chat(
                    "tail-not-brought",
                    "a session brings nothing of what it saw to the next life of the room",
                    CHAT + "UserSession",
                    new Sees("join", "isIntroduced", 1)),
            chat(
                    "unconfirmed-not-said-again",
                    "lines that did not come back are not said again",
                    CHAT + "UserSession",
                    new Skips("welcome", "forEach")),
            chat(
                    "majority-is-everybody",
                    "a node hosts only with the votes of all",
                    CLUSTER + "Peers",
                    new Returns("majority", 3)),
            links(
                    "interned-forgotten",
                    "a ref that was put at a place is not there when it is asked for",
                    WIRE + "FrameReader",
                    new Skips("refToIntern", "put")),
            links(
                    "name-means-who-had-it",
                    "a name that was exported anew still means the actor of before",
                    LINK + "Exposures",
                    new Returns("changes", 0)),
            links(
                    "queue-without-bound",
                    "a link takes whatever it is given",
                    LINK + "Postbox",
                    new Returns("refusal", 0)),
            links(
                    "mailbox-without-bound",
                    "a mailbox takes whatever it is given",
                    KERNEL + "Mailbox",
                    new Takes("push", 1, Integer.MAX_VALUE)),
            // ---- supervision
            trees(
                    "limit-ignored",
                    "an actor is restarted however often it fails",
                    KERNEL + "Supervision",
                    new Believes("restart", "size", 0)),
            trees(
                    "restart-leaves-children",
                    "the children of an instance that failed live on",
                    KERNEL + "Life",
                    new Believes("proceed", "isEmpty", 1)),
            trees(
                    "stop-leaves-children",
                    "a child is not told to stop when its parent ends",
                    KERNEL + "Life",
                    new Returns("stopChildren", 0)),
            trees(
                    "old-instance-lives-on",
                    "an instance that failed is not ended before the next one starts",
                    KERNEL + "Life",
                    new Skips("rest", "endInstance")),
            trees(
                    "double-restart",
                    "a pause that is over makes a new instance whatever the actor does now",
                    KERNEL + "Life",
                    new Negates("pauseOver", 0)),
            trees(
                    "stash-lost",
                    "stashed messages stay aside after a restart",
                    KERNEL + "Life",
                    new Skips("rest", "unstashAll")),
            trees(
                    "openings-survive-restart",
                    "timers, watches and requests of an instance that failed go on",
                    KERNEL + "Life",
                    new Skips("rest", "cancelOpenings")),
            trees(
                    "tick-after-cancel",
                    "a tick that is queued is handled although its timer was cancelled",
                    KERNEL + "OwnTimer",
                    new Sees("open", "cancelled", 0)),
            trees(
                    "terminated-after-unwatch",
                    "the news of an end is handled although the watch was taken back",
                    KERNEL + "OwnWatch",
                    new Sees("open", "cancelled", 0)),
            trees(
                    "late-watch-unanswered",
                    "who watches an actor that has just ended hears nothing",
                    KERNEL + "Life",
                    new Returns("tooLate", 0)),
            trees(
                    "watchers-untold",
                    "the end of an actor is told to nobody",
                    KERNEL + "Life",
                    new Skips("end", "forEach")),
            trees(
                    "remains-forgotten",
                    "what an actor leaves unhandled vanishes",
                    KERNEL + "Remains",
                    new Skips("account", "dropped")),
            trees(
                    "escalation-swallowed",
                    "a failure that a child escalates never reaches its parent",
                    KERNEL + "Life",
                    new Skips("childEnded", "fail")),
            trees(
                    "failed-message-uncounted",
                    "a message whose handler failed is in no book",
                    KERNEL + "Turn",
                    new Skips("failed", "dropped")),
            // ---- blocking
            blocking(
                    "waiting-not-passed-on",
                    "who hears of a chain that goes on elsewhere does not say so there",
                    LINK + "WaitChase",
                    new Skips("heard", "say")),
            blocking(
                    "cycle-across-nodes-untold",
                    "a cycle over several nodes is found, and nobody is told",
                    LINK + "WaitChase",
                    new Skips("heard", "closed")),
            blocking(
                    "chain-taken-for-a-cycle",
                    "the number of a search is taken for one's own, whoever began it",
                    LINK + "WaitChase",
                    new Believes("heard", "isHere", 1)),
            blocking(
                    "request-forgotten-by-its-holder",
                    "a node does not know which requests its actors still have to answer",
                    LINK + "AskedHere",
                    new Returns("open", 0)));

    private Catalogue() {}

    private static Planted links(String name, String what, String type, Mutation mutation) {
        return new Planted(name, what, "links", type, mutation);
    }

    private static Planted chat(String name, String what, String type, Mutation mutation) {
        return new Planted(name, what, "chat", type, mutation);
    }

    private static Planted trees(String name, String what, String type, Mutation mutation) {
        return new Planted(name, what, "supervision", type, mutation);
    }

    private static Planted blocking(String name, String what, String type, Mutation mutation) {
        return new Planted(name, what, "blocking", type, mutation);
    }
}
