package org.patchbay.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import org.patchbay.sandbox.Endpoint;

/** One sentence on why an SSH connection failed and what to do. */
final class ConnectErrorMessage {
    private ConnectErrorMessage() {}

    static String of(Endpoint endpoint, Exception cause) {
        String where = "the sandbox at " + endpoint.address();
        if (!Files.isReadable(endpoint.userKey())) {
            return "The key to " + where + " can't be read: check that " + endpoint.userKey()
                    + " exists and belongs to this server's user.";
        }
        if (cause instanceof IllegalArgumentException) {
            return "The host key noted for " + where + " is not a key: '" + endpoint.hostKey() + "'.";
        }
        if (cause instanceof JSchHostKeyException) {
            return "Another machine than expected answers in place of " + where
                    + ": its host key is not the one its template was made with; end the sandbox and start a new one.";
        }
        if (hasCause(cause, ConnectException.class)) {
            return "No SSH server answers for " + where + ": its machine has ended or its port is closed.";
        }
        if (hasCause(cause, SocketTimeoutException.class) || says(cause, "timeout")) {
            return "No answer in time from " + where + ": the machine is overloaded or hangs.";
        }
        if (says(cause, "Auth fail") || says(cause, "Auth cancel") || says(cause, "Too many authentication")) {
            return "Login at " + where + " was refused: it was not made with the key " + endpoint.userKey()
                    + "; rebuild its template.";
        }
        return "No SSH connection to " + where + ": " + cause.getMessage() + ".";
    }

    private static boolean says(Exception cause, String words) {
        return cause instanceof JSchException
                && cause.getMessage() != null
                && cause.getMessage().contains(words);
    }

    private static boolean hasCause(Throwable cause, Class<? extends Throwable> type) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
