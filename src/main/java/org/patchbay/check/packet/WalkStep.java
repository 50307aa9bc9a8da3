package org.patchbay.check.packet;

import java.util.Optional;
import java.util.function.Function;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;

/** The result of a step of a journey: continue with a value, or end. */
public sealed interface WalkStep<T> {
    record On<T>(T value) implements WalkStep<T> {}

    record End<T>(PacketOutcome outcome) implements WalkStep<T> {}

    static <T> WalkStep<T> on(T value) {
        return new On<>(value);
    }

    static <T> WalkStep<T> broken(Verdict.Failed failed) {
        return new End<>(new PacketOutcome.Broken(failed));
    }

    static <T> WalkStep<T> unknown(Message reason) {
        return new End<>(new PacketOutcome.Unknown(reason));
    }

    /** Continues with the value, unless there is a fault. */
    static <T> WalkStep<T> unless(Optional<Verdict.Failed> broken, T value) {
        return broken.<WalkStep<T>>map(WalkStep::broken).orElseGet(() -> on(value));
    }

    default <R> WalkStep<R> then(Function<T, WalkStep<R>> next) {
        return switch (this) {
            case On<T>(T value) -> next.apply(value);
            case End<T>(PacketOutcome outcome) -> new End<>(outcome);
        };
    }

    default PacketOutcome finish(Function<T, PacketOutcome> last) {
        return switch (this) {
            case On<T>(T value) -> last.apply(value);
            case End<T>(PacketOutcome outcome) -> outcome;
        };
    }
}
