package dev.parley.fuzz;

import dev.parley.cli.simulate.planted.Mutation;
import dev.parley.cli.simulate.planted.Planted;
import java.io.IOException;
import java.nio.file.Path;

/** A bug for each target that it must find: planted as the simulation's are, in compiled classes. */
@SuppressWarnings("ImmutableEnumChecker") // mutations are records
enum Canary {
    FRAMES("dev.parley.wire.FrameParser", new Mutation.Believes("policy", "isEmpty", 1)),
    PAYLOADS("dev.parley.wire.CborReader", new Mutation.Returns("charge", 0)),
    JSON("dev.parley.json.JsonReading", new Mutation.Believes("character", "length", 1)),
    PROTOBUF_PAYLOADS("dev.parley.protobuf.Parts", new Mutation.Negates("decimal", 0)),
    ADDRESSES("dev.parley.ActorAddress", new Mutation.Returns("isName(Ljava/lang/String;II)Z", 1)),
    PROTOBUF(
            "dev.parley.protobuf.ProtobufCodec",
            new Mutation.Skips("read(Ldev/parley/wire/CborReader;)Lcom/google/protobuf/MessageLite;", "charge")),
    STRANGERS("dev.parley.remote.link.Handshake", new Mutation.Returns("judgeProof", 0)),
    DIALLED("dev.parley.remote.link.Handshake", new Mutation.Returns("judgeAcceptor", 0)),
    PEERS("dev.parley.remote.lane.LaneIn", new Mutation.Returns("fault", 0));

    private final String type;
    private final Mutation mutation;

    Canary(String type, Mutation mutation) {
        this.type = type;
        this.mutation = mutation;
    }

    Target target() {
        return Target.valueOf(name());
    }

    /** Puts the class with the bug where it hides the right one. */
    void plant(Path folder) throws IOException {
        new Planted(target().title(), "a canary", target().title(), type, mutation).plant(folder);
    }
}
