package org.patchbay.server;

import io.quarkus.runtime.Quarkus;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Distinguishes Ctrl-C, which also ends the machines, from a service manager's SIGTERM, which keeps them for the next
 * server process. A shutdown hook can't; {@code sun.misc.Signal} (module jdk.unsupported) can, and is called by
 * reflection because javac's warning about it can't be suppressed.
 */
final class Interrupt {
    private final AtomicBoolean received = new AtomicBoolean();

    private Interrupt() {}

    /** Starts listening; the first Ctrl-C stops the server. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    interrupt.received.set(true);
                    Quarkus.asyncExit(0);
                    return null;
                }
                return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : "Ctrl-C".hashCode();
            };
            Object proxy = Proxy.newProxyInstance(
                    MethodHandles.lookup().lookupClass().getClassLoader(), new Class<?>[] {handler}, onSignal);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM does not report SIGINT separately from other signals", e);
        }
        return interrupt;
    }

    boolean received() {
        return received.get();
    }
}
