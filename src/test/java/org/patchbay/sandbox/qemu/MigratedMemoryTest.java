package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Streams as QEMU 7.2 writes them, of a machine with four pages whose template has A, B and C in the first three. */
class MigratedMemoryTest {
    private static final int PAGE = 4096;
    private static final int ENOUGH = 100;
    private static final String DEVICES = "what devices there are";

    private final byte[] template = new byte[4 * PAGE];

    MigratedMemoryTest() {
        Arrays.fill(template, 0, PAGE, (byte) 'A');
        Arrays.fill(template, PAGE, 2 * PAGE, (byte) 'B');
        Arrays.fill(template, 2 * PAGE, 3 * PAGE, (byte) 'C');
    }

    @Test
    void pagesOfTheTemplateAreLeftOut() throws IOException {
        var whole = new Stream()
                .begin()
                .page("mem", 0, 'A')
                .page("", 1, 'x')
                .zero("", 2)
                .zero("", 3)
                .end();
        // The second page was named by the first, which is gone; the third was not empty before, the fourth was.
        var rest = new Stream().begin().page("mem", 1, 'x').zero("mem", 2).end();
        assertThat(reduced(whole, ENOUGH)).isEqualTo(rest.bytes());
    }

    @Test
    void aPageThatIsSentAgainIsSentAgain() throws IOException {
        var whole = new Stream()
                .begin()
                .page("mem", 0, 'x')
                .next()
                .page("mem", 0, 'A')
                .page("", 1, 'B')
                .end();
        var rest = new Stream()
                .begin()
                .page("mem", 0, 'x')
                .next()
                .page("mem", 0, 'A')
                .end();
        assertThat(reduced(whole, ENOUGH)).isEqualTo(rest.bytes());
    }

    @Test
    void otherMemoryIsKeptWhole() throws IOException {
        var whole = new Stream()
                .begin()
                .page("pc.bios", 0, 'A')
                .zero("", 3)
                .page("mem", 2, 'C')
                .end();
        var rest =
                new Stream().begin().page("pc.bios", 0, 'A').zero("pc.bios", 3).end();
        assertThat(reduced(whole, ENOUGH)).isEqualTo(rest.bytes());
    }

    @Test
    void anUnreadableMigrationStreamIsAnError() throws IOException {
        assertThatIOException().isThrownBy(() -> reduced(new Stream(), ENOUGH));
        assertThatIOException()
                .isThrownBy(
                        () -> reduced(new Stream().begin().page("mem", 4, 'x').end(), ENOUGH))
                .withMessageContaining("offset");
        assertThatIOException()
                .isThrownBy(() -> reduced(new Stream().begin().word(0x40), ENOUGH))
                .withMessageContaining("flags");
        assertThatIOException().isThrownBy(() -> reduced(new Stream().begin().page("mem", 1, 'x'), ENOUGH));
        byte[] other = new Stream().begin().end().bytes();
        other[3] = 'N';
        assertThatIOException().isThrownBy(() -> reduce(other, ENOUGH)).withMessageContaining("magic number");
    }

    @Test
    void aMigrationThatNeverConvergesFails() throws IOException {
        var whole = new Stream().begin();
        for (int i = 0; i < 5; i++) {
            whole.page("mem", 1, (char) ('f' + i));
        }
        whole.end();
        assertThat(reduced(whole, 5)).isNotEmpty();
        assertThatIOException().isThrownBy(() -> reduced(whole, 4)).withMessageContaining("number of pages");
    }

    private byte[] reduced(Stream stream, long most) throws IOException {
        return reduce(stream.bytes(), most);
    }

    private byte[] reduce(byte[] bytes, long most) throws IOException {
        var out = new ByteArrayOutputStream();
        new MigratedMemory(MemorySegment.ofArray(template), new ByteArrayInputStream(bytes), out, most).reduce();
        return out.toByteArray();
    }

    private static final class Stream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        byte[] bytes() {
            return bytes.toByteArray();
        }

        Stream begin() throws IOException {
            out.writeBytes("QEVM");
            out.writeInt(3);
            out.writeByte(7);
            out.writeInt("pc-i440fx-7.2".length());
            out.writeBytes("pc-i440fx-7.2");
            out.writeByte(1);
            out.writeInt(2);
            name("ram");
            out.writeInt(0);
            out.writeInt(4);
            out.writeLong(5 * PAGE | 0x04);
            name("mem");
            out.writeLong(4 * PAGE);
            name("pc.bios");
            out.writeLong(PAGE);
            footer();
            part(2);
            return this;
        }

        /** @param block empty for that of the page before */
        Stream page(String block, int number, char filling) throws IOException {
            out.writeLong((long) number * PAGE | 0x08 | (block.isEmpty() ? 0x20 : 0));
            if (!block.isEmpty()) {
                name(block);
            }
            byte[] page = new byte[PAGE];
            Arrays.fill(page, (byte) filling);
            out.write(page);
            return this;
        }

        Stream zero(String block, int number) throws IOException {
            out.writeLong((long) number * PAGE | 0x02 | (block.isEmpty() ? 0x20 : 0));
            if (!block.isEmpty()) {
                name(block);
            }
            out.writeByte(0);
            return this;
        }

        Stream word(long word) throws IOException {
            out.writeLong(word);
            return this;
        }

        Stream next() throws IOException {
            footer();
            part(2);
            return this;
        }

        Stream end() throws IOException {
            footer();
            part(3);
            footer();
            out.writeBytes(DEVICES);
            return this;
        }

        private void part(int type) throws IOException {
            out.writeByte(type);
            out.writeInt(2);
        }

        private void footer() throws IOException {
            out.writeLong(0x10);
            out.writeByte(0x7e);
            out.writeInt(2);
        }

        private void name(String name) throws IOException {
            byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
            out.writeByte(ascii.length);
            out.write(ascii);
        }
    }
}
