package dev.parley.testkit.history;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from numbers, most of which are near the last one: a few bytes for each, and no search in the usual case. */
final class Pages<T> {
    private static final int PAGE = 16;

    private final Map<Long, @Nullable Object[]> pages = new HashMap<>(2);
    private long currentNumber;
    private @Nullable Object @Nullable [] current;

    @Nullable
    @SuppressWarnings("unchecked") // put takes nothing but T
    T get(long number) {
        return (T) page(number)[(int) (number & (PAGE - 1))];
    }

    void put(long number, T value) {
        page(number)[(int) (number & (PAGE - 1))] = value;
    }

    private @Nullable Object[] page(long number) {
        long pageNumber = Math.floorDiv(number, PAGE);
        @Nullable Object[] page = current;
        if (page == null || pageNumber != currentNumber) {
            page = pages.computeIfAbsent(pageNumber, _ -> new @Nullable Object[PAGE]);
            current = page;
            currentNumber = pageNumber;
        }
        return page;
    }
}
