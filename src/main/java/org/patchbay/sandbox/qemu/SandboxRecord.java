package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.sandbox.Profile;

/**
 * What a later server process must know of a machine that is ready.
 *
 * @param profile what it is prepared for
 * @param hostKey its SSH server's key
 * @param port where that is reached on the loopback
 * @param slot by which it has its user
 * @param sinceMillis when it was made, in milliseconds since 1970
 * @param hostname what it calls itself
 * @param emulated whether QEMU translates its instructions
 */
record SandboxRecord(
        Profile profile, String hostKey, int port, int slot, long sinceMillis, String hostname, boolean emulated) {
    /** The one login of the agent's SSH server. */
    private static final String USER = "patchbay";

    private static final ObjectMapper JSON = new ObjectMapper();

    static SandboxRecord read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), SandboxRecord.class);
    }

    /** Writes it whole or not at all. */
    void write(Path file) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, JSON.writeValueAsString(this));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Endpoint endpoint(UserKey key) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Endpoint(address, USER, hostKey, key.file());
    }

    Instant since() {
        return Instant.ofEpochMilli(sinceMillis);
    }
}
