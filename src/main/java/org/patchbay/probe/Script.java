package org.patchbay.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Untried;
import org.patchbay.ssh.SshChannel;
import org.patchbay.ssh.SshConnection;
import org.patchbay.ssh.SshException;

/** Runs scripts in a sandbox, each in its own SSH channel. */
final class Script {
    /** Limit of the kept output, in bytes. */
    static final int OUTPUT_LIMIT = 256 * 1024;

    /** Limit of output quoted in an error message. */
    private static final int TOLD = 500;

    private Script() {}

    private record Ran(OptionalInt status, String output) {}

    static String run(SshConnection connection, String script, Duration limit) throws ProbeException {
        Ran ran = await(connection, script, limit)
                .orElseThrow(() -> new ProbeException("A script in the sandbox had not ended after " + limit + "."));
        if (!ran.status().equals(OptionalInt.of(0))) {
            throw new ProbeException("A script in the sandbox failed with status "
                    + (ran.status().isPresent() ? ran.status().getAsInt() : "unknown") + ": " + told(ran.output()));
        }
        return ran.output();
    }

    /** The script's result with any status, and the end of its output; {@link Untried#ENDLESS} on a timeout. */
    static Finding end(SshConnection connection, String script, Duration limit) throws ProbeException {
        Optional<Ran> ended = await(connection, script, limit);
        if (ended.isEmpty()) {
            return Untried.ENDLESS;
        }
        Ran ran = ended.get();
        int status = ran.status()
                .orElseThrow(() -> new ProbeException("A script in the sandbox ended without an exit status."));
        return new ScriptEnd(status, told(ran.output()));
    }

    private static String told(String output) {
        String text = output.strip();
        return text.substring(Math.max(0, text.length() - TOLD));
    }

    /** Empty on a timeout. */
    private static Optional<Ran> await(SshConnection connection, String script, Duration limit) throws ProbeException {
        try (SshChannel channel = connection.exec("run exec 2>&1\n" + script)) {
            FutureTask<Ran> ran = new FutureTask<>(() -> finish(channel));
            Thread.ofVirtual().name("script").start(ran);
            return Optional.of(ran.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (SshException e) {
            throw new ProbeException(e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new ProbeException("The sandbox was gone while a script ran there.", e);
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Interrupted while a script ran in the sandbox.", e);
        }
    }

    private static Ran finish(SshChannel channel) throws IOException {
        InputStream output = channel.output();
        byte[] kept = output.readNBytes(OUTPUT_LIMIT);
        output.transferTo(OutputStream.nullOutputStream());
        return new Ran(channel.exitStatus(), new String(kept, StandardCharsets.UTF_8));
    }
}
