package org.patchbay.progress;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2StoresTest extends StoresContract {
    @TempDir
    Path folder;

    private JdbcConnectionPool pool;
    private Stores stores;

    @BeforeEach
    void open() {
        pool = TestDatabase.h2(folder);
        stores = Stores.over(pool, DatabaseKind.H2);
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Override
    Stores stores() {
        return stores;
    }
}
