import dev.parley.Actor;
import dev.parley.ActorSystem;
import dev.parley.Request;

class Counter {
    sealed interface Command {}

    record Add(int number) implements Command {}

    record Sum() implements Command, Request<Command, Integer> {}

    static Actor<Command> counting(int sum) {
        return (message, ctx) -> {
            switch (message) {
                case Add(int number) -> ctx.become(counting(sum + number));
                case Sum request -> ctx.reply(request, sum);
            }
        };
    }

    void main() {
        try (var system = ActorSystem.start("counting")) {
            var counter = system.spawn("counter", () -> counting(0));
            counter.tell(new Add(40));
            counter.tell(new Add(2));
            IO.println(counter.ask(new Sum()));
        }
    }
}
