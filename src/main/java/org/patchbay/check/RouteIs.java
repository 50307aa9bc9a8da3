package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.output.Listing;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.OnLink;
import org.patchbay.check.packet.RouteLookup;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.kernel.ToolObject;

/**
 * Assertion {@code route}: a route lookup has the expected result, as {@code ip route get DESTINATION from FROM oif
 * OUT} prints it.
 *
 * @param destination an address
 * @param namespace where the lookup is made; the one the machine booted with if left out
 * @param from the source address that the sender selects
 * @param out the device that the sender selects ({@code ping -I})
 * @param device the expected device; {@code lo} for the machine's own address
 * @param gateway the expected next hop; {@code none} for a destination on the link
 * @param source the expected source address
 */
@Key("route")
public record RouteIs(
        String destination,
        Optional<String> namespace,
        Optional<String> from,
        Optional<String> out,
        Optional<String> device,
        Optional<String> gateway,
        Optional<String> source)
        implements Assertion {
    public RouteIs {
        if (destination.indexOf('/') >= 0 || Prefix.parse(destination).isEmpty()) {
            throw new IllegalArgumentException("'" + destination + "' is not an address");
        }
        device.ifPresent(name -> new DeviceName(namespace.orElse(Namespace.INIT), name));
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.inNamespace(
                evidence,
                namespace.orElse(Namespace.INIT),
                (snapshot, here, builder) -> judge(snapshot, here, builder, evidence.commands()));
    }

    private Verdict judge(Snapshot snapshot, Namespace here, DiagnosisBuilder builder, Optional<CommandLog> commands) {
        Optional<RouteLookup> answer = RouteLookup.of(here, destination, out)
                .map(found -> from.map(found::from).orElse(found));
        if (answer.isPresent() && asExpected(answer.get())) {
            return builder.saw(quote(answer.get())).passed();
        }
        Optional<Verdict.Failed> earlier = expectedDevice(snapshot, here, builder);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (answer.isEmpty()) {
            return failed(builder, "route.none", destination, "", "");
        }
        RouteLookup found = answer.get();
        if (found.local() && device.isPresent() && !device.get().equals("lo")) {
            return commands.flatMap(log -> changedMain(log, here))
                    .map(run -> failed(builder, "route.local-kept", destination, run.typed(), "lo", quote(found)))
                    .orElseGet(() -> failed(builder, "route.local", destination, device.get(), "lo", quote(found)));
        }
        if (device.isPresent() && !device.get().equals(found.device())) {
            return failed(builder, "route.device", destination, device.get(), found.device(), quote(found));
        }
        if (gateway.isPresent() && !gateway.get().equals(found.gateway().isEmpty() ? "none" : found.gateway())) {
            String seen = found.gateway().isEmpty() ? "none" : found.gateway();
            return failed(builder, "route.gateway", destination, gateway.get(), seen, quote(found));
        }
        return failed(builder, "route.source", destination, source.orElse(""), found.source(), quote(found));
    }

    /** The last change of a route to the destination that did not name the table {@code local} (ip-route(8)). */
    private Optional<ToolRun> changedMain(CommandLog log, Namespace here) {
        return ToolRun.of(log, "ip").reversed().stream()
                .filter(run -> run.in(here))
                .filter(run -> {
                    List<String> words = run.execution().argv().stream().skip(1).toList();
                    return ToolObject.asked(words, "route")
                            && !Listing.is("ip", run.execution().argv())
                            && words.contains(destination)
                            && !words.contains("local");
                })
                .findFirst();
    }

    private boolean asExpected(RouteLookup found) {
        return (device.isEmpty() || device.get().equals(found.device()))
                && (gateway.isEmpty() || gateway.get().equals(found.gateway().isEmpty() ? "none" : found.gateway()))
                && (source.isEmpty() || source.get().equals(found.source()));
    }

    /** The failure if the expected device is missing, down or without an address, which removes its connected route. */
    private Optional<Verdict.Failed> expectedDevice(Snapshot snapshot, Namespace here, DiagnosisBuilder builder) {
        Optional<String> name = device.filter(expected -> !expected.equals("lo"));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        DeviceName expected = new DeviceName(namespace.orElse(Namespace.INIT), name.get());
        return here.link(name.get())
                .map(link ->
                        Carrier.broken(snapshot, here, link, builder).or(() -> OnLink.broken(here, expected, builder)))
                .orElseGet(() -> Optional.of(DevicePrecondition.missing(snapshot, expected, builder)));
    }

    private Quote quote(RouteLookup found) {
        return new Quote(see(), found.text(destination));
    }

    private Verdict.Failed failed(
            DiagnosisBuilder builder, String key, String about, String wanted, String seen, Quote... quotes) {
        return builder.failed(
                Layer.ROUTE,
                about,
                Message.of(
                        key,
                        "destination",
                        destination,
                        "wanted",
                        wanted,
                        "seen",
                        seen.isEmpty() ? "-" : seen,
                        "namespace",
                        namespace.orElse(Namespace.INIT)),
                see(),
                quotes);
    }

    private String see() {
        return InNamespace.command(
                namespace.orElse(Namespace.INIT),
                "ip route get " + destination + from.map(one -> " from " + one).orElse("")
                        + out.map(one -> " oif " + one).orElse(""));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.ROUTE,
                destination,
                Message.of(
                        device.or(() -> gateway).or(() -> source).isPresent() ? "route.still-so" : "route.still-there",
                        "destination",
                        destination,
                        "namespace",
                        namespace.orElse(Namespace.INIT)),
                see());
    }
}
