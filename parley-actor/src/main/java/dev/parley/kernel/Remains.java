package dev.parley.kernel;

import dev.parley.DropReason;
import dev.parley.Failure;
import dev.parley.Result;
import dev.parley.Terminated;
import dev.parley.spi.ReplySlot;
import java.util.List;

/** What an actor leaves unhandled when it ends: each message is a dead letter, each asker is told. */
final class Remains {
    private Remains() {}

    /** Closes the cell's mailbox and accounts for what was in it. */
    static void of(Cell cell, Terminated.Reason reason) {
        int aside = cell.mailbox().aside();
        List<Envelope> left = cell.mailbox().close();
        cell.life().countTaken(left.size() - aside);
        for (Envelope envelope : left) {
            ReplySlot slot = envelope.slot();
            if (slot != null) {
                slot.complete(new Result.Err<>(new Failure.TargetDown(reason)));
            }
            account(envelope, cell);
        }
    }

    private static void account(Envelope envelope, Cell cell) {
        News news = envelope.news();
        if (news != null) {
            news.discard();
            if (envelope.countsAsNews() && !news.wasTaken()) {
                cell.system().census().newsTaken();
            }
        }
        DropReason loss = news == null ? DropReason.STOPPING : news.lossWhenStopped();
        if (loss == null) {
            cell.system().census().takenBack();
        } else {
            cell.system().dropped(envelope, cell, loss);
        }
    }
}
