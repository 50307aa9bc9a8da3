package org.patchbay.sandbox.qemu;

import java.nio.file.Path;
import org.patchbay.sandbox.Profile;

/** A server in its own process, to be killed: starts a machine, prints its name, and runs forever. */
public final class OtherServer {
    private OtherServer() {}

    public static void main(String[] arguments) throws Exception {
        var engine = new QemuEngine(TestMachines.settings(Path.of(arguments[0])));
        System.out.println(engine.start(Profile.NET).id());
        Thread.currentThread().join();
    }
}
