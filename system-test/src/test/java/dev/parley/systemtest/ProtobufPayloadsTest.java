package dev.parley.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protobuf.ProtobufPayloads;
import dev.parley.remote.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody between two nodes sees when they write Protocol Buffers, over TCP. */
class ProtobufPayloadsTest {
    /** The deposit up to the ref: 7 and 120 in fields 1 and 2, as zigzag, and the tag of field 3. */
    private static final String DEPOSIT = "080e" + "10f001" + "1a";

    private static final String DEPOSIT_IN_CBOR = "a3" + "0107" + "021878" + "03";

    /** The answer behind the text in field 1: 120 cents, and the numbers 1 and 2 in one field. */
    private static final String STATEMENT = "10f001" + "1a020204";

    private static final String STATEMENT_IN_CBOR = "021878" + "03820102";

    private final Tape tape = new Tape(1 << 20);

    private static Node start(Relays relays, String host) {
        return Bank.start(relays, host, Optional.of(ProtobufPayloads.standard()));
    }

    @Test
    void messagesAndAnswersHaveTheFieldsThatTheIdsSay() throws Exception {
        try (Relays relays = new Relays(List.of("a", "b"), tape);
                Node a = start(relays, "a");
                Node _ = start(relays, "b")) {
            Bank.save(relays, a, "b");
            assertThat(tape.text("a", "b")).contains("Savings.Deposit", "Savings.Balance", "/user/till");
            assertThat(tape.hex("a", "b")).contains(DEPOSIT).doesNotContain(DEPOSIT_IN_CBOR);
            assertThat(tape.hex("b", "a")).contains(STATEMENT).doesNotContain(STATEMENT_IN_CBOR);
        }
    }

    @Test
    void aNodeThatIsNotSetToItTalksCborWithOneThatIs() throws Exception {
        try (Relays relays = new Relays(List.of("a", "b"), tape);
                Node a = start(relays, "a");
                Node b = Bank.start(relays, "b", Optional.empty())) {
            Bank.save(relays, a, "b");
            Bank.save(relays, b, "a");
            for (String hex : List.of(tape.hex("a", "b"), tape.hex("b", "a"))) {
                assertThat(hex).contains(DEPOSIT_IN_CBOR, STATEMENT_IN_CBOR).doesNotContain(DEPOSIT, STATEMENT);
            }
        }
    }
}
