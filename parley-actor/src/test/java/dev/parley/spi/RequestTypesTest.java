package dev.parley.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Request;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestTypesTest {
    sealed interface Cmd {}

    record Get() implements Cmd, Request<Cmd, Integer> {}

    interface Query<R> extends Request<Cmd, R> {}

    record Names() implements Cmd, Query<String> {}

    abstract static class Asked implements Request<Object, Long> {}

    static final class Count extends Asked {}

    interface Page<T> extends Request<Cmd, List<T>> {}

    interface MapsPage<K, V> extends Page<Map<K, List<V>>> {}

    record NamesPage() implements Cmd, MapsPage<String, Long> {}

    record Submit<J, R>(J job) implements Request<List<J>, R> {}

    @SuppressWarnings("rawtypes")
    record Raw() implements Request {}

    @Test
    void readsBothTypes() {
        assertThat(RequestTypes.of(Get.class)).isEqualTo(new RequestTypes(Cmd.class, Integer.class));
    }

    @Test
    void readsThemThroughATypeOfTheUsersOwn() {
        assertThat(RequestTypes.of(Names.class)).isEqualTo(new RequestTypes(Cmd.class, String.class));
        assertThat(RequestTypes.of(Count.class)).isEqualTo(new RequestTypes(Object.class, Long.class));
    }

    @Test
    void readsThemWhereAVariableIsWithinAnotherType() {
        assertThat(text(RequestTypes.of(NamesPage.class).reply())).isEqualTo("List<Map<String, List<Long>>>");
        assertThat(RequestTypes.of(NamesPage.class).protocol()).isEqualTo(Cmd.class);
    }

    private static String text(Type type) {
        return type instanceof ParameterizedType generic
                ? ((Class<?>) generic.getRawType()).getSimpleName()
                        + Stream.of(generic.getActualTypeArguments())
                                .map(RequestTypesTest::text)
                                .collect(Collectors.joining(", ", "<", ">"))
                : ((Class<?>) type).getSimpleName();
    }

    @Test
    void leavesTheTypeVariablesOfAGenericRequest() {
        assertThat(RequestTypes.of(Submit.class))
                .isEqualTo(new RequestTypes(List.class, Submit.class.getTypeParameters()[1]));
    }

    @Test
    void refusesARequestThatNamesNoTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestTypes.of(Raw.class))
                .withMessageContaining("implements Request<P, R>");
    }
}
