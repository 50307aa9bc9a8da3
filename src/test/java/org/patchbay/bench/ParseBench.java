package org.patchbay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.patchbay.observe.parse.Tool;

/**
 * How fast tools' output is read, on one thread after warm-up; and how long {@code ./patchbay parse} takes in all for one
 * small table. Runs at the root of the repository.
 */
final class ParseBench implements Benchmark {
    private static final int CAPTURE_BYTES = 10_000_000;
    private static final int ROUTES = 10_000;
    private static final int WARM_UP = 40;
    private static final int SAMPLES = 20;
    private static final String SMALL = "src/test/resources/org/patchbay/observe/parse/route-en.out";

    @Override
    public String name() {
        return "parse";
    }

    @Override
    public void run(Report report) throws Exception {
        measure(report, Tool.TCPDUMP, capture());
        measure(report, Tool.ROUTE, routes());
        small();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            seconds.add(small());
        }
        report.metric("cli_small", "s", seconds);
    }

    private static void measure(Report report, Tool tool, String text) {
        List<Double> rates = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < WARM_UP + SAMPLES; i++) {
            long began = System.nanoTime();
            rows = tool.parse(text).rows().size();
            double seconds = (System.nanoTime() - began) / 1e9;
            if (i >= WARM_UP) {
                rates.add(text.length() / 1e6 / seconds);
            }
        }
        report.metric(tool.program(), "MB/s", rates, Map.of("bytes", text.length(), "rows", rows));
    }

    /** ASCII, so that a character is a byte. */
    private static String capture() {
        StringBuilder text =
                new StringBuilder("listening on veth0, link-type EN10MB (Ethernet), snapshot length 262144\n");
        for (int i = 0; text.length() < CAPTURE_BYTES; i++) {
            text.append("%02d:%02d:%02d.%06d ".formatted(i / 3600 % 24, i / 60 % 60, i % 60, i * 7919L % 1_000_000))
                    .append(frame(i))
                    .append('\n');
        }
        return text.toString();
    }

    private static String frame(int i) {
        return switch (i % 5) {
            case 0 -> "ARP, Request who-has 10.70.2.11 tell 10.70.2.10, length 28";
            case 1 -> "ARP, Reply 10.70.2.11 is-at 9e:52:99:be:37:52, length 28";
            case 2 -> "IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 301, seq " + i % 65_536 + ", length 64";
            case 3 -> "IP 10.70.2.11 > 10.70.2.10: ICMP echo reply, id 301, seq " + i % 65_536 + ", length 64";
            default -> "IP 10.70.2.10.43210 > 10.70.2.11.80: Flags [P.], seq 1:" + i + ", ack 1, win 502, length 77";
        };
    }

    private static String routes() {
        StringBuilder text = new StringBuilder("Kernel IP routing table\n"
                + "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n");
        for (int i = 0; i < ROUTES; i++) {
            text.append("%-15s %-15s %-15s %-5s %-6d %-6d %5d %s%n"
                    .formatted(
                            "10." + (i >> 8) + "." + (i & 255) + ".0",
                            i % 2 == 0 ? "0.0.0.0" : "10.70.2.1",
                            "255.255.255.0",
                            i % 2 == 0 ? "U" : "UG",
                            i % 5 * 100,
                            0,
                            0,
                            "veth" + i % 10));
        }
        return text.toString();
    }

    private static double small() throws IOException, InterruptedException {
        long began = System.nanoTime();
        int status = new ProcessBuilder(Path.of("patchbay").toAbsolutePath().toString(), "parse", "route", SMALL)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("./patchbay parse ended with " + status);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
