import dev.parley.*;

sealed interface Command {}

record Add(int number) implements Command {}

record Sum() implements Command, Request<Command, Integer> {}

Actor<Command> counter(int sum) {
    return (message, ctx) -> {
        switch (message) {
            case Add(int number) -> ctx.become(counter(sum + number));
            case Sum get -> ctx.reply(get, sum);
        }
    };
}

void main() {
    try (var system = ActorSystem.start("counting")) {
        var counter = system.spawn("counter", () -> counter(0));
        counter.tell(new Add(40));
        counter.tell(new Add(2));
        int sum = counter.ask(new Sum());
        IO.println(sum);
    }
}
