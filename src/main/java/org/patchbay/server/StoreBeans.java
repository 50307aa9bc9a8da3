package org.patchbay.server;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.patchbay.progress.DatabaseKind;
import org.patchbay.progress.DatabaseSettings;
import org.patchbay.progress.HandInStore;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.ProgressStore;
import org.patchbay.progress.ResumeStore;
import org.patchbay.progress.Stores;

/** Produces the stores of the active data source. */
final class StoreBeans {
    @Produces
    @Singleton
    Stores stores(
            DatabaseSettings settings,
            @DataSource("h2") InjectableInstance<AgroalDataSource> h2,
            @DataSource("postgresql") InjectableInstance<AgroalDataSource> postgresql) {
        return switch (settings.kind()) {
            case H2 -> Stores.over(h2.getActive(), DatabaseKind.H2);
            case POSTGRESQL -> Stores.over(postgresql.getActive(), DatabaseKind.POSTGRESQL);
        };
    }

    @Produces
    @Singleton
    LabStore labs(Stores stores) {
        return stores.labs();
    }

    @Produces
    @Singleton
    ProgressStore progress(Stores stores) {
        return stores.progress();
    }

    @Produces
    @Singleton
    HandInStore handIns(Stores stores) {
        return stores.handIns();
    }

    @Produces
    @Singleton
    ResumeStore resumeCodes(Stores stores) {
        return stores.resumeCodes();
    }
}
