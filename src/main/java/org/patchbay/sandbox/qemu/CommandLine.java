package org.patchbay.sandbox.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.patchbay.sandbox.Profile;

/**
 * QEMU's command line (qemu(1)) for a template, a clone, or a trial of an accelerator. A template and its clones have
 * the same devices in the same order, else the saved state would not fit; what stands behind a device may differ.
 *
 * <p>Relative paths are in the machine's {@code run} folder. The files a machine only reads come as descriptors of
 * {@link Launcher}, so that its user needs no right to any path.
 *
 * @param accelerator as which the template ran
 * @param profile of the template
 */
record CommandLine(Accelerator accelerator, Profile profile) {
    static final String PROGRAM = "qemu-system-x86_64";

    /** The learner's overlay. */
    static final String OVERLAY = "overlay.qcow2";
    /** Where QEMU connects to when it starts: the first conversation, in which it is told what to do. */
    static final String FIRST_QMP = "first";
    /** Where a later server process connects to. */
    static final String QMP = "qmp";
    /** The host's end of the line to the agent, ttyS1 inside. */
    static final String LINE = "line";
    /** To where a template's device state is sent. */
    static final String STATE = "state";
    /** To where the whole state of a clone is sent. */
    static final String CHECKPOINT = "checkpoint";
    /** How the machine's memory is called where QEMU migrates it. */
    static final String MEMORY = "mem";

    /** Boots from the image's kernel, with its console in a file; memory is shared so that what is written stays. */
    List<String> template(String kernelArguments, String consoleFile, OptionalInt port) {
        var command = machine("template", "on", CodeCache.FRUGAL);
        command.addAll(List.of(
                "-kernel", Launcher.KERNEL.path(), "-initrd", Launcher.INITRD.path(), "-append", kernelArguments));
        command.addAll(devices(port));
        command.addAll(List.of("-chardev", "file,id=console,path=" + consoleFile));
        command.addAll(serials());
        return command;
    }

    /** Waits for the template's state on its descriptor; the console's last 64 KiB are kept in memory. */
    List<String> clone(String name, int port, CodeCache cache) {
        var command = machine(name, "off", cache);
        command.addAll(List.of("-kernel", Launcher.KERNEL.path(), "-incoming", "defer"));
        command.addAll(devices(OptionalInt.of(port)));
        command.addAll(List.of("-chardev", "ringbuf,id=console,size=65536"));
        command.addAll(serials());
        return command;
    }

    /** Boots a kernel that finds no root and stops, by which an accelerator is tried. */
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

    /** How much memory the machine has. */
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
        // Nothing but the forwarded port: no route out, no name server, no access to the host.
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
                // An overlay never outlives its machine: a flush to the host's disk would only cost time.
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
