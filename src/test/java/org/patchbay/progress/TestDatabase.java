package org.patchbay.progress;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;

/** Real databases with this version's tables, without a server around them. */
public final class TestDatabase {
    private TestDatabase() {}

    /** An H2 database in a folder, with the product's settings. The caller closes it. */
    public static JdbcConnectionPool h2(Path folder) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("patchbay") + ";DB_CLOSE_ON_EXIT=FALSE", "sa", "");
        migrate(pool);
        return pool;
    }

    static void migrate(DataSource source) {
        Flyway.configure().dataSource(source).load().migrate();
    }
}
