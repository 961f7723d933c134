package dev.parley.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.Shop.Cache;
import dev.parley.wire.Shop.Command;
import java.lang.reflect.Type;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Messages by name: what a frame carries besides the payload. */
class MessagesTest {

    private static final Type TEXTS = new TypeToken<Cache<String, String>>() {}.type();
    private static final Type NUMBERS = new TypeToken<Cache<Long, Integer>>() {}.type();

    record Ping(int value) {}

    private final Codecs codecs = Codecs.builder().build();

    @Test
    void namesAMessageByItsNesting() throws WireException {
        codecs.register(Command.class);
        assertThat(codecs.nameOf(Command.Change.Rename.class)).isEqualTo("Shop.Command.Change.Rename");
        assertThat(codecs.byName("Shop.Command.Change.Rename")).contains(Command.Change.Rename.class);
        assertThat(codecs.byName("dev.parley.wire.Shop$Command$Add")).isEmpty();
    }

    @Test
    void carriesEveryLeafOfAProtocol() throws WireException {
        codecs.register(Command.class);
        for (Command command : List.of(
                new Command.Add(new Shop.Item("a", 1)),
                new Command.Change.Paint(Shop.Colour.BLUE),
                new Command.Remove("a"),
                Command.Signal.PONG)) {
            Frame.Body body = codecs.encodeMessage(command);
            assertThat(codecs.decodeMessage(body)).isEqualTo(command);
            assertThat(codecs.protocol(Command.class).decode(body)).isEqualTo(command);
        }
    }

    @Test
    void writesNoLeafIdBecauseTheNameSaysIt() throws WireException {
        codecs.register(Command.class);
        assertThat(codecs.encodeMessage(new Command.Remove("a")).payload()).isEqualTo(Samples.bytes("a1016161"));
        assertThat(codecs.encodeMessage(Command.Signal.PONG).payload()).isEqualTo(Samples.bytes("a10101"));
    }

    @Test
    void refusesUnknownNames() {
        codecs.register(Command.class);
        refuses(WireError.UNKNOWN_TYPE, () -> codecs.decodeMessage(new Frame.Body("java.lang.Runtime", bytes())));
        refuses(
                WireError.UNKNOWN_TYPE,
                () -> codecs.protocol(Command.class).decode(new Frame.Body("Shop.Command.Nuke", bytes())));
    }

    @Test
    void refusesAMessageOfAnotherProtocol() throws WireException {
        codecs.register(Command.class);
        codecs.register(Ping.class);
        Frame.Body ping = codecs.encodeMessage(new Ping(1));
        assertThat(codecs.decodeMessage(ping)).isEqualTo(new Ping(1));
        refuses(WireError.WRONG_PROTOCOL, () -> codecs.protocol(Command.class).decode(ping));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.protocol(Command.class).encode(new Ping(1)));
    }

    @Test
    void refusesAMessageThatIsOnlyPartOfOthers() {
        codecs.register(Command.class);
        refuses(WireError.NOT_ENCODABLE, () -> codecs.encodeMessage(new Shop.Item("a", 1)));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.encodeMessage("text"));
    }

    @Test
    void refusesTwoClassesOfOneName() throws ReflectiveOperationException {
        codecs.register(Ping.class);
        Class<?> twin = new OwnLoader().loadClass(Ping.class.getName());
        assertThat(twin).isNotSameAs(Ping.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codecs.register(twin))
                .withMessageContaining("two message types are named 'MessagesTest.Ping'")
                .withMessageContaining("rename one, or nest it in its protocol");
    }

    @Test
    void tellsTypeArgumentsOfAProtocolApart() throws WireException {
        codecs.register(TEXTS);
        Object text = new Cache.Put<>("k", "v");
        assertThat(codecs.decodeMessage(codecs.encodeMessage(text))).isEqualTo(text);

        codecs.register(NUMBERS);
        Object number = new Cache.Put<>(1L, 2);
        assertThat(codecs.protocol(NUMBERS).decode(codecs.protocol(NUMBERS).encode(number)))
                .isEqualTo(number);
        assertThat(codecs.protocol(TEXTS).decode(codecs.protocol(TEXTS).encode(text)))
                .isEqualTo(text);
        refuses(WireError.NOT_ENCODABLE, () -> codecs.encodeMessage(text));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.protocol(TEXTS).encode(number));
    }

    @Test
    void keepsThemApartWhenAThirdProtocolBindsThemLikeTheSecond() throws WireException {
        Type small = new TypeToken<Cache<Integer, Integer>>() {}.type();
        codecs.register(small);
        codecs.register(NUMBERS);
        codecs.register(new TypeToken<Cache.Put<Long, Integer>>() {}.type());
        Frame.Body body = codecs.protocol(small).encode(new Cache.Put<>(1, 2));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.decodeMessage(body));
        refuses(WireError.NOT_ENCODABLE, () -> codecs.encodeMessage(new Cache.Put<>(1L, 2)));
    }

    private static WireBytes bytes() {
        return Samples.bytes("a0");
    }

    private static void refuses(WireError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }
}
