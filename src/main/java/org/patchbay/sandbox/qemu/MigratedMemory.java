package org.patchbay.sandbox.qemu;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Filters QEMU's migration stream of a machine: leaves out the pages that equal its template's. The result is still a
 * stream that QEMU loads, into a clone of that template.
 *
 * <p>The format is QEMU's ({@code migration/savevm.c} and {@code migration/ram.c} of 7.2): a header, the machine type's
 * name, the section {@code ram} in parts, and the devices, which are copied unchanged. Anything unknown before them is
 * an error, as is a migration that never converges. For one use by one thread.
 */
final class MigratedMemory {
    private static final int MAGIC = 0x5145564d;
    private static final int VERSION = 3;

    /** QEMU_VM_*, migration/savevm.h. */
    private static final int SECTION_START = 1;

    private static final int SECTION_PART = 2;
    private static final int SECTION_END = 3;
    private static final int CONFIGURATION = 7;
    private static final int FOOTER = 0x7e;

    /** RAM_SAVE_FLAG_*, migration/ram.c; in the low bits of a page's offset. */
    private static final int ZERO = 0x02;

    private static final int BLOCKS = 0x04;
    private static final int PAGE = 0x08;
    private static final int END_OF_PART = 0x10;
    private static final int SAME_BLOCK = 0x20;

    private static final int PAGE_BYTES = 4096;
    private static final String RAM = "ram";
    private static final int RAM_VERSION = 4;
    private static final int LONGEST_NAME = 255;

    private final MemorySegment template;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final long most;
    private final byte[] page = new byte[PAGE_BYTES];
    private final byte[] zeros = new byte[PAGE_BYTES];
    /** Pages that were written: a later version is written too, even if it equals the template's. */
    private final BitSet written = new BitSet();

    private byte[] block = {};
    private long pages;

    /**
     * @param template the template's memory
     * @param most how many pages may be written
     */
    MigratedMemory(MemorySegment template, InputStream in, OutputStream out, long most) {
        this.template = template;
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
        this.most = most;
    }

    /** Filters the whole stream. @throws IOException if it ends early or has another format */
    void reduce() throws IOException {
        pass("magic number", MAGIC);
        pass("version", VERSION);
        passByte("first section", CONFIGURATION);
        int length = in.readInt();
        require(length >= 0 && length <= LONGEST_NAME, "machine name's length", length);
        out.writeInt(length);
        out.write(in.readNBytes(length));
        passByte("second section", SECTION_START);
        out.writeInt(in.readInt());
        byte[] name = name();
        require(RAM.equals(new String(name, StandardCharsets.ISO_8859_1)), "second section's name", name.length);
        write(name);
        out.writeInt(in.readInt());
        pass("memory's version", RAM_VERSION);
        part();
        int type;
        do {
            type = in.readUnsignedByte();
            require(type == SECTION_PART || type == SECTION_END, "section", type);
            out.writeByte(type);
            out.writeInt(in.readInt());
            part();
        } while (type != SECTION_END);
        in.transferTo(out);
        out.flush();
    }

    private void part() throws IOException {
        while (true) {
            long word = in.readLong();
            int flags = (int) (word & (PAGE_BYTES - 1));
            long offset = word - flags;
            if (flags == END_OF_PART) {
                out.writeLong(word);
                passByte("footer", FOOTER);
                out.writeInt(in.readInt());
                return;
            }
            if (flags == BLOCKS) {
                out.writeLong(word);
                blocks(offset);
                continue;
            }
            int kind = flags & ~SAME_BLOCK;
            require(kind == PAGE || kind == ZERO, "page's flags", flags);
            if ((flags & SAME_BLOCK) == 0) {
                block = name();
            }
            if (kind == PAGE) {
                in.readFully(page);
            } else {
                require(in.readUnsignedByte() == 0, "page's filling", flags);
            }
            keep(offset, kind);
        }
    }

    /** The sizes of all memory blocks, which add up to the total. */
    private void blocks(long whole) throws IOException {
        for (long left = whole; left > 0; ) {
            write(name());
            long size = in.readLong();
            require(size > 0 && size <= left, "block's size", size);
            out.writeLong(size);
            left -= size;
        }
    }

    private void keep(long offset, int kind) throws IOException {
        if (isTemplates()) {
            require(offset >= 0 && offset + PAGE_BYTES <= template.byteSize(), "page's offset", offset);
            int number = (int) (offset / PAGE_BYTES);
            var now = MemorySegment.ofArray(kind == PAGE ? page : zeros);
            if (!written.get(number) && template.asSlice(offset, PAGE_BYTES).mismatch(now) < 0) {
                return;
            }
            written.set(number);
        }
        pages++;
        require(pages <= most, "number of pages", pages);
        // With its block's name each time, because the page that named it may have been left out.
        out.writeLong(offset | kind);
        write(block);
        if (kind == PAGE) {
            out.write(page);
        } else {
            out.writeByte(0);
        }
    }

    private boolean isTemplates() {
        return CommandLine.MEMORY.equals(new String(block, StandardCharsets.ISO_8859_1));
    }

    private byte[] name() throws IOException {
        return in.readNBytes(in.readUnsignedByte());
    }

    private void write(byte[] name) throws IOException {
        out.writeByte(name.length);
        out.write(name);
    }

    private void pass(String what, int expected) throws IOException {
        int read = in.readInt();
        require(read == expected, what, read);
        out.writeInt(read);
    }

    private void passByte(String what, int expected) throws IOException {
        int read = in.readUnsignedByte();
        require(read == expected, what, read);
        out.writeByte(read);
    }

    private static void require(boolean holds, String what, long read) throws IOException {
        if (!holds) {
            throw new IOException("QEMU's state is of another format: its %s is %d".formatted(what, read));
        }
    }
}
