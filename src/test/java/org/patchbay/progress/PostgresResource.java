package org.patchbay.progress;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;

/** Gives the server under test a PostgreSQL of its own. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private PostgresCluster cluster;

    @Override
    public Map<String, String> start() {
        try {
            cluster = PostgresCluster.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Map.of(
                "patchbay.database.kind", "postgresql",
                "patchbay.database.url", cluster.source().getUrl(),
                "patchbay.database.username", cluster.source().getUser());
    }

    @Override
    public void stop() {
        try {
            cluster.stop();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
