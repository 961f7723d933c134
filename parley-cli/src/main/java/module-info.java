/** The command {@code parley}: runs a node, joins the chat, shows the demo. */
module dev.parley.cli {
    requires static org.jspecify;
    requires dev.parley.actor;
    requires dev.parley.cluster;
    requires dev.parley.remote;
    requires info.picocli;
    requires org.jline.reader;
    requires org.jline.terminal;

    // picocli fills the annotated fields of the commands
    opens dev.parley.cli to
            info.picocli;

    // the messages of the chat are its own records
    opens dev.parley.cli.chat to
            dev.parley.wire;
}
