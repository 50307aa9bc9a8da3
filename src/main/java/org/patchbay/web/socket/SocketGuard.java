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
 * Refuses a lab's sockets to anybody but its owner, before they open: 401 without a genuine cookie, 403 to another
 * learner, 404 where there is no lab. Foreign origins never come this far ({@code OriginGuard}).
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
     * In the event loop, right before the upgrade. A page that has left meanwhile gets no answer: its request has ended,
     * and to upgrade such a one is an error (vertx-web issue 1774). What the loop knows already of its leaving comes
     * first: an upgrade reads the rest of the request in the loop's next turn, and one that has failed by then can't be
     * completed.
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
