/** Payloads as JSON: readable, for debugging and foreign peers. */
module dev.parley.json {
    requires static transitive org.jspecify;
    requires transitive dev.parley.wire;
    requires tools.jackson.databind;

    exports dev.parley.json;
}
