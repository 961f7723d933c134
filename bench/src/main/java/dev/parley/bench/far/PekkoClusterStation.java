package dev.parley.bench.far;

import dev.parley.bench.side.Handler;
import dev.parley.bench.side.Post;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** A member of a cluster of two, as only members are told of each other's deaths. */
final class PekkoClusterStation implements Station {
    private static final int MEMBERS = 2;
    private static final long LIMIT_SECONDS = 60;
    private static final long LOOK_MILLIS = 20;

    private final PekkoStation station;
    private final Cluster cluster;

    private final boolean first;

    /** {@code first}: the one that the other joins. */
    PekkoClusterStation(String tuning, boolean first) {
        station = new PekkoStation(tuning);
        cluster = Cluster.get(station.system());
        this.first = first;
        if (first) {
            join(cluster.selfMember().address());
        }
    }

    private void join(Address address) {
        cluster.manager().tell(Join.create(address));
    }

    @Override
    public void meet(String address) throws InterruptedException {
        if (!first) {
            join(AddressFromURIString.parse(address.substring(0, address.indexOf("/user"))));
        }
        long began = System.nanoTime();
        while (membersUp() < MEMBERS) {
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new IllegalStateException("no cluster of two within " + LIMIT_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private int membersUp() {
        int up = 0;
        for (Member member : cluster.state().getMembers()) {
            up += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up;
    }

    @Override
    public String export(String name, Handler<Note> handler) {
        return station.export(name, handler);
    }

    @Override
    public Post<Note> at(String address) {
        return station.at(address);
    }

    @Override
    public void watch(String address, Runnable told) {
        station.watch(address, told);
    }

    @Override
    public void close() {
        station.close();
    }
}
