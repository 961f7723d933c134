package dev.parley.remote.limit;

import dev.parley.remote.LinkConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each address connects. The processes of this machine are not limited: they share one address, and one of
 * them could use up what is for all. IPv6 addresses count by their first 64 bits, which is what one customer gets.
 *
 * <p>Pure. Threading: owner thread only. Limits: {@value #MAX_ADDRESSES} addresses; for one more the one that has been
 * quiet for longest is forgotten, which its owner can but gain by.
 */
public final class ConnectRates {
    public static final int MAX_ADDRESSES = 4_096;

    private static final int GROUPS_OF_A_NETWORK = 4;
    private static final float LOAD = 0.75f;

    private final LinkConfig.Rate rate;

    private final Map<String, TokenBucket> byAddress = new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> quietest) {
            return size() > MAX_ADDRESSES;
        }
    };

    public ConnectRates(LinkConfig.Rate rate) {
        this.rate = rate;
    }

    /** Whether the address, as text, may connect once more now. */
    public boolean allow(String address, long nowNanos) {
        return isLoopback(address)
                || byAddress
                        .computeIfAbsent(network(address), _ -> new TokenBucket(rate, nowNanos))
                        .take(nowNanos);
    }

    private static boolean isLoopback(String address) {
        int zone = address.indexOf('%');
        String host = zone < 0 ? address : address.substring(0, zone);
        return host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") || host.equals("::1");
    }

    private static String network(String address) {
        int end = -1;
        for (int group = 0; group < GROUPS_OF_A_NETWORK; group++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }
}
