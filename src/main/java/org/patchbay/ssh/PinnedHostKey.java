package org.patchbay.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.util.Base64;

/** A host key repository with one key, valid for any address; it accepts no other. Immutable. */
final class PinnedHostKey implements HostKeyRepository {
    private final String type;
    private final byte[] key;

    /**
     * @param line type, space, base64, as in a {@code known_hosts} line (sshd(8)); the rest is ignored
     * @throws IllegalArgumentException if the line is invalid
     */
    PinnedHostKey(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 2) {
            throw new IllegalArgumentException("not a host key: '" + line + "'");
        }
        this.type = words[0];
        this.key = Base64.getDecoder().decode(words[1]);
    }

    /** The key's type, such as {@code ssh-ed25519}, the only algorithm to negotiate. */
    String type() {
        return type;
    }

    @Override
    public int check(String host, byte[] shown) {
        return MessageDigest.isEqual(key, shown) ? OK : CHANGED;
    }

    @Override
    public void add(HostKey hostKey, UserInfo user) {
        throw new UnsupportedOperationException("the host key is pinned");
    }

    @Override
    public void remove(String host, String algorithm) {
        throw new UnsupportedOperationException("the host key is pinned");
    }

    @Override
    public void remove(String host, String algorithm, byte[] removed) {
        throw new UnsupportedOperationException("the host key is pinned");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "the sandbox's pinned key";
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey("*", type);
    }

    @Override
    public HostKey[] getHostKey(String host, String algorithm) {
        if (algorithm != null && !algorithm.equals(type)) {
            return new HostKey[0];
        }
        try {
            return new HostKey[] {new HostKey(host, key.clone())};
        } catch (JSchException e) {
            throw new IllegalStateException(e);
        }
    }
}
