package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The user that a QEMU runs as. A server that runs as root gives each machine its own numeric user and group, which own
 * only that machine's files; a server of an ordinary user runs machines as itself. In both cases without capabilities
 * and without a way to gain privileges (setpriv(1)).
 */
final class ProcessIsolation {
    /** Above all ranges that distributions and systemd assign (systemd, "Users, Groups, UIDs and GIDs"). */
    private static final int FIRST = 1_900_000_000;
    /** For a user namespace with 65,536 ids: Debian assigns 60000 to 64999 on request only. */
    private static final int FIRST_IN_NAMESPACE = 60_600;

    private final boolean root;
    private final int first;
    private final OptionalInt kvmGroup;

    private ProcessIsolation(boolean root, int first, OptionalInt kvmGroup) {
        this.root = root;
        this.first = first;
        this.kvmGroup = kvmGroup;
    }

    static ProcessIsolation ofThisProcess() throws IOException {
        boolean root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        boolean wide = Files.readAllLines(Path.of("/proc/self/uid_map")).stream()
                .map(line -> line.trim().split("\\s+"))
                .anyMatch(range -> Long.parseLong(range[0]) <= FIRST
                        && Long.parseLong(range[0]) + Long.parseLong(range[2]) > FIRST + 10_000);
        return new ProcessIsolation(root, wide ? FIRST : FIRST_IN_NAMESPACE, kvmGroup());
    }

    /** The user of a machine, by its slot; empty if the server does not run as root. */
    OptionalInt user(int slot) {
        return root ? OptionalInt.of(first + slot) : OptionalInt.empty();
    }

    /** The command prefix that runs a program as that user, in its own session. */
    List<String> prefix(OptionalInt user, Accelerator accelerator) {
        var command = new ArrayList<>(List.of("setsid", "setpriv", "--no-new-privs"));
        if (user.isPresent()) {
            var id = Integer.toString(user.getAsInt());
            command.addAll(List.of("--reuid", id, "--regid", id, "--inh-caps=-all", "--bounding-set=-all"));
            boolean needsGroup = accelerator == Accelerator.KVM && kvmGroup.isPresent();
            command.addAll(
                    needsGroup
                            ? List.of("--groups", Integer.toString(kvmGroup.getAsInt()))
                            : List.of("--clear-groups"));
        }
        return command;
    }

    /** Makes the user the owner of a file or folder, with no access for others. */
    void give(Path path, OptionalInt user) throws IOException {
        if (user.isPresent()) {
            Files.setAttribute(path, "unix:uid", user.getAsInt(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", user.getAsInt(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Reverts {@link #give}. */
    void takeBack(Path path) throws IOException {
        if (root) {
            give(path, OptionalInt.of(0));
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private static OptionalInt kvmGroup() throws IOException {
        if (!Files.exists(KvmProbe.DEVICE)) {
            return OptionalInt.empty();
        }
        int group = (int) Files.getAttribute(KvmProbe.DEVICE, "unix:gid");
        var permissions = Files.getPosixFilePermissions(KvmProbe.DEVICE);
        return group != 0 && permissions.contains(PosixFilePermission.GROUP_WRITE)
                ? OptionalInt.of(group)
                : OptionalInt.empty();
    }
}
