package org.patchbay.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserKeysTest {
    @TempDir
    Path folder;

    @Test
    void isAnEd25519KeyInOpenSshFormat() throws Exception {
        var key = UserKeys.in(folder);
        assertThat(key.file()).content().startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        var read = KeyPair.load(new JSch(), key.file().toString());
        assertThat(read.getKeyType()).isEqualTo(KeyPair.ED25519);
        assertThat(Base64.getEncoder().encodeToString(read.getPublicKeyBlob())).isEqualTo(key.publicBlob());
        assertThat(read.getSignature(new byte[] {1, 2, 3})).isNotEmpty();
    }

    @Test
    void namesADamagedKeyFile() throws Exception {
        Path file = Files.writeString(folder.resolve("sandbox-key"), "rubbish");
        assertThatThrownBy(() -> UserKeys.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void isCreatedOnceAndReadableByItsOwnerOnly() throws Exception {
        var key = UserKeys.in(folder);
        assertThat(UserKeys.in(folder)).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.file())))
                .isEqualTo("rw-------");
    }
}
