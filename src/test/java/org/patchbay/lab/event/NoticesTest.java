package org.patchbay.lab.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoticesTest {
    private final List<LabEvent> published = new ArrayList<>();
    private final Notices notices = new Notices(published::add);

    @Test
    void aNoticeIsWithdrawnWhenAStepIsDone() {
        notices.tell(Notice.REWOUND);
        notices.tell(Notice.RECORDING_STOPPED);
        notices.follow(new LabEvent.StepChanged("20-next", StepState.OPEN));
        assertThat(notices.told()).containsExactly(Notice.REWOUND, Notice.RECORDING_STOPPED);
        notices.follow(new LabEvent.StepChanged("10-first", StepState.DONE));
        assertThat(notices.told()).containsExactly(Notice.RECORDING_STOPPED);
        assertThat(published).last().isEqualTo(new LabEvent.NoticeWithdrawn(Notice.REWOUND));
    }

    @Test
    void noticesOfAMachineAreWithdrawnWithIt() {
        notices.tell(Notice.RECORDINGS_REMOVED);
        notices.tell(Notice.RECORDING_STOPPED);
        notices.tell(Notice.SERVER_RESTARTED);
        notices.follow(new LabEvent.ProvisioningChanged(new Provisioning.Ready()));
        assertThat(notices.told()).hasSize(3);
        notices.follow(new LabEvent.ProvisioningChanged(new Provisioning.Rewinding()));
        assertThat(notices.told()).containsExactly(Notice.RECORDINGS_REMOVED);
        notices.tell(Notice.REWOUND);
        assertThat(notices.told()).containsExactly(Notice.RECORDINGS_REMOVED, Notice.REWOUND);
    }

    @Test
    void aNoticeNotShownIsNotWithdrawn() {
        notices.withdraw(Notice.SHOWN_IN_VAIN);
        assertThat(published).isEmpty();
    }
}
