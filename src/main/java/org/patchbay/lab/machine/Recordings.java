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
 * What was recorded in a lab, by all the machines that it had: they stay when a machine is gone, and when the lab has ended,
 * unless all together take too much. Immutable; reads the disk anew each time.
 */
public final class Recordings {
    /** How many machines are told of, the newest: a learner may go back any number of times. */
    private static final int MACHINES = 24;

    /** The most that a lab's recordings take, in MiB: what one machine's eight terminals can hold. */
    public static final int USUAL_MIB = 512;

    /** Stands in the folder of a machine whose recordings were removed, from when they were last written to. */
    private static final String REMOVED = "removed";

    private static final Pattern NAME = Pattern.compile("([a-z0-9]{1,16}(?:\\.old[0-9]+)?)\\.cast");

    private final Path folder;

    /** @param folder where each machine of the lab has one */
    public Recordings(Path folder) {
        this.folder = folder;
    }

    /**
     * One terminal's.
     *
     * @param number of the machine, from 1 in the order in which the lab had them
     * @param terminal its id; {@code ID-oldN} for a recording that could not be gone on with
     */
    public record Recording(String machine, int number, String terminal, RecordedCast cast) {}

    /** A moment in one of them, in seconds since its beginning. */
    public record Position(Recording recording, double at) {}

    /** All, those of the newest machine first, the terminals of each in the order in which they were opened. */
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

    /** Of how many machines the recordings were removed. */
    public int removed() throws IOException {
        return (int) aged().stream().filter(Aged::removed).count();
    }

    /**
     * Removes those of the oldest machines until the others take no more than that. Never those of the newest machine, which
     * may be being written to.
     *
     * @param bytes the most that all may take
     * @param spared machines whose recordings stay in any case
     * @return whether any had to go
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

    /** The recording of that machine and terminal; names that are none are found nowhere. */
    public Optional<Recording> of(String machine, String terminal) throws IOException {
        return all().stream()
                .filter(one -> one.machine().equals(machine) && one.terminal().equals(terminal))
                .findFirst();
    }

    /** Where the newest verdict on a task is. */
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

    /** @param at when one of its recordings was last written to */
    private record Aged(Path machine, FileTime at) {
        boolean removed() {
            return Files.exists(machine.resolve(REMOVED));
        }
    }

    /** The machines with recordings, or that had some, the oldest first. */
    private List<Aged> aged() throws IOException {
        List<Aged> aged = new ArrayList<>();
        for (Path machine : folders()) {
            lastWritten(machine).ifPresent(at -> aged.add(new Aged(machine, at)));
        }
        aged.sort(Comparator.comparing(Aged::at).thenComparing(Aged::machine));
        return aged;
    }

    /** Its mark first: a machine that had recordings keeps its number, whatever happens in between. */
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

    /** How long its terminal's id is: they are counted, and a longer number is a later one. */
    private static int order(Path cast) {
        return cast.getFileName().toString().indexOf('.');
    }

    private static Optional<String> terminal(Path cast) {
        Matcher name = NAME.matcher(cast.getFileName().toString());
        return name.matches() ? Optional.of(name.group(1).replace('.', '-')) : Optional.empty();
    }
}
