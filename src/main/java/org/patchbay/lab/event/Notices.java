package org.patchbay.lab.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What the learner of one lab was told and still holds, the newest last, each once. Not thread-safe: the lab's lock guards it. */
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

    /** It no longer holds: pages that show it are told, those that come later don't see it. */
    public void withdraw(Notice notice) {
        if (told.remove(notice)) {
            publish.accept(new LabEvent.NoticeWithdrawn(notice));
        }
    }

    /** Withdraws what an event has made untrue. */
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

    /** Whether the machine of before is gone, and the next one is not there yet. */
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
