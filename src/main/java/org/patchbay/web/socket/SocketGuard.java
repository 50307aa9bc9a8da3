package org.patchbay.web.socket;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.patchbay.identity.LearnerId;
import org.patchbay.web.RefusedException;
import org.patchbay.web.access.LabGate;
import org.patchbay.web.access.LearnerCookie;

/**
 * Allows a lab's sockets to its owner only, checked before the upgrade: 401 without a valid cookie, 403 for another
 * learner, 404 without such a lab. Foreign origins are refused earlier ({@code OriginGuard}).
 */
@Singleton
final class SocketGuard implements HttpUpgradeCheck {
    private final LabGate gate;
    private final LearnerCookie cookie;
    private final Vertx vertx;

    SocketGuard(LabGate gate, LearnerCookie cookie, Vertx vertx) {
        this.gate = gate;
        this.cookie = cookie;
        this.vertx = vertx;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return !endpointId.equals(CourseSocket.ID);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        Optional<LearnerId> asker = cookie.read(request);
        String lab = context.pathParam("lab");
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> decide(asker, lab), false).toCompletionStage())
                .flatMap(decided -> answer(request, decided));
    }

    /**
     * Runs in the event loop, right before the upgrade. A request that has ended must not be upgraded (vertx-web issue
     * 1774), so a disconnection that the loop already knows is processed first: an upgrade reads the rest of the
     * request in the loop's next turn and fails if the connection is lost by then.
     */
    private Uni<CheckResult> answer(HttpServerRequest request, CheckResult decided) {
        return Uni.createFrom()
                .emitter(upgrade -> vertx.getOrCreateContext().runOnContext(nextTurn -> {
                    if (!request.isEnded() && !request.response().closed()) {
                        upgrade.complete(decided);
                    }
                }));
    }

    private CheckResult decide(Optional<LearnerId> asker, String lab) {
        try {
            gate.enter(asker, lab);
            return CheckResult.permitUpgradeSync();
        } catch (RefusedException e) {
            return CheckResult.rejectUpgradeSync(e.failure().status());
        }
    }
}
