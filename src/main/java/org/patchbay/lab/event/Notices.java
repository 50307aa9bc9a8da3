package org.patchbay.lab.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The notices of one lab, newest last, without duplicates. Not thread-safe: guarded by the lab's lock. */
public final class Notices {
    private final Consumer<LabEvent> publish;
    private final List<Notice> told = new ArrayList<>();

    public Notices(Consumer<LabEvent> publish) {
        this.publish = publish;
    }

    public void tell(Notice notice) {
        told.remove(notice);
        told.add(notice);
        publish.accept(new LabEvent.Noticed(notice));
    }

    /** Withdraws a notice from all pages. */
    public void withdraw(Notice notice) {
        if (told.remove(notice)) {
            publish.accept(new LabEvent.NoticeWithdrawn(notice));
        }
    }

    /** Withdraws notices that an event has made obsolete. */
    public void follow(LabEvent event) {
        switch (event) {
            case LabEvent.StepChanged(String _, StepState state)
            when state == StepState.DONE -> withdraw(Set.of(Notice.Until.STEP_DONE));
            case LabEvent.ProvisioningChanged(Provisioning now)
            when isWithoutMachine(now) -> withdraw(Set.of(Notice.Until.STEP_DONE, Notice.Until.NEXT_MACHINE));
            default -> {}
        }
    }

    public List<Notice> told() {
        return told;
    }

    private void withdraw(Set<Notice.Until> expired) {
        List.copyOf(told).stream()
                .filter(notice -> expired.contains(notice.until()))
                .forEach(this::withdraw);
    }

    /** Whether the old machine is gone and the next one is not ready. */
    private static boolean isWithoutMachine(Provisioning now) {
        return switch (now) {
            case Provisioning.Waiting _,
                    Provisioning.Starting _,
                    Provisioning.Rewinding _,
                    Provisioning.Lost _,
                    Provisioning.Asleep _,
                    Provisioning.Ended _,
                    Provisioning.Closed _,
                    Provisioning.Full _,
                    Provisioning.Failed _ -> true;
            case Provisioning.Connecting _,
                    Provisioning.Reconnecting _,
                    Provisioning.Restoring _,
                    Provisioning.Ready _,
                    Provisioning.Ending _ -> false;
        };
    }
}
