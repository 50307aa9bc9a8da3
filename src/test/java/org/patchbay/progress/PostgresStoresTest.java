package org.patchbay.progress;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("postgres")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoresTest extends StoresContract {
    private PostgresCluster cluster;
    private Stores stores;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        cluster = PostgresCluster.start();
        TestDatabase.migrate(cluster.source());
        stores = Stores.over(cluster.source(), DatabaseKind.POSTGRESQL);
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        cluster.stop();
    }

    @Override
    Stores stores() {
        return stores;
    }
}
