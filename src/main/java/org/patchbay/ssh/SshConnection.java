package org.patchbay.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.Duration;
import org.patchbay.sandbox.Endpoint;

/**
 * An SSH connection to a sandbox (RFC 4253), with a pinned host key and the endpoint's user key. A peer that does not
 * answer for {@value #ALIVE_SECONDS} × {@value #ALIVE_COUNT} seconds is considered dead, which ends all channels. A
 * channel whose output is not read blocks the others, so a stream that may be paused needs its own connection.
 * Thread-safe.
 */
public final class SshConnection implements AutoCloseable {
    static final int ALIVE_SECONDS = 15;
    static final int ALIVE_COUNT = 2;

    private final Session session;
    private final Endpoint endpoint;
    private final Duration timeout;

    private SshConnection(Session session, Endpoint endpoint, Duration timeout) {
        this.session = session;
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /**
     * Connects and logs in.
     *
     * @param timeout for connecting, and later for opening each channel; at least 1 ms
     * @throws SshException if the peer does not answer, has another host key, or refuses the user key
     */
    public static SshConnection open(Endpoint endpoint, Duration timeout) throws SshException {
        try {
            JSch jsch = new JSch();
            PinnedHostKey hostKey = new PinnedHostKey(endpoint.hostKey());
            jsch.setHostKeyRepository(hostKey);
            jsch.addIdentity(endpoint.userKey().toString());
            Session session = jsch.getSession(
                    endpoint.user(),
                    endpoint.address().getHostString(),
                    endpoint.address().getPort());
            session.setConfig("server_host_key", hostKey.type());
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setThreadFactory(Thread.ofPlatform()
                    .name("ssh " + endpoint.address())
                    .daemon()
                    .factory());
            session.setDaemonThread(true);
            session.connect(Math.toIntExact(timeout.toMillis()));
            session.setServerAliveCountMax(ALIVE_COUNT);
            session.setServerAliveInterval(ALIVE_SECONDS * 1_000);
            return new SshConnection(session, endpoint, timeout);
        } catch (JSchException | IllegalArgumentException e) {
            throw new SshException(ConnectErrorMessage.of(endpoint, e), e);
        }
    }

    /** Starts a command without a terminal. */
    public SshChannel exec(String command) throws SshException {
        return start(channel(command), command);
    }

    /** Starts a command on a pseudo-terminal of type {@code xterm-256color}. */
    public SshChannel exec(String command, PtySize size) throws SshException {
        ChannelExec channel = channel(command);
        channel.setPty(true);
        channel.setPtyType("xterm-256color", size.columns(), size.rows(), 0, 0);
        return start(channel, command);
    }

    /** Whether it was connected when last used; a dead peer is noticed later. */
    public boolean connected() {
        return session.isConnected();
    }

    /** Closes all channels and ends its threads. A second call does nothing. */
    @Override
    public void close() {
        session.disconnect();
    }

    private ChannelExec channel(String command) throws SshException {
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command);
            return channel;
        } catch (JSchException e) {
            throw refusedCommand(command, e);
        }
    }

    private SshChannel start(ChannelExec channel, String command) throws SshException {
        try {
            return SshChannel.start(channel, timeout);
        } catch (JSchException | IOException e) {
            channel.disconnect();
            throw refusedCommand(command, e);
        }
    }

    private SshException refusedCommand(String command, Exception cause) {
        String what = connected() ? "did not start" : "is no longer connected and did not start";
        return new SshException(
                "The machine at " + endpoint.address() + " " + what + " '" + command + "': " + cause.getMessage() + ".",
                cause);
    }
}
