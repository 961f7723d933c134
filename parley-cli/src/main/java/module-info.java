/** The command {@code parley}: runs a node, joins the chat, shows the demo, simulates. */
module dev.parley.cli {
    requires static transitive org.jspecify;
    requires dev.parley.actor;
    requires dev.parley.cluster;
    requires dev.parley.json;
    requires dev.parley.protobuf;
    requires dev.parley.remote;
    requires dev.parley.testkit;
    requires info.picocli;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires org.slf4j;
    requires tools.jackson.databind;

    // the messages of the chat are records of its own
    opens dev.parley.cli.chat to
            dev.parley.wire;
    opens dev.parley.cli.simulate.links to
            dev.parley.wire;
    opens dev.parley.cli.simulate.blocking to
            dev.parley.wire;

    // picocli fills the annotated fields of the commands
    opens dev.parley.cli to
            info.picocli;
    opens dev.parley.cli.options to
            info.picocli;
    opens dev.parley.cli.node to
            info.picocli;
    opens dev.parley.cli.terminal to
            info.picocli;
    opens dev.parley.cli.demo to
            info.picocli;
    opens dev.parley.cli.simulate to
            info.picocli,
            tools.jackson.databind;
}
