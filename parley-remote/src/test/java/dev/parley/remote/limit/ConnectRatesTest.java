package dev.parley.remote.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.remote.LinkConfig.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectRatesTest {
    private final ConnectRates rates = new ConnectRates(new Rate(1, 3));

    @Test
    void limitsEachAddressByItself() {
        assertThat(allowed("10.0.0.1")).isEqualTo(3);
        assertThat(allowed("10.0.0.2")).isEqualTo(3);
        assertThat(allowed("10.0.0.1")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:0:1:0:0:0:7, 2001:db8:0:1:5:6:7:8, 0", "2001:db8:0:1:0:0:0:7, 2001:db8:0:2:0:0:0:7, 3"})
    void takesTheFirst64BitsForOneAddress(String first, String other, int left) {
        assertThat(allowed(first)).isEqualTo(3);
        assertThat(allowed(other)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "0:0:0:0:0:0:0:1", "0:0:0:0:0:0:0:1%lo", "::1"})
    void doesNotLimitThisMachine(String loopback) {
        assertThat(allowed(loopback)).isEqualTo(100);
    }

    @Test
    void limitsAnAddressThatBeginsLikeThisMachines() {
        assertThat(allowed("0:0:0:0:0:0:0:1234")).isEqualTo(3);
    }

    @Test
    void forgetsWhoWasQuietForLongest() {
        assertThat(allowed("quiet")).isEqualTo(3);
        assertThat(allowed("busy")).isEqualTo(3);
        for (int i = 0; i < ConnectRates.MAX_ADDRESSES - 1; i++) {
            assertThat(rates.allow("busy", 0)).isFalse();
            assertThat(rates.allow("10.0." + i / 256 + "." + i % 256, 0)).isTrue();
        }
        assertThat(allowed("busy")).isZero();
        assertThat(allowed("quiet")).isEqualTo(3);
    }

    private int allowed(String address) {
        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            allowed += rates.allow(address, 0) ? 1 : 0;
        }
        return allowed;
    }
}
