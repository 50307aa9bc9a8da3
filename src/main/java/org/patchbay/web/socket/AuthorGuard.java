package org.patchbay.web.socket;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.patchbay.web.Failure;
import org.patchbay.web.ServerSettings;

/** Allows the course's socket in author mode only: 404 otherwise. */
@Singleton
final class AuthorGuard implements HttpUpgradeCheck {
    private final ServerSettings settings;

    AuthorGuard(ServerSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(CourseSocket.ID);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return settings.author() ? CheckResult.permitUpgrade() : CheckResult.rejectUpgrade(Failure.NOT_FOUND.status());
    }
}
