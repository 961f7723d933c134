package dev.parley.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTypesTest {
    sealed interface Cmd {}

    record Get() implements Cmd, Request<Cmd, Integer> {}

    interface Query<R> extends Request<Cmd, R> {}

    record Names() implements Cmd, Query<String> {}

    abstract static class Asked implements Request<Object, Long> {}

    static final class Count extends Asked {}

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
