/** Payloads as JSON: on the wire, readable for people and other languages, and of messages in logs. */
module dev.parley.json {
    requires static transitive org.jspecify;
    requires transitive dev.parley.wire;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.parley.json;
}
