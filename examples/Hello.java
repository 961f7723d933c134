import dev.parley.ActorSystem;

class Hello {
    void main() {
        try (var system = ActorSystem.start("hello")) {
            var greeter = system.<String>spawn("greeter", () -> (name, ctx) -> IO.println("Hello, " + name + "!"));
            greeter.tell("world");
        }
    }
}
