package org.patchbay.lab.trial;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.patchbay.lab.judge.ForwardingState;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineEvents;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.probe.ProbeException;

/**
 * What a machine was like when it was new, and how it becomes so again. To wipe one costs a fraction of a new one, for
 * which the emulator has to translate every program anew.
 *
 * <p>Whether it has become so is looked at, not believed: namespaces, devices, addresses, routes, rules, sockets,
 * connections, the settings of IPv4, the rules that choose a routing table, and the files below the folders that people
 * write to. What is not looked at, such as a program replaced below {@code /usr/bin}, is not restored.
 *
 * @param forwardingState of its network
 * @param loopback whether {@code lo} is up
 * @param inventory its settings and its files' times of change, as {@link #INVENTORY} prints them
 */
record Baseline(ForwardingState forwardingState, boolean loopback, String inventory) {
    private static final Logger LOG = Logger.getLogger(Baseline.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A line of the inventory that can be set. */
    private static final Pattern SETTING = Pattern.compile("([a-z0-9_/]+):([ \\t0-9-]+)");

    /** The sum stands for the list of files, which is long. */
    private static final String INVENTORY = """
            cd /proc/sys/net/ipv4
            grep -s -d skip . * conf/*/* neigh/*/*
            ip rule
            find /etc /root /tmp /var/tmp /usr/local -xdev ! -type d -printf '%p %C@\\n' | md5sum
            """;

    /**
     * Everything that runs ends but for this shell, and what lessons make goes. Tables of iptables-legacy can't be unmade.
     * The kernel's log would speak to somebody else.
     */
    private static final String WIPE = """
            [ ! -s /proc/net/ip_tables_names ] || exit 1
            echo 1 >/sys/fs/cgroup/learner/cgroup.kill
            while read -r pid; do
              [ "$pid" = $$ ] || kill -9 "$pid"
            done </sys/fs/cgroup/command/cgroup.procs
            for one in /run/netns/*; do [ ! -e "$one" ] || ip netns delete "${one##*/}"; done
            for one in /sys/class/net/*; do
              [ "${one##*/}" = lo ] || [ ! -d "$one" ] || ip link delete "${one##*/}"
            done
            nft flush ruleset
            [ ! -d /proc/sys/net/bridge ] || modprobe -r br_netfilter
            ip route flush table main
            ip link set lo down
            ip address flush dev lo
            conntrack -F
            dmesg -C
            """;

    /** Of a machine on which nothing has been done yet. */
    static Baseline of(LabMachine machine) throws ProbeException {
        String inventory = machine.probe().run(INVENTORY, StepPreparation.LIMIT);
        Snapshot snapshot = machine.look().snapshot();
        boolean loopback =
                snapshot.namespaces().getFirst().link("lo").map(Link::up).orElse(false);
        return new Baseline(ForwardingState.of(snapshot), loopback, inventory);
    }

    /** Ends whatever runs and takes back whatever was done; false if something is left. */
    boolean wiped(LabMachine machine, MachineEvents machineEvents) throws InterruptedException {
        try {
            String up = loopback ? "ip link set lo up\n" : "";
            String now = inventory(machine, "{\n" + WIPE + up + "} >/dev/null 2>&1\n");
            if (!now.equals(inventory)) {
                now = inventory(machine, settings(now));
            }
            boolean wiped = now.equals(inventory)
                    && machineEvents.await(() -> restored(machine), PATIENCE)
                    && machineEvents.await(machine.terminals()::allEnded, PATIENCE)
                    && machine.terminals().beginAnew();
            LOG.debugf("%s wiped: %s; another line: %s", machine.sandbox().id(), wiped, other(now));
            return wiped;
        } catch (ProbeException e) {
            LOG.debugf("%s can't be wiped: %s", machine.sandbox().id(), e.getMessage());
            return false;
        }
    }

    private static String inventory(LabMachine machine, String before) throws ProbeException {
        return machine.probe().run(before + INVENTORY, StepPreparation.LIMIT);
    }

    private String other(String now) {
        List<String> known = inventory.lines().toList();
        return now.lines().filter(line -> !known.contains(line)).findFirst().orElse("none");
    }

    /** A script that sets what is another now. */
    private String settings(String now) {
        List<String> there = now.lines().toList();
        StringBuilder script = new StringBuilder();
        inventory.lines().filter(line -> !there.contains(line)).forEach(line -> {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                script.append("echo '%s' >/proc/sys/net/ipv4/%s\n".formatted(setting.group(2), setting.group(1)));
            }
        });
        return script.toString();
    }

    /** Devices of a namespace that is gone go a little later. */
    private boolean restored(LabMachine machine) {
        try {
            Snapshot now = machine.look().snapshot();
            return ForwardingState.of(now).equals(forwardingState)
                    && now.namespaces().stream()
                            .allMatch(
                                    one -> one.connections().map(List::isEmpty).orElse(false));
        } catch (ProbeException e) {
            return false;
        }
    }
}
