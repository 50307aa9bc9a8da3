package org.patchbay.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the learner of one lab was told, the newest last, each once. Not thread-safe: the lab's lock guards it. */
final class Notices {
    private final Consumer<LabEvent> publish;
    private final List<Notice> told = new ArrayList<>();

    Notices(Consumer<LabEvent> publish) {
        this.publish = publish;
    }

    void tell(Notice notice) {
        told.remove(notice);
        told.add(notice);
        publish.accept(new LabEvent.Noticed(notice));
    }

    /** It is no longer so: a page that comes is not told of it. */
    void withdraw(Notice notice) {
        told.remove(notice);
    }

    List<Notice> told() {
        return told;
    }
}
