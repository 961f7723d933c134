package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be written fails when it is registered, with the component and the remedy. */
class RegistrationTest {

    record OpenItems(List<Number> items) {}

    record Nested(OpenItems items) {}

    record Door(Number price) {}

    record Room(Optional<Door> door) {}

    record Deep(Map<String, List<Room>> rooms) {}

    record Doors(Map<Room, String> keys) {}

    record Boxed<T>(T value) {}

    sealed interface Talk {
        record Leave() implements Talk {}

        record Enter(Door door) implements Talk {}
    }

    record Said(Optional<Talk> talk) {}

    record AnyKey(Map<Object, String> byKey) {}

    record Raw(@SuppressWarnings("rawtypes") List list) {}

    record Wild(List<? extends Shop.Item> items) {}

    record Unbound<T>(T value) {}

    @SuppressWarnings("ArrayRecordComponent") // what is refused
    record Array(int[] numbers) {}

    @SuppressWarnings("ArrayRecordComponent") // what is refused
    record GenericArray(List<String>[] lists) {}

    record Twice(Optional<Optional<String>> text) {}

    record ByteKeys(Set<byte[]> keys) {}

    record Growing<T>(T value, Optional<Growing<List<T>>> next) {}

    sealed interface Half {
        record Closed() implements Half {}

        non-sealed interface Open extends Half {}
    }

    sealed interface Loose {
        record Leaf<T>(T value) implements Loose {}
    }

    interface NotSealed {}

    record Wide(
            int a0,
            int a1,
            int a2,
            int a3,
            int a4,
            int a5,
            int a6,
            int a7,
            int a8,
            int a9,
            int b0,
            int b1,
            int b2,
            int b3,
            int b4,
            int b5,
            int b6,
            int b7,
            int b8,
            int b9,
            int c0,
            int c1,
            int c2,
            int c3,
            int c4,
            int c5,
            int c6,
            int c7,
            int c8,
            int c9,
            int d0,
            int d1,
            int d2,
            int d3,
            int d4,
            int d5,
            int d6,
            int d7,
            int d8,
            int d9,
            int e0,
            int e1,
            int e2,
            int e3,
            int e4,
            int e5,
            int e6,
            int e7,
            int e8,
            int e9,
            int f0,
            int f1,
            int f2,
            int f3,
            int f4,
            int f5,
            int f6,
            int f7,
            int f8,
            int f9,
            int g0,
            int g1,
            int g2,
            int g3,
            int g4) {}

    static List<Arguments> refused() {
        return List.of(
                refused(OpenItems.class, "OpenItems.items[]: Number is open: make it a record, an enum or a sealed"),
                refused(
                        Nested.class,
                        "RegistrationTest.Nested.items.items[]: Number is open: make it a record, an enum"),
                refused(
                        Deep.class,
                        "RegistrationTest.Deep.rooms{value}[].door.price: Number is open: make it a record"),
                refused(Doors.class, "RegistrationTest.Doors.keys{key}.door.price: Number is open: make it a record"),
                refused(Talk.class, "RegistrationTest.Talk.Enter.door.price: Number is open: make it a record"),
                refused(
                        Said.class,
                        "RegistrationTest.Said.talk(RegistrationTest.Talk.Enter).door.price: Number is open"),
                refused(
                        new TypeToken<Boxed<Door>>() {}.type(),
                        "RegistrationTest.Boxed<RegistrationTest.Door>.value.price: Number is open: make it a record"),
                refused(AnyKey.class, "AnyKey.byKey{key}: Object is open"),
                refused(Raw.class, "Raw.list: List is raw: give its type arguments"),
                refused(Wild.class, "Wild.items[]: ? is open: name the type"),
                refused(Unbound.class, "Unbound is raw"),
                refused(Array.class, "Array.numbers: int[] is an array: use a List"),
                refused(GenericArray.class, "GenericArray.lists: "),
                refused(Twice.class, "Twice.text: an Optional in an Optional"),
                refused(ByteKeys.class, "ByteKeys.keys[]: byte[] has no equality"),
                refused(new TypeToken<Growing<String>>() {}.type(), "is nested more than 128 types deep"),
                refused(Half.class, "Half: RegistrationTest.Half.Open is no record and no enum"),
                refused(Loose.class, "T is not bound"),
                refused(NotSealed.class, "NotSealed is open"),
                refused(Object.class, "Object is open"),
                refused(StringBuilder.class, "StringBuilder is open"));
    }

    private static Arguments refused(Type type, String text) {
        return Arguments.of(type, text);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithThePathOfTheComponent(Type type, String text) {
        Codecs codecs = Codecs.builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.register(type))
                .withMessageContaining(text);
    }

    @Test
    void refusesTwoLeavesOfOneNameWhereNamesTellThemApart() {
        SealedCodec.Leaf one = new SealedCodec.Leaf(1, Shop.Item.class, List.of("Item"), null);
        SealedCodec.Leaf other = new SealedCodec.Leaf(2, Shop.Order.class, List.of("Item", "Order"), null);
        assertThatThrownBy(() -> SealedBinder.requireDistinctNames(List.of(one, other), "Batch.commands[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "Batch.commands[]: two leaves are named 'Item'",
                        Shop.Item.class.getName(),
                        Shop.Order.class.getName());
    }

    @Test
    void leavesTheRegistryAsItWasWhenATypeIsRefused() {
        record Good(int value) {}

        record Bad(Good good, Number open) {}

        Codecs codecs = Codecs.builder().build();
        assertThatIllegalArgumentException().isThrownBy(() -> codecs.register(Bad.class));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.codec(Good.class));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.codec(Bad.class));
        assertThat(codecs.byName("RegistrationTest.1Bad")).isEmpty();
    }

    @Test
    void writesOnlyWhatIsRegistered() throws WireException {
        Codecs codecs = Codecs.builder().build();
        refuses(WireError.NOT_ENCODABLE, () -> codecs.encode(Shop.Item.class, new Shop.Item("a", 1)));
        codecs.register(Shop.Order.class);
        assertThat(codecs.encode(Shop.Item.class, new Shop.Item("a", 1))).isNotEmpty();
        refuses(WireError.NOT_ENCODABLE, () -> codecs.encode(Shop.Command.class, Shop.Command.Signal.PING));
    }

    @Test
    void registersTheSameTypeAgainWithoutHarm() throws WireException {
        Codecs codecs = Codecs.builder().build();
        codecs.register(Shop.Command.class);
        codecs.register(Shop.Command.class);
        assertThat(codecs.nameOf(Shop.Command.Add.class)).isEqualTo("Shop.Command.Add");
    }

    @Test
    void refusesMoreThan64Components() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codecs.builder().build().register(Wide.class))
                .withMessageContaining("65 components, at most 64");
    }

    private static void refuses(WireError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
