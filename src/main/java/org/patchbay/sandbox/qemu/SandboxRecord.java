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
import org.patchbay.sandbox.UserKey;

/**
 * Information about a ready machine for a later server process.
 *
 * @param profile what it is prepared for
 * @param hostKey its SSH server's key
 * @param port of that server, on the loopback
 * @param slot determines its user
 * @param sinceMillis when it was created, in milliseconds since 1970
 * @param hostname the machine's host name
 * @param emulated whether QEMU translates its instructions
 */
record SandboxRecord(
        Profile profile, String hostKey, int port, int slot, long sinceMillis, String hostname, boolean emulated) {
    /** The only login of the agent's SSH server. */
    private static final String USER = "patchbay";

    private static final ObjectMapper JSON = new ObjectMapper();

    static SandboxRecord read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), SandboxRecord.class);
    }

    /** Writes the file atomically. */
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
