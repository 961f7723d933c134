package dev.parley.testkit.remote;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test that has passed, the nodes of its towns agree about every message that ever left. */
public final class Books implements AfterEachCallback {
    private static final ThreadLocal<List<Town>> OPEN = ThreadLocal.withInitial(ArrayList::new);

    /** Its books are to be looked at when the present test is over. */
    static void open(Town town) {
        OPEN.get().add(town);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Town> towns = OPEN.get();
        OPEN.remove();
        if (context.getExecutionException().isEmpty()) {
            towns.forEach(Town::assertBalanced);
        }
    }
}
