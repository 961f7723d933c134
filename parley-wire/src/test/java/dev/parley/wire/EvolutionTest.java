package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two versions of a program talk: what one writes, the other reads, or refuses with a text that says what to do. */
class EvolutionTest {

    record Customer(long id, String name) {}

    record Grown(
            long id,
            String name,
            int visits,
            Optional<String> email,
            List<String> tags,
            Set<Integer> marks,
            Map<String, Integer> scores,
            boolean vip,
            @Nullable String note) {}

    record Demanding(long id, String name, String country) {}

    record Reachable(long id, Optional<String> email) {}

    record Noted(@Nullable String note) {}

    record NoTexts(@Nullable List<String> texts) {}

    record Shrunk(long id) {}

    record Wider(double id, Optional<String> name) {}

    record IntNumber(int value) {}

    record LongNumber(long value) {}

    record DecimalNumber(BigDecimal value) {}

    record Texts(List<String> texts) {}

    record DistinctTexts(Set<String> texts) {}

    enum OldColour {
        RED
    }

    enum NewColour {
        RED,
        GREEN
    }

    sealed interface OldEvent {
        record Came(String who) implements OldEvent {}
    }

    sealed interface NewEvent {
        record Came(String who, int times) implements NewEvent {}

        record Went(String who) implements NewEvent {}
    }

    sealed interface Root {
        record Customer(long id, String name) implements Root {}
    }

    private final Codecs codecs = Codecs.builder().build();

    @Test
    void newReadsOldWithDefaultsForWhatWasAdded() throws WireException {
        Object read = carried(Customer.class, new Customer(7, "ada"), Grown.class);
        assertThat(read)
                .isEqualTo(new Grown(7, "ada", 0, Optional.empty(), List.of(), Set.of(), Map.of(), false, null));
    }

    @Test
    void oldReadsNewAndSkipsWhatItDoesNotKnow() throws WireException {
        Grown grown =
                new Grown(7, "ada", 3, Optional.of("a@b"), List.of("x"), Set.of(1, 2), Map.of("k", 1), true, "note");
        assertThat(carried(Grown.class, grown, Customer.class)).isEqualTo(new Customer(7, "ada"));
    }

    @Test
    void refusesAMissingRequiredFieldWithItsNameAndId() {
        assertThatThrownBy(() -> carried(Customer.class, new Customer(7, "ada"), Demanding.class))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(WireError.MISSING_FIELD))
                .hasMessageContaining("required field EvolutionTest.Demanding.country (id 3) is missing");
    }

    @Test
    void takesAMissingRequiredFieldFromThePrototype() throws WireException {
        Codecs patient =
                Codecs.builder().defaults(new Demanding(0, "", "nowhere")).build();
        patient.register(Customer.class);
        patient.register(Demanding.class);
        byte[] old = patient.encode(Customer.class, new Customer(7, "ada"));
        assertThat(patient.decode(Demanding.class, old)).isEqualTo(new Demanding(7, "ada", "nowhere"));
    }

    @Test
    void refusesADefaultThatWhatIsAbsentOnPurposeWouldBecome() {
        Codecs ofOptional =
                Codecs.builder().defaults(new Reachable(0, Optional.of("a@b"))).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofOptional.register(Reachable.class))
                .withMessageContaining(
                        "EvolutionTest.Reachable.email: an empty Optional would arrive as Optional[a@b]");
        Codecs ofNull = Codecs.builder().defaults(new Noted("none")).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofNull.register(Noted.class))
                .withMessageContaining("EvolutionTest.Noted.note: null would arrive as none");
        Codecs.builder().defaults(new Reachable(0, Optional.empty())).build().register(Reachable.class);
        Codecs.builder().defaults(new Noted(null)).build().register(Noted.class);
    }

    @Test
    void refusesNullAlsoWhereAComponentMayBeAbsent() {
        codecs.register(Noted.class);
        assertThatThrownBy(() -> codecs.decode(Noted.class, new byte[] {(byte) 0xA1, 1, (byte) 0xF6}))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(WireError.TYPE_MISMATCH));
    }

    @Test
    void refusesACollectionThatMayBeNull() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.register(NoTexts.class))
                .withMessageContaining("EvolutionTest.NoTexts.texts: null would arrive as []");
    }

    @Test
    void readsRemovedFieldsAndMissesRemovedRequiredOnes() throws WireException {
        assertThat(carried(Customer.class, new Customer(7, "ada"), Shrunk.class))
                .isEqualTo(new Shrunk(7));
        assertThatThrownBy(() -> carried(Shrunk.class, new Shrunk(7), Customer.class))
                .hasMessageContaining("EvolutionTest.Customer.name (id 2)");
    }

    @Test
    void widensNumbersAndWrapsOptionals() throws WireException {
        assertThat(carried(Customer.class, new Customer(7, "ada"), Wider.class))
                .isEqualTo(new Wider(7.0, Optional.of("ada")));
        assertThat(carried(IntNumber.class, new IntNumber(-5), DecimalNumber.class))
                .isEqualTo(new DecimalNumber(new BigDecimal(-5)));
    }

    @Test
    void narrowsNumbersWhileTheyFit() throws WireException {
        assertThat(carried(LongNumber.class, new LongNumber(-5), IntNumber.class))
                .isEqualTo(new IntNumber(-5));
        assertThatThrownBy(() -> carried(LongNumber.class, new LongNumber(1L << 31), IntNumber.class))
                .hasMessageContaining("int out of range: 2147483648 (at byte 2)");
    }

    @Test
    void listsBecomeSetsUnlessTheyRepeat() throws WireException {
        assertThat(carried(Texts.class, new Texts(List.of("b", "a")), DistinctTexts.class))
                .isEqualTo(new DistinctTexts(Set.of("a", "b")));
        assertThatThrownBy(() -> carried(Texts.class, new Texts(List.of("a", "a")), DistinctTexts.class))
                .hasMessageContaining("a set holds an element twice");
    }

    @Test
    void refusesANewConstantWithTheRemedy() throws WireException {
        assertThat(carried(NewColour.class, NewColour.RED, OldColour.class)).isEqualTo(OldColour.RED);
        assertThatThrownBy(() -> carried(NewColour.class, NewColour.GREEN, OldColour.class))
                .hasMessageContaining("EvolutionTest.OldColour has no constant 1: deploy readers first");
    }

    @Test
    void refusesANewLeafWithTheRemedy() throws WireException {
        assertThat(carried(NewEvent.class, new NewEvent.Came("ada", 2), OldEvent.class))
                .isEqualTo(new OldEvent.Came("ada"));
        assertThatThrownBy(() -> carried(NewEvent.class, new NewEvent.Went("ada"), OldEvent.class))
                .hasMessageContaining("EvolutionTest.OldEvent has no leaf 2: deploy readers first");
    }

    @Test
    void refusesARecordThatBecameASealedRoot() {
        assertThatThrownBy(() -> carried(Customer.class, new Customer(7, "ada"), Root.class))
                .hasMessageContaining("entry 0, the leaf of EvolutionTest.Root, is missing");
        assertThatThrownBy(() -> carried(Root.class, new Root.Customer(7, "ada"), Customer.class))
                .hasMessageContaining("key 0 after key 0 in EvolutionTest.Customer");
    }

    /** A value written as one type and read as another. */
    private Object carried(Type written, Object value, Type read) throws WireException {
        codecs.register(written);
        codecs.register(read);
        return codecs.decode(read, codecs.encode(written, value));
    }
}
