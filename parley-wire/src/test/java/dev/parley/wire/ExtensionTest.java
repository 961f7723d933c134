package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A codec for a class of somebody else, as the layer above brings one for its refs. */
class ExtensionTest {

    /** Stands for a ref: a class that is neither record nor sealed, with a type argument. */
    @SuppressWarnings("UnusedTypeParameter") // as in a ref, it is for the compiler alone
    static final class Ref<T> {
        private final String address;

        Ref(String address) {
            this.address = address;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ref<?> ref && ref.address.equals(address);
        }

        @Override
        public int hashCode() {
            return address.hashCode();
        }
    }

    record Join(String name, Ref<? super Event> session, List<Ref<Join>> others) {}

    record Generic<T>(Ref<T> ref) {}

    record Uses(Generic<Event> generic) {}

    record Table(Map<Ref<Event>, String> names) {}

    sealed interface Event {
        record Said(String text) implements Event {}
    }

    private static final int MAX_ADDRESS_BYTES = 20;

    private static final class RefCodec implements ValueCodec<Ref<?>> {
        @Override
        public void write(Ref<?> value, CborWriter out) throws WireException {
            out.writeText(value.address);
        }

        @Override
        public Ref<?> read(CborReader in) throws WireException {
            String address = in.readText(MAX_ADDRESS_BYTES);
            if (address.isEmpty()) {
                throw new IllegalStateException("an extension that throws what it should not");
            }
            return new Ref<>(address);
        }
    }

    private final List<Type> asked = new ArrayList<>();
    private final Codecs codecs = Codecs.builder()
            .with(Ref.class, type -> {
                asked.add(type);
                return new RefCodec();
            })
            .build();

    @Test
    void carriesValuesOfTheExtensionInsideRecords() throws WireException {
        codecs.register(Join.class);
        Join join = new Join("ada", new Ref<>("a"), List.of(new Ref<>("b")));
        byte[] bytes = codecs.encode(Join.class, join);
        assertThat(WireBytes.of(bytes)).isEqualTo(Samples.bytes("a30163616461026161038161" + "62"));
        assertThat(codecs.decode(Join.class, bytes)).isEqualTo(join);
    }

    @Test
    void givesTheFactoryTheFullTypeWithItsVariablesBound() {
        codecs.register(Uses.class);
        assertThat(asked).singleElement().isInstanceOfSatisfying(ParameterizedType.class, type -> {
            assertThat(type.getRawType()).isEqualTo(Ref.class);
            assertThat(type.getActualTypeArguments()).containsExactly(Event.class);
        });
    }

    @Test
    void writesKeysOfTheExtensionAsPairs() throws WireException {
        codecs.register(Table.class);
        Table table = new Table(new LinkedHashMap<>(Map.of(new Ref<>("a"), "ada")));
        byte[] bytes = codecs.encode(Table.class, table);
        assertThat(WireBytes.of(bytes)).isEqualTo(Samples.bytes("a10181826161" + "63616461"));
        assertThat(codecs.decode(Table.class, bytes)).isEqualTo(table);
    }

    @Test
    void boundsWhatTheExtensionReads() {
        codecs.register(new TypeToken<Ref<Event>>() {}.type());
        assertThatThrownBy(() -> codecs.decode(
                        new TypeToken<Ref<Event>>() {}.type(),
                        codecs.encode(text(), "x".repeat(MAX_ADDRESS_BYTES + 1))))
                .hasMessageContaining("a text of 21 bytes, at most 20");
    }

    @Test
    void turnsWhatAnExtensionThrowsIntoARefusal() {
        Type type = new TypeToken<Ref<Event>>() {}.type();
        codecs.register(type);
        assertThatThrownBy(() -> codecs.decode(type, codecs.encode(text(), "")))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(WireError.VALUE_REFUSED));
    }

    @Test
    void letsTheFactoryRegisterWhatItsArgumentReaches() throws WireException {
        List<Codecs> self = new ArrayList<>();
        Codecs reaching = Codecs.builder()
                .with(Ref.class, type -> {
                    self.getFirst().register(((ParameterizedType) type).getActualTypeArguments()[0]);
                    return new RefCodec();
                })
                .build();
        self.add(reaching);
        reaching.register(Uses.class);
        assertThat(reaching.nameOf(Event.Said.class)).isEqualTo("ExtensionTest.Event.Said");
    }

    @Test
    void keepsNothingOfARegistrationWhoseFactorySwallowsARefusal() {
        List<Codecs> self = new ArrayList<>();
        Codecs swallowing = Codecs.builder()
                .with(Ref.class, _ -> {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> self.getFirst().register(StringBuilder.class));
                    return new RefCodec();
                })
                .build();
        self.add(swallowing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> swallowing.register(Uses.class))
                .withMessageContaining("StringBuilder is open");
        assertThatThrownBy(() -> swallowing.codec(Uses.class)).isInstanceOf(WireException.class);
    }

    @Test
    void keepsNothingOfARegistrationWhoseFactorySwallowsAFailureOfAnother() {
        List<Codecs> self = new ArrayList<>();
        Codecs swallowing = Codecs.builder()
                .with(StringBuilder.class, _ -> {
                    throw new IllegalStateException("planned");
                })
                .with(Ref.class, _ -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> self.getFirst().register(StringBuilder.class));
                    return new RefCodec();
                })
                .build();
        self.add(swallowing);
        assertThatIllegalStateException()
                .isThrownBy(() -> swallowing.register(Uses.class))
                .withMessageContaining("planned");
        assertThatThrownBy(() -> swallowing.codec(Uses.class)).isInstanceOf(WireException.class);
    }

    private Type text() {
        codecs.register(String.class);
        return String.class;
    }
}
