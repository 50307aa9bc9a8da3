package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKeyTest {
    @TempDir
    Path folder;

    @Test
    void isReadAsAnOpenSshKeyByAnotherImplementation() throws Exception {
        var key = UserKey.in(folder);
        var read = KeyPair.load(new JSch(), key.file().toString());
        assertThat(read.getKeyType()).isEqualTo(KeyPair.ED25519);
        assertThat(Base64.getEncoder().encodeToString(read.getPublicKeyBlob())).isEqualTo(key.publicBlob());
        assertThat(read.getSignature(new byte[] {1, 2, 3})).isNotEmpty();
    }

    @Test
    void isCreatedOnceAndReadableByItsOwnerOnly() throws Exception {
        var key = UserKey.in(folder);
        assertThat(UserKey.in(folder)).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.file())))
                .isEqualTo("rw-------");
    }
}
