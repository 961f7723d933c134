package dev.parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.chat.ChatEvent;
import dev.parley.cli.options.Exit;
import dev.parley.remote.Endpoint;
import dev.parley.remote.Node;
import dev.parley.remote.NodeConfig;
import dev.parley.testkit.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation to which nobody lets the user in. */
@Timeout(60)
class ConversationTest {
    private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();

    private final Screen screen = new Screen() {
        @Override
        public boolean show(ChatEvent event) {
            return true;
        }

        @Override
        public void complain(String text) {
            complaints.add(text);
        }
    };

    private Conversation with(Duration timeout, int... ports) {
        List<Endpoint> members = Arrays.stream(ports)
                .mapToObj(port -> new Endpoint("127.0.0.1", port))
                .toList();
        return new Conversation(
                new ChatSettings(
                        "ada",
                        members,
                        node -> NodeConfig.guest("ada", node.toString()),
                        Duration.ofSeconds(5),
                        timeout),
                screen);
    }

    private static CompletableFuture<Integer> begin(Conversation conversation) {
        return begin(conversation, _ -> {});
    }

    /** What is typed, and then nothing more. */
    private static CompletableFuture<Integer> begin(Conversation conversation, Typing typing) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            try {
                code.complete(conversation.run(into -> {
                    typing.readInto(into);
                    end.await();
                }));
            } catch (InterruptedException e) {
                code.completeExceptionally(e);
            } finally {
                end.countDown();
            }
        });
        return code;
    }

    @Test
    void saysOnceAndLongBeforeItsTimeOutThatNobodyListens() throws Exception {
        Conversation conversation = with(
                Duration.ofMinutes(10),
                FreePorts.choose(1).getFirst(),
                FreePorts.choose(1).getFirst());
        CompletableFuture<Integer> code = begin(conversation);

        assertThat(complaints.poll(30, TimeUnit.SECONDS))
                .startsWith("not in the chat yet, tries on for 600 s: guest ada was not let in by 127.0.0.1:")
                .contains("refused");
        assertThat(complaints.poll(1, TimeUnit.SECONDS))
                .as("of the next rounds")
                .isNull();
        conversation.leave();
        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.DONE);
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Conversation conversation = with(Duration.ofMinutes(10), deaf.getLocalPort());
            CompletableFuture<Integer> code = begin(conversation);

            assertThat(complaints.poll(30, TimeUnit.SECONDS))
                    .isEqualTo("not in the chat yet, tries on for 600 s: no answer yet from 127.0.0.1:"
                            + deaf.getLocalPort());
            conversation.leave();
            assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.DONE);
        }
    }

    @Test
    void leavesAtOnceWhereNobodyAnswers() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Conversation conversation = with(Duration.ofMinutes(10), deaf.getLocalPort());
            CompletableFuture<Integer> code = begin(conversation);
            assertThat(complaints.poll(30, TimeUnit.SECONDS)).contains("no answer yet");

            assertThat(conversation.leaveWithin(ChatCommand.LEAVE_LIMIT)).isEqualTo(Exit.DONE);
            assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.DONE);
        }
    }

    @Test
    void doesNotKnockAsFastAsItCanWhereThereIsNoChat() throws Exception {
        AtomicInteger visits = new AtomicInteger();
        try (Node other = Node.start(NodeConfig.member("other", "127.0.0.1:0"))) {
            Endpoint member = new Endpoint("127.0.0.1", other.id().port());
            Conversation conversation = new Conversation(
                    new ChatSettings(
                            "ada",
                            List.of(member),
                            node -> {
                                visits.incrementAndGet();
                                return NodeConfig.guest("ada", node.toString());
                            },
                            Duration.ofSeconds(5),
                            Duration.ofMillis(1_500)),
                    screen);

            assertThat(begin(conversation).get(30, TimeUnit.SECONDS)).isEqualTo(Exit.FELL_SHORT);
        }
        assertThat(visits).hasValueLessThanOrEqualTo(1_500 / 250 + 1);
        assertThat(complaints).first().asString().startsWith("not in the chat yet, tries on for 1500 ms: ");
    }

    @Test
    void givesUpAfterItsTimeOut() throws Exception {
        CompletableFuture<Integer> code =
                begin(with(Duration.ofMillis(1_500), FreePorts.choose(1).getFirst()));

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.FELL_SHORT);
        assertThat(complaints).hasSize(2).last().asString().startsWith("no usable room for 1500 ms");
    }

    @Test
    void readsNoMoreAheadThanItCanKeep() throws Exception {
        Conversation conversation =
                with(Duration.ofMillis(1_500), FreePorts.choose(1).getFirst());
        CompletableFuture<Integer> code = begin(conversation, into -> {
            for (int line = 1; line <= 20_000; line++) {
                into.type("line " + line);
            }
        });

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.FELL_SHORT);
        assertThat(complaints)
                .filteredOn(complaint -> complaint.startsWith("not confirmed: "))
                .as("1,000 on their way and 10,000 behind them")
                .hasSizeLessThanOrEqualTo(11_000);
    }

    @Test
    void endsWhenItCannotReadAnyMore() throws Exception {
        CompletableFuture<Integer> code =
                begin(with(Duration.ofMinutes(10), FreePorts.choose(1).getFirst()), _ -> {
                    throw new IllegalStateException("the keyboard is gone");
                });

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.FELL_SHORT);
        assertThat(complaints)
                .contains("cannot read what is typed: java.lang.IllegalStateException: the keyboard is gone");
    }

    @Test
    void namesALineThatIsTooLongByItsBeginning() throws Exception {
        Conversation conversation =
                with(Duration.ofMinutes(10), FreePorts.choose(1).getFirst());
        CompletableFuture<Integer> code = begin(conversation, into -> {
            into.type("x".repeat(8_193));
            into.leave();
        });

        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Exit.FELL_SHORT);
        assertThat(complaints)
                .contains(
                        "a line of more than 8192 characters was not said, say it in parts: " + "x".repeat(40) + "…",
                        "left; not confirmed: 1 line");
    }
}
