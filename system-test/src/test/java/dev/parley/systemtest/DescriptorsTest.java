package dev.parley.systemtest;

import static dev.parley.systemtest.Lines.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.ActorRef;
import dev.parley.remote.Node;
import dev.parley.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that has no file descriptors left: it goes on with what is open, says so once, and recovers by itself. */
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {
    private static final int DESCRIPTORS = 200;
    private static final int SECONDS_OF_OUTAGE = 4;
    private static final Duration MOST_CPU = Duration.ofSeconds(1);

    @Test
    void goesOnWithOpenLinksAndAcceptsAndDialsAgainAfterwards() throws Exception {
        List<Integer> ports = FreePorts.choose(4);
        String starved = "127.0.0.1:" + ports.get(0);
        String early = "127.0.0.1:" + ports.get(1);
        String late = "127.0.0.1:" + ports.get(2);
        try (Running process = Running.startMainBehind(
                        List.of("sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$0\" \"$@\""),
                        BesiegedNode.class,
                        starved);
                Node friend = BesiegedNode.start("friend", early);
                Node _ = BesiegedNode.start("dialled", late)) {
            process.out().await("its ready line", seconds(60), "ready"::equals);
            ActorRef<BesiegedNode.Cmd> desk = BesiegedNode.desk(friend, starved);
            ask(desk);
            process.type("ask " + early);
            process.out().await("an answer", seconds(30), ("answered by " + early)::equals);

            String nobody = "127.0.0.1:" + ports.get(3);
            process.type("ask " + nobody); // its classes are loaded while files can be opened
            process.out().await("no answer", seconds(30), line -> line.startsWith("not answered by " + nobody));

            process.type("hold");
            process.out().await("all is taken", seconds(30), line -> line.startsWith("holding "));
            Duration before = cpu(process);
            List<Socket> waiting = connectMany(ports.get(0));
            process.err().await("why nobody is accepted", seconds(10), DescriptorsTest::saysWhy);
            process.type("ask " + late);
            process.out().await("no answer", seconds(30), line -> line.startsWith("not answered by " + late));
            for (int i = 0; i < SECONDS_OF_OUTAGE; i++) {
                ask(desk);
                process.awaitNoEnd(seconds(1));
            }
            ask(desk);
            assertThat(cpu(process).minus(before)).as("CPU during the outage").isLessThan(MOST_CPU);
            assertThat(process.err().texts())
                    .as("warnings")
                    .filteredOn(DescriptorsTest::saysWhy)
                    .hasSize(1);

            process.type("free");
            process.out().await("all is free", seconds(30), line -> line.startsWith("freed "));
            for (Socket socket : waiting) {
                socket.close();
            }
            try (Node newcomer = BesiegedNode.start("newcomer", "127.0.0.1:" + ports.get(3))) {
                ask(BesiegedNode.desk(newcomer, starved));
            }
            process.type("ask " + late);
            process.out().await("an answer", seconds(30), ("answered by " + late)::equals);
            ask(desk);
            process.err().await("the end of the outage", seconds(10), DescriptorsTest::saysThatItIsOver);
            assertThat(process.err().texts())
                    .as("of the end of the outage")
                    .filteredOn(DescriptorsTest::saysThatItIsOver)
                    .hasSize(1);
        }
    }

    private static boolean saysWhy(String line) {
        return line.contains("Too many open files") && line.contains("ulimit -n");
    }

    private static boolean saysThatItIsOver(String line) {
        return line.contains("there are file descriptors for connections again");
    }

    private static List<Socket> connectMany(int port) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) { // the kernel takes them in, the process cannot
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        return sockets;
    }

    private static void ask(ActorRef<BesiegedNode.Cmd> desk) {
        int answer = desk.ask(new BesiegedNode.Ping(), seconds(30));
        assertThat(answer).isEqualTo(1);
    }

    private static Duration cpu(Running process) {
        return ProcessHandle.of(process.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }
}
