package dev.parley.spi;

import dev.parley.ActorAddress;

/** What actors may be named. */
public final class ActorNames {
    private ActorNames() {}

    /** Gives the name back, or refuses what may not be the name of a user's actor. */
    public static String checked(String name) {
        if (!ActorAddress.isName(name) || name.charAt(0) == '~') {
            throw new IllegalArgumentException("not an actor name: '" + name + "': use [A-Za-z0-9_.~-]{1,64}, and leave"
                    + " names that begin with '~' to the system");
        }
        return name;
    }
}
