package org.patchbay.web;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.patchbay.web.topology.Facts;

/**
 * The picture of the network as a page shows it, drawn and in Chinese words, and what it would have to show by what the
 * machine's own tools say. Where a device belongs and where a wire ends is read off the drawing, as people do; a cable's ends
 * have its colour in the lesson too.
 */
final class PictureOnScreen {
    private static final String DRAWN = """
            () => {
              const box = group => {
                const [x, y] = group.dataset.at.split(',').map(parseFloat);
                const rect = group.querySelector('rect');
                return { x, y, w: Number(rect.getAttribute('width')), h: Number(rect.getAttribute('height')) };
              };
              const all = selector => [...document.querySelectorAll('pb-topology .drawing ' + selector)];
              const rooms = all('g.namespace').map(g => ({ name: g.querySelector('text').textContent, ...box(g) }));
              const devices = all('g.device').map(g => {
                const b = box(g);
                const room = rooms.find(r => b.x >= r.x && b.y >= r.y && b.x + b.w <= r.x + r.w && b.y + b.h <= r.y + r.h);
                return { ...b, name: `${room?.name}/${g.dataset.device}`,
                  state: ['up', 'waiting', 'down'].filter(state => g.classList.contains(state)).join(),
                  described: g.getAttribute('aria-description'),
                  text: [...g.querySelectorAll('text')].map(t => t.textContent) };
              });
              const at = (x, y) => devices.find(b => x >= b.x - 2 && y >= b.y - 2 && x <= b.x + b.w + 2 && y <= b.y + b.h + 2)?.name;
              const ends = path => {
                const numbers = path.getAttribute('d').match(/-?[0-9.]+/g).map(Number);
                return [at(...numbers.slice(0, 2)), at(...numbers.slice(-2))];
              };
              return [
                document.querySelector('pb-topology .drawing')?.getAttribute('aria-label'),
                ...devices.map(d => `${d.name}: ${d.state}, ${d.described}; ${d.text.join(' ')}`),
                ...all('path.wire').map(path => 'wire ' + ends(path).sort().join(' ')),
                ...all('path.port').map(path => 'port ' + ends(path).reverse().join(' of ')),
              ];
            }""";

    private static final String SAID = """
            () => [...document.querySelectorAll('pb-topology .text-view > li')].flatMap(room =>
              [...room.querySelectorAll('ul > li')].map(device =>
                `${room.querySelector('h3').textContent}/${device.querySelector('code').textContent}: `
                + device.textContent.replace(device.querySelector('code').textContent, '').trim()))
            """;

    private static final String DISCOLOURED = """
            () => {
              const drawn = new Map([...document.querySelectorAll('pb-topology .drawing g.device.cable')]
                .map(g => [g.dataset.device, getComputedStyle(g.querySelector('.name')).fill]));
              return [...document.querySelectorAll('pb-steps code.cable')]
                .filter(code => drawn.has(code.textContent) && drawn.get(code.textContent) !== getComputedStyle(code).color)
                .map(code => 'not in the colour of its cable: ' + code.textContent);
            }""";

    private static final Map<String, String> CONDITIONS = Map.of("up", "已启用", "waiting", "已启用，无载波", "down", "未启用");

    private final Page page;

    PictureOnScreen(Page page) {
        this.page = page;
    }

    /** Differences between the page and the tools' output; empty if there are none. */
    List<String> differencesFrom(Facts kernel) {
        List<String> differences = new ArrayList<>();
        differences.addAll(differences(drawn(kernel.said()), lines(DRAWN)));
        differences.addAll(lines(DISCOLOURED));
        page.locator(".picture-tools button[aria-pressed]").click();
        differences.addAll(differences(said(kernel.said()), lines(SAID)));
        page.locator(".picture-tools button[aria-pressed]").click();
        return differences;
    }

    private List<String> lines(String script) {
        return ((List<?>) page.evaluate(script)).stream().map(String::valueOf).toList();
    }

    private static List<String> differences(List<String> expected, List<String> shown) {
        List<String> differences = new ArrayList<>();
        new TreeSet<>(expected)
                .stream().filter(line -> !shown.contains(line)).forEach(line -> differences.add("not shown: " + line));
        shown.stream().filter(line -> !expected.contains(line)).forEach(line -> differences.add("shown: " + line));
        if (differences.isEmpty() && shown.size() != expected.size()) {
            differences.add("shown twice: one of " + shown);
        }
        return differences;
    }

    private static List<String> drawn(SortedMap<String, String> kernel) {
        List<String> lines = new ArrayList<>();
        long rooms = kernel.keySet().stream()
                .filter(key -> key.endsWith(" namespace"))
                .count();
        lines.add("%d 个命名空间，%d 个设备".formatted(rooms, devices(kernel).size()));
        for (String device : devices(kernel)) {
            String condition = condition(kernel, device);
            List<String> text = new ArrayList<>(List.of(name(device)));
            if (!kernel.get(device + " kind").equals("loopback")) {
                addresses(kernel, device).stream()
                        .filter(address -> !address.startsWith("fe80:"))
                        .forEach(text::add);
                text.add(kernel.get(device + " mac"));
            }
            lines.add("%s: %s, %s; %s".formatted(device, condition, CONDITIONS.get(condition), String.join(" ", text)));
            Optional.ofNullable(kernel.get(device + " peer"))
                    .filter(peer -> device.compareTo(peer) < 0)
                    .ifPresent(peer -> lines.add("wire " + device + " " + peer));
            Optional.ofNullable(kernel.get(device + " bridge"))
                    .ifPresent(bridge -> lines.add("port " + device + " of " + bridge));
        }
        return lines;
    }

    private static List<String> said(SortedMap<String, String> kernel) {
        List<String> lines = new ArrayList<>();
        for (String device : devices(kernel)) {
            List<String> parts = new ArrayList<>(List.of(CONDITIONS.get(condition(kernel, device))));
            List<String> addresses = addresses(kernel, device);
            parts.add(addresses.isEmpty() ? "没有地址" : String.join(", ", addresses));
            Optional.ofNullable(kernel.get(device + " peer"))
                    .ifPresent(peer ->
                            parts.add("与 %s 中的 %s 相连".formatted(peer.substring(0, peer.indexOf('/')), name(peer))));
            Optional.ofNullable(kernel.get(device + " bridge")).ifPresent(bridge -> parts.add(name(bridge) + " 的端口"));
            lines.add(device + ": " + String.join("; ", parts));
        }
        return lines;
    }

    private static List<String> devices(SortedMap<String, String> kernel) {
        return kernel.keySet().stream()
                .filter(key -> key.endsWith(" number"))
                .map(key -> key.substring(0, key.indexOf(' ')))
                .toList();
    }

    private static String condition(SortedMap<String, String> kernel, String device) {
        return kernel.get(device + " up").equals("false")
                ? "down"
                : kernel.get(device + " carrier").equals("true") ? "up" : "waiting";
    }

    private static List<String> addresses(SortedMap<String, String> kernel, String device) {
        String addresses = kernel.get(device + " addresses");
        return addresses.isEmpty() ? List.of() : List.of(addresses.split(" "));
    }

    private static String name(String device) {
        return device.substring(device.indexOf('/') + 1);
    }
}
