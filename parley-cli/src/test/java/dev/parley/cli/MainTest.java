package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine parley =
            Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void printsNameAndVersionOfTheBuild() {
        assertThat(parley.execute("--version")).isZero();
        assertThat(out.toString()).matches("parley \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void printsUsageWhenAskedForHelp() {
        assertThat(parley.execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: parley").contains("--version", "node", "chat", "demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "chat", "demo", "simulate"})
    void helpOfEachCommandHasExamples(String command) {
        assertThat(parley.execute(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: parley " + command).contains("Examples:", "parley " + command);
    }

    @Test
    void listsWhatCanBeSimulatedAndPlanted() {
        assertThat(parley.execute("simulate", "--list")).isZero();
        assertThat(out.toString()).contains("scenarios:", "  links ", "bugs to plant:", "  no-deduplication ");
    }

    @Test
    void refusesAnUnknownOptionWithOneLineAndExitCode2() {
        assertThat(parley.execute("--colour")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("parley: Unknown option: '--colour' (see parley --help)\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        node --name a | --bind=HOST:PORT
        node --name a --bind nowhere | 'nowhere' is not an address: write host:port
        node --name a --bind 127.0.0.1:99999 | '127.0.0.1:99999' is not an address
        simulate --scenario nothing | there is no scenario 'nothing': there are chat, links, supervision, blocking
        simulate --planted nothing | there is no bug 'nothing' to plant: see parley simulate --list
        simulate --seed 1 --seeds 2 | --seed is one seed: leave --seeds out
        simulate --seeds 0 | --seeds and --from are 1 or more: here 0 and 1
        simulate --seeds 9223372036854775807 --from 2 | the last seed is 4611686018427387904 at most
        simulate --seed 9223372036854775807 | the last seed is 4611686018427387904 at most
        simulate --minutes NaN | each seed runs for 1 s to 24 h of virtual time, not for NaN s
        simulate --minutes 1 --seconds 60 | give --minutes or --seconds, not both
        simulate --seconds 0 | each seed runs for 1 s to 24 h of virtual time, not for 0.0 s
        simulate --scenario links --nodes 1 | --nodes is 1: choose 2 to 200
        simulate --scenario chat --nodes 201 | --nodes is 201: choose 2 to 200
        simulate --nodes 7 | have nothing to do with each other: choose --scenario chat,links,blocking
        simulate --planted restart-leaves-children --nodes 7 | --nodes does not fit scenario supervision
        simulate --processes 0 | --processes is 0: choose 1 or more
        node --name a.b --bind 127.0.0.1:0 | 'a.b' is not a name: use 1 to 32
        node --name a --bind 127.0.0.1:9001 --peers 127.0.0.1:9002 | is not in its list of peers
        node --name a --bind 127.0.0.1:9001 --peers 127.0.0.1:9001,x | 'x': write host:port
        node --name a --bind 0.0.0.0:0 | without a key
        node --name a --bind 127.0.0.1:0 --key-file no-such-file | no-such-file: there is no such file
        node --name a --bind 127.0.0.1:0 --failure-timeout soon | 'soon' is not a time: write a number
        node --name a --bind 127.0.0.1:0 --failure-timeout 3ms | --failure-timeout is 3ms: choose 100ms to 24h
        node --name a --bind 127.0.0.1:0 --failure-timeout 99ms | --failure-timeout is 99ms: choose 100ms to 24h
        chat --name a --node 127.0.0.1:1 --timeout 1s --failure-timeout 3ms | is 3ms: choose 100ms to 24h
        node --name a --bind 127.0.0.1:0 --lanes 0 | --lanes 0 must be 1 to 16
        node --name a --bind 127.0.0.1:0 --lanes 17 | --lanes 17 must be 1 to 16
        node --name a --bind 127.0.0.1:0 --payloads jsn | 'jsn' is no form of payloads: choose cbor or json or protobuf
        node --name a --bind 127.0.0.1:0 --payloads JSON | 'JSON' is no form of payloads: choose cbor or json
        node --name a --bind 127.0.0.1:0 --payload json | Unknown option: '--payload'; did you mean '--payloads'?
        node --name a --bind 127.0.0.1:0 --verbose --quiet | mutually exclusive
        node --name a --bnd 127.0.0.1:0 | Unknown option: '--bnd'; did you mean '--bind'? (see parley node --help)
        node --nmae node --bind 127.0.0.1:0 | Unknown option: '--nmae'; did you mean '--name'?
        node --name --nmae | --bind=HOST:PORT
        node --name a --bind 127.0.0.1:0 --peer x | Unknown option: '--peer'; did you mean '--peers'?
        node --name a --bind 127.0.0.1:0 extra | Unmatched argument at index 5: 'extra'
        node --colour | Unknown option: '--colour' (see parley node --help)
        node --name | Missing required parameter for option '--name' (NAME)
        chatt --name a | Unknown command: 'chatt'; did you mean 'chat'? (see parley --help)
        serve | Unknown command: 'serve' (see parley --help)
        chat --name a | --node=HOST:PORT
        chat --nodes=127.0.0.1:1 --name a | Unknown option: '--nodes'; did you mean '--node'?
        chat --name a --node 127.0.0.1:1 --fail 1s | did you mean '--failure-timeout'?
        chat --name a --node 127.0.0.1:9001,oops | 'oops' is not an address
        chat --name a --node 127.0.0.1:9001,127.0.0.1:0 --timeout 1s | --node 127.0.0.1:0: nobody is at port 0
        chat --name this-name-is-longer-than-32-letters --node 1.1.1.1:1 | is not a name
        chat --name a --node 127.0.0.1:9001 --timeout 0s | '0s' is not a time
        chat --name a --node 127.0.0.1:9001 --key-file no-such-file | cannot read the key file
        demo --name bot | the bot of the demo has the name bot: choose another --name
        demo --users 0 | --users is 0: choose 1 to 50
        demo --users 2 --for ever | 'ever' is not a time
        bench local --rounds 1 | bench is not installed: clone the sources and run ./parley bench there
        fuzz --target frames | fuzz is not installed: clone the sources and run ./parley fuzz there
        """)
    void saysInOneLineWhatIsWrongAndWhatToDo(String commandLine, String wanted) {
        assertThat(parley.execute(commandLine.strip().split("\\s+", -1))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("parley: ").contains(wanted).hasLineCount(1);
    }
}
