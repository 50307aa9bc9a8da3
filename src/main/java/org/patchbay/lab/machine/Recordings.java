package org.patchbay.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.lab.event.RecordingMarker;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.terminal.Marker;
import org.patchbay.terminal.RecordedCast;

/**
 * The recordings of all machines of a lab, kept after the machines and the lab have ended, within a size limit.
 * Immutable; each call reads the disk again.
 */
public final class Recordings {
    /** Limit of listed machines, the newest: there may be any number of rewinds. */
    private static final int MACHINES = 24;

    /** Default limit per lab in MiB: as much as one machine's eight terminals. */
    public static final int USUAL_MIB = 512;

    /** Marks the folder of a machine whose recordings were deleted; has their last modification time. */
    private static final String REMOVED = "removed";

    private static final Pattern NAME = Pattern.compile("([a-z0-9]{1,16}(?:\\.old[0-9]+)?)\\.cast");

    private final Path folder;

    /** @param folder with one folder per machine */
    public Recordings(Path folder) {
        this.folder = folder;
    }

    /**
     * One terminal's recording.
     *
     * @param number of the lab's machine, from 1
     * @param terminal its id; {@code ID-oldN} for a recording that could not be continued
     */
    public record Recording(String machine, int number, String terminal, RecordedCast cast) {}

    /** A position in a recording, in seconds since its start. */
    public record Position(Recording recording, double at) {}

    /** All recordings, the newest machine's first, each in the order in which its terminals were opened. */
    public List<Recording> all() throws IOException {
        List<Aged> aged = aged();
        List<Recording> all = new ArrayList<>();
        for (int number = aged.size(); number > Math.max(0, aged.size() - MACHINES); number--) {
            Path machine = aged.get(number - 1).machine();
            for (Path cast : casts(machine)) {
                all.add(new Recording(
                        machine.getFileName().toString(),
                        number,
                        terminal(cast).orElseThrow(),
                        new RecordedCast(cast)));
            }
        }
        return all;
    }

    /** The number of machines whose recordings were deleted. */
    public int removed() throws IOException {
        return (int) aged().stream().filter(Aged::removed).count();
    }

    /**
     * Deletes recordings of the oldest machines until the size is within the limit; never those of the newest machine,
     * which may be in use.
     *
     * @param bytes the limit
     * @param spared machines whose recordings are never deleted
     * @return whether any were deleted
     */
    public boolean keepWithin(long bytes, Set<String> spared) throws IOException {
        List<Aged> aged = aged();
        long all = 0;
        for (Aged one : aged) {
            all += size(one.machine());
        }
        boolean any = false;
        for (Aged oldest : aged.subList(0, Math.max(0, aged.size() - 1))) {
            if (all <= bytes) {
                return any;
            }
            long size = size(oldest.machine());
            if (size > 0 && !spared.contains(oldest.machine().getFileName().toString())) {
                remove(oldest);
                all -= size;
                any = true;
            }
        }
        return any;
    }

    /** The recording of that machine and terminal; empty for invalid names. */
    public Optional<Recording> of(String machine, String terminal) throws IOException {
        return all().stream()
                .filter(one -> one.machine().equals(machine) && one.terminal().equals(terminal))
                .findFirst();
    }

    /** The position of the newest verdict on a task. */
    public Optional<Position> verdict(TaskKey task) throws IOException {
        Optional<Position> newest = Optional.empty();
        double newestAt = Double.NEGATIVE_INFINITY;
        int machine = 0;
        for (Recording recording : all()) {
            if (newest.isPresent() && recording.number() != machine) {
                return newest;
            }
            Optional<Marker> last = recording
                    .cast()
                    .last(marker -> RecordingMarker.of(marker) instanceof RecordingMarker.Judged judged
                            && judged.task().equals(task));
            double at = last.isEmpty()
                    ? 0
                    : recording.cast().extent().begins() + last.get().at();
            if (last.isPresent() && at > newestAt) {
                newest = Optional.of(new Position(recording, last.get().at()));
                newestAt = at;
                machine = recording.number();
            }
        }
        return newest;
    }

    /** @param at the last modification of its recordings */
    private record Aged(Path machine, FileTime at) {
        boolean removed() {
            return Files.exists(machine.resolve(REMOVED));
        }
    }

    /** The machines with existing or deleted recordings, oldest first. */
    private List<Aged> aged() throws IOException {
        List<Aged> aged = new ArrayList<>();
        for (Path machine : folders()) {
            lastWritten(machine).ifPresent(at -> aged.add(new Aged(machine, at)));
        }
        aged.sort(Comparator.comparing(Aged::at).thenComparing(Aged::machine));
        return aged;
    }

    /** Writes the mark first, so that the machine keeps its number even after a failure. */
    private static void remove(Aged old) throws IOException {
        Path mark = old.machine().resolve(REMOVED);
        Files.write(mark, new byte[0]);
        Files.setLastModifiedTime(mark, old.at());
        for (Path file : files(old.machine())) {
            if (!file.equals(mark)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long size(Path machine) throws IOException {
        long size = 0;
        for (Path file : files(machine)) {
            size += Files.size(file);
        }
        return size;
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var there = Files.list(folder)) {
            return there.filter(Files::isDirectory).toList();
        }
    }

    private static List<Path> casts(Path machine) throws IOException {
        return Files.exists(machine.resolve(REMOVED))
                ? List.of()
                : files(machine).stream()
                        .filter(file -> terminal(file).isPresent())
                        .sorted(Comparator.comparingInt(Recordings::order).thenComparing(Comparator.naturalOrder()))
                        .toList();
    }

    private static List<Path> files(Path machine) throws IOException {
        try (var files = Files.list(machine)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<FileTime> lastWritten(Path machine) throws IOException {
        Path mark = machine.resolve(REMOVED);
        Optional<FileTime> newest = Optional.empty();
        for (Path file : Files.exists(mark) ? List.of(mark) : casts(machine)) {
            FileTime at = Files.getLastModifiedTime(file);
            if (newest.isEmpty() || newest.get().compareTo(at) < 0) {
                newest = Optional.of(at);
            }
        }
        return newest;
    }

    /** Orders by the id's length first: ids are counted, so a longer one is newer. */
    private static int order(Path cast) {
        return cast.getFileName().toString().indexOf('.');
    }

    private static Optional<String> terminal(Path cast) {
        Matcher name = NAME.matcher(cast.getFileName().toString());
        return name.matches() ? Optional.of(name.group(1).replace('.', '-')) : Optional.empty();
    }
}
