package org.patchbay.check;

import java.util.Optional;
import java.util.function.Function;

/** A step of a journey: it leads on, with what the next step needs, or it was the last. */
sealed interface Step<T> {
    record On<T>(T value) implements Step<T> {}

    record End<T>(Outcome outcome) implements Step<T> {}

    static <T> Step<T> on(T value) {
        return new On<>(value);
    }

    static <T> Step<T> broken(Verdict.Failed failed) {
        return new End<>(new Outcome.Broken(failed));
    }

    static <T> Step<T> unknown(Message reason) {
        return new End<>(new Outcome.Unknown(reason));
    }

    /** On with the value, unless something is broken. */
    static <T> Step<T> unless(Optional<Verdict.Failed> broken, T value) {
        return broken.<Step<T>>map(Step::broken).orElseGet(() -> on(value));
    }

    default <R> Step<R> then(Function<T, Step<R>> next) {
        return switch (this) {
            case On<T>(T value) -> next.apply(value);
            case End<T>(Outcome outcome) -> new End<>(outcome);
        };
    }

    default Outcome finish(Function<T, Outcome> last) {
        return switch (this) {
            case On<T>(T value) -> last.apply(value);
            case End<T>(Outcome outcome) -> outcome;
        };
    }
}
