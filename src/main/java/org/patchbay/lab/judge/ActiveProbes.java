package org.patchbay.lab.judge;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.patchbay.check.Assertion;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;

/**
 * Active probes of one sandbox with their results. Only what can't be judged otherwise is probed: one request at a
 * time, in its own virtual thread, repeated only after a change, and never while the learner captures. Thread-safe.
 */
public final class ActiveProbes {
    private static final Logger LOG = Logger.getLogger(ActiveProbes.class);

    /** Time limit of a script. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Probe probe;
    private final CaptureRule manners;
    private final BooleanSupplier capturing;
    private final Runnable news;
    private final Map<EvidenceRequest, Finding> known = new HashMap<>();
    private Optional<State> state = Optional.empty();
    private boolean trying;

    /** Whether a learner's capture blocks active probes. */
    public enum CaptureRule {
        /** It does. */
        QUIET,
        /** It does not, as in a trial without a learner. */
        FORWARD
    }

    /** The state for which a result is valid. */
    private record State(ForwardingState forwardingState, List<Ran> commands) {
        static State of(Snapshot snapshot, Evidence seen) {
            return new State(
                    ForwardingState.of(snapshot),
                    seen.commands().orElse(CommandLog.EMPTY).commands().stream()
                            .map(command -> new Ran(command.terminal(), command.number(), command.running()))
                            .toList());
        }
    }

    private record Ran(String terminal, int number, boolean running) {}

    /**
     * @param capturing whether the learner captures
     * @param news called when there is a new result
     */
    ActiveProbes(Probe probe, CaptureRule manners, BooleanSupplier capturing, Runnable news) {
        this.probe = probe;
        this.manners = manners;
        this.capturing = capturing;
        this.news = news;
    }

    /** The results for this state; for missing ones that the assertions need, probes are started if allowed. */
    synchronized Map<EvidenceRequest, Finding> answers(Evidence seen, Collection<Assertion> assertions) {
        if (seen.snapshot().isEmpty()) {
            return Map.of();
        }
        Snapshot snapshot = seen.snapshot().get();
        State now = State.of(snapshot, seen);
        forget(now);
        Map<EvidenceRequest, Finding> answers = new HashMap<>(known);
        for (EvidenceRequest request : open(assertions, seen.with(known))) {
            if (known.containsKey(request)) {
                continue;
            }
            if (withheld(request)) {
                answers.put(request, Untried.CAPTURING);
            } else if (!trying) {
                trying = true;
                Thread.ofVirtual().name("inquiry").start(() -> find(request, now, snapshot));
            }
        }
        return answers;
    }

    /**
     * Probes whatever these assertions need, even during a capture, and waits: for a single judgement.
     *
     * @param found known results, which are not repeated; new ones are added
     * @return requests that failed and may be retried
     */
    Set<EvidenceRequest> all(Evidence seen, Collection<Assertion> assertions, Map<EvidenceRequest, Finding> found) {
        Set<EvidenceRequest> left = open(assertions, seen.with(found));
        left.removeAll(found.keySet());
        left.removeIf(request -> {
            Optional<Finding> finding = seen.snapshot().flatMap(snapshot -> tried(request, snapshot));
            finding.ifPresent(of -> found.put(request, of));
            return finding.isPresent();
        });
        return left;
    }

    /** Whether a verdict waits for a probe's result. */
    static boolean awaited(Verdict verdict) {
        return verdict instanceof Verdict.Inconclusive(var reason) && reason.equals(Untried.NOT_YET.why());
    }

    /** Drops results for another forwarding state, and failures once another command has run. */
    private void forget(State now) {
        boolean sameForwarding = state.filter(was -> was.forwardingState().equals(now.forwardingState()))
                .isPresent();
        if (!sameForwarding) {
            known.clear();
        } else if (!state.get().equals(now)) {
            known.values().removeIf(finding -> !positive(finding));
        }
        state = Optional.of(now);
    }

    private static boolean positive(Finding finding) {
        return switch (finding) {
            case Attempt attempt ->
                attempt.ending() == Attempt.Ending.ANSWERED || attempt.ending() == Attempt.Ending.ARRIVED;
            case ScriptEnd _, Untried _ -> false;
        };
    }

    /** The requests without which one of the assertions can't be judged. */
    private static Set<EvidenceRequest> open(Collection<Assertion> assertions, Evidence seen) {
        Set<EvidenceRequest> open = new LinkedHashSet<>();
        for (Assertion assertion : assertions) {
            List<EvidenceRequest> tried =
                    assertion.needs().stream().filter(ActiveProbes::isTried).toList();
            if (!tried.isEmpty() && assertion.judge(seen) instanceof Verdict.Inconclusive) {
                open.addAll(tried);
            }
        }
        return open;
    }

    private static boolean isTried(EvidenceRequest request) {
        return switch (request) {
            case EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> false;
            case EvidenceRequest.OfReach _, EvidenceRequest.OfArrival _, EvidenceRequest.OfScript _ -> true;
        };
    }

    private boolean withheld(EvidenceRequest request) {
        return switch (request) {
            case EvidenceRequest.OfReach _, EvidenceRequest.OfArrival _ ->
                manners == CaptureRule.QUIET && capturing.getAsBoolean();
            case EvidenceRequest.OfScript _, EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> false;
        };
    }

    private void find(EvidenceRequest request, State when, Snapshot snapshot) {
        Finding found = Untried.FAILED;
        try {
            found = tried(request, snapshot).orElse(Untried.FAILED);
        } finally {
            keep(request, when, found);
        }
        news.run();
    }

    private synchronized void keep(EvidenceRequest request, State when, Finding found) {
        trying = false;
        // A result during a change may be of neither state.
        boolean sameForwarding = state.filter(now -> now.forwardingState().equals(when.forwardingState()))
                .isPresent();
        if (sameForwarding && (positive(found) || state.get().equals(when))) {
            known.put(request, found);
        }
    }

    /** The result; empty if the sandbox failed to probe. */
    private Optional<Finding> tried(EvidenceRequest request, Snapshot snapshot) {
        try {
            return Optional.of(ask(request, snapshot));
        } catch (ProbeException e) {
            LOG.debugf("Active probe not run: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Finding ask(EvidenceRequest request, Snapshot snapshot) throws ProbeException {
        return switch (request) {
            case EvidenceRequest.OfReach(Reach reach) -> attempt(reach, OptionalLong.empty(), snapshot);
            case EvidenceRequest.OfArrival(Reach sent, String at) -> {
                OptionalLong there = inode(snapshot, at);
                yield there.isPresent() ? attempt(sent, there, snapshot) : Untried.FAILED;
            }
            case EvidenceRequest.OfScript(String run) -> probe.end(run, PATIENCE);
            case EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> Untried.FAILED;
        };
    }

    private Finding attempt(Reach reach, OptionalLong arrival, Snapshot snapshot) throws ProbeException {
        OptionalLong from = inode(snapshot, reach.from());
        return from.isPresent() ? probe.attempt(reach, from.getAsLong(), arrival) : Untried.FAILED;
    }

    private static OptionalLong inode(Snapshot snapshot, String name) {
        return snapshot.namespace(name)
                .map(Namespace::inode)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
