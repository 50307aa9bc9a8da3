package org.patchbay.server;

import io.quarkus.runtime.Quarkus;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C, told apart from the SIGTERM of a service manager: the one ends the machines too, the other keeps them for the
 * next server process. A shutdown hook can't tell them apart; {@code sun.misc.Signal} (module jdk.unsupported) can, and is
 * reached by reflection because javac warns of it without a way to agree.
 */
final class Interrupt {
    private final AtomicBoolean received = new AtomicBoolean();

    private Interrupt() {}

    /** Listens from now on; the first Ctrl-C asks the server to end. */
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
