package org.patchbay.sandbox.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.patchbay.sandbox.Profile;

/**
 * QEMU's command line (qemu(1)) for a template, a clone, or a test of an accelerator. A template and its clones must
 * have the same devices in the same order, or the saved state does not load; the devices' backends may differ.
 *
 * <p>Relative paths are in the machine's {@code run} folder. Files that a machine only reads are passed as descriptors
 * of {@link Launcher}, so its user needs no permission for their paths.
 *
 * @param accelerator the template's
 * @param profile of the template
 */
record CommandLine(Accelerator accelerator, Profile profile) {
    static final String PROGRAM = "qemu-system-x86_64";

    /** The learner's overlay. */
    static final String OVERLAY = "overlay.qcow2";
    /** The socket that QEMU connects to at its start, for the first QMP connection. */
    static final String FIRST_QMP = "first";
    /** The socket for QMP connections of a later server process. */
    static final String QMP = "qmp";
    /** The host's end of the agent's serial line, ttyS1 in the machine. */
    static final String LINE = "line";
    /** The socket that a template's device state is sent to. */
    static final String STATE = "state";
    /** The socket that a clone's whole state is sent to. */
    static final String CHECKPOINT = "checkpoint";
    /** The name of the machine's memory in QEMU's migration stream. */
    static final String MEMORY = "mem";

    /** Boots the image's kernel with its console in a file; memory is shared, so that it can be saved. */
    List<String> template(String kernelArguments, String consoleFile, OptionalInt port) {
        var command = machine("template", "on", CodeCache.FRUGAL);
        command.addAll(List.of(
                "-kernel", Launcher.KERNEL.path(), "-initrd", Launcher.INITRD.path(), "-append", kernelArguments));
        command.addAll(devices(port));
        command.addAll(List.of("-chardev", "file,id=console,path=" + consoleFile));
        command.addAll(serials());
        return command;
    }

    /** Waits for the template's state on its descriptor; the last 64 KiB of the console are kept in memory. */
    List<String> clone(String name, int port, CodeCache cache) {
        var command = machine(name, "off", cache);
        command.addAll(List.of("-kernel", Launcher.KERNEL.path(), "-incoming", "defer"));
        command.addAll(devices(OptionalInt.of(port)));
        command.addAll(List.of("-chardev", "ringbuf,id=console,size=65536"));
        command.addAll(serials());
        return command;
    }

    /** Tests an accelerator by booting a kernel that finds no root and stops. */
    List<String> trial(String consoleFile) {
        int memoryMiB = memoryMiB();
        return new ArrayList<>(List.of(
                PROGRAM,
                "-accel",
                accelerator.option(CodeCache.FRUGAL.mebibytes(profile)),
                "-machine",
                "pc,usb=off,vmport=off,hpet=off",
                "-cpu",
                accelerator.cpu(),
                "-m",
                memoryMiB + "M",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-no-reboot",
                "-kernel",
                Launcher.KERNEL.path(),
                "-append",
                "console=ttyS0 panic=-1",
                "-chardev",
                "file,id=console,path=" + consoleFile,
                "-serial",
                "chardev:console"));
    }

    /** The machine's memory in MiB. */
    int memoryMiB() {
        return profile.memoryMiB();
    }

    private List<String> machine(String name, String share, CodeCache cache) {
        int memoryMiB = memoryMiB();
        return new ArrayList<>(List.of(
                PROGRAM,
                "-name",
                "patchbay-" + name,
                "-accel",
                accelerator.option(cache.mebibytes(profile)),
                "-machine",
                "pc,usb=off,vmport=off,hpet=off,memory-backend=" + MEMORY,
                "-cpu",
                accelerator.cpu(),
                "-m",
                memoryMiB + "M",
                "-object",
                "memory-backend-file,id=%s,size=%dM,share=%s,mem-path=%s"
                        .formatted(MEMORY, memoryMiB, share, Launcher.MEMORY.path()),
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-no-reboot",
                "-sandbox",
                "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"));
    }

    private static List<String> devices(OptionalInt port) {
        // Only the forwarded port: no route out, no name server, no access to the host.
        var network = "user,id=net,restrict=on,ipv6=off";
        if (port.isPresent()) {
            network += ",hostfwd=tcp:127.0.0.1:%d-10.0.2.15:22".formatted(port.getAsInt());
        }
        return List.of(
                "-add-fd",
                "fd=%d,set=1".formatted(Launcher.BASE.number()),
                "-blockdev",
                "driver=file,node-name=base-file,filename=/dev/fdset/1,read-only=on",
                "-blockdev",
                "driver=raw,node-name=base,file=base-file,read-only=on",
                "-blockdev",
                "driver=file,node-name=overlay-file,filename=" + OVERLAY,
                // An overlay never outlives its machine, so flushing it to the host's disk would only cost time.
                "-blockdev",
                "driver=qcow2,node-name=disk,file=overlay-file,backing=base,cache.no-flush=on",
                "-device",
                "virtio-blk-pci,drive=disk,werror=report,rerror=report",
                "-netdev",
                network,
                "-device",
                "virtio-net-pci,netdev=net,romfile=");
    }

    private static List<String> serials() {
        return List.of(
                "-serial",
                "chardev:console",
                "-chardev",
                "socket,id=line,path=%s,server=on,wait=off".formatted(LINE),
                "-serial",
                "chardev:line",
                "-chardev",
                "socket,id=first,path=" + FIRST_QMP,
                "-mon",
                "chardev=first,mode=control",
                "-chardev",
                "socket,id=qmp,path=%s,server=on,wait=off".formatted(QMP),
                "-mon",
                "chardev=qmp,mode=control");
    }
}
