package org.patchbay.running;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One server for all tests, started for the first and ended after the last. */
public final class SharedServer implements ParameterResolver {
    private static final Path FOLDER = Path.of("target", "running", "shared");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServer.class))
                .computeIfAbsent(SharedServer.class, key -> start(), RunningServer.class);
    }

    private static RunningServer start() {
        try {
            return RunningServer.start(FOLDER);
        } catch (IOException e) {
            throw new ParameterResolutionException("The server did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("The server did not start", e);
        }
    }
}
