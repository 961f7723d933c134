package dev.parley.bench.far;

import dev.parley.bench.process.ChildJvm;
import dev.parley.bench.side.Side;
import dev.parley.bench.workload.Rate;
import dev.parley.bench.workload.WrongCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The other process of a workload, as seen from the one that measures.
 *
 * <p>Threading: one thread; {@link #cpuNanos} any. It ends with {@link #close} and, whatever happens to this process,
 * when its stdin ends: a stopped one by the hand of its {@linkplain #halt guard}.
 */
final class FarProcess implements AutoCloseable, Rate.Party {
    private static final long END_LIMIT_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final String name;
    private final List<Process> guards = new ArrayList<>();

    private FarProcess(Process process, String name) {
        this.process = process;
        this.name = name;
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.orders = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static FarProcess start(FarWorkload workload, Side side) throws IOException {
        Process process = new ProcessBuilder(ChildJvm.command(FarMain.class, workload.title(), side.title()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new FarProcess(process, workload.title() + " on " + side.title() + ", the other process");
    }

    /** Tells it whom to talk to; its own addresses. */
    List<String> begin(List<String> addresses) throws IOException {
        return answer(FarMain.BEGIN + " " + String.join(" ", addresses), FarMain.BEGIN);
    }

    /** What it has counted in the end. */
    List<Long> counts() throws IOException {
        return answer(FarMain.COUNT, FarMain.COUNT).stream().map(Long::valueOf).toList();
    }

    /** Without waiting for what it answers. */
    void order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    private List<String> answer(String order, String expected) throws IOException {
        order(order);
        String line = answers.readLine();
        if (line == null) {
            throw new WrongCount(name + " has ended too soon");
        }
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (!words.getFirst().equals(expected)) {
            throw new WrongCount(line.substring(line.indexOf(' ') + 1));
        }
        return words.subList(1, words.size()).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    @Override
    public int processes() {
        return 2;
    }

    /** Ends it without a word: {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    /**
     * Stops it as it stands. A guard ends it when this process closes it or is gone, because a stopped process does not
     * see its stdin end. It bears what ends all processes of a terminal or a job together: the stopped one does not
     * hear that either.
     */
    void halt() throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        Process guard =
                new ProcessBuilder("sh", "-c", "trap '' HUP INT TERM; echo; cat >/dev/null; kill -KILL " + pid).start();
        guards.add(guard);
        if (guard.getInputStream().read() < 0) {
            throw new IOException("a stopped process would have no guard");
        }
        int code = new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
        if (code != 0) {
            throw new IOException("kill -STOP ended with exit code " + code);
        }
    }

    /** Those that end it when it cannot end itself. */
    Stream<ProcessHandle> guards() {
        return guards.stream().map(Process::toHandle);
    }

    /** What happens to it when this process is gone. */
    void orphan() throws IOException {
        orders.close();
        for (Process guard : guards) {
            guard.getOutputStream().close();
        }
    }

    boolean hasEndedWithin(long time, TimeUnit unit) throws InterruptedException {
        return process.waitFor(time, unit);
    }

    /** Ends it, so that its processor time counts as that of a child that was seen to end. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        for (Process guard : guards) {
            guard.destroyForcibly();
        }
        try {
            process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
