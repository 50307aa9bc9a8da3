package org.patchbay.pictures;

import com.microsoft.playwright.Page;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Pictures of a page as an animated GIF: each frame has only the changed part. */
final class Film {
    /** GIF counts in hundredths of a second. */
    private static final int UNIT_MS = 10;

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    /** Pictures taken while something moves, at most. */
    private static final int MOST = 40;

    private record Still(BufferedImage image, int milliseconds) {}

    private final Page page;
    private final List<Still> stills = new ArrayList<>();

    Film(Page page) {
        this.page = page;
    }

    /** Shows the page as it is now for so long. */
    void hold(int milliseconds) {
        stills.add(new Still(shot(), milliseconds));
    }

    /** Waits, and films, until two pictures in a row are alike. */
    void settle() {
        BufferedImage before = shot();
        for (int i = 0; i < MOST; i++) {
            BufferedImage now = shot();
            if (difference(before, now).isEmpty()) {
                return;
            }
            stills.add(new Still(now, 100));
            before = now;
        }
    }

    void write(Path file) throws IOException {
        // A longer one of before would show through.
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            Optional<BufferedImage> before = Optional.empty();
            for (Still still : merged()) {
                Rectangle part =
                        before.flatMap(last -> difference(last, still.image)).orElseGet(() -> whole(still.image));
                append(writer, still, part, before.isEmpty());
                before = Optional.of(still.image);
            }
            writer.endWriteSequence();
            out.flush();
        } finally {
            writer.dispose();
        }
    }

    /** What does not change is one picture. */
    private List<Still> merged() {
        List<Still> all = new ArrayList<>();
        for (Still still : stills) {
            if (!all.isEmpty() && difference(all.getLast().image, still.image).isEmpty()) {
                Still last = all.removeLast();
                all.add(new Still(last.image, last.milliseconds + still.milliseconds));
            } else {
                all.add(still);
            }
        }
        return all;
    }

    private static void append(ImageWriter writer, Still still, Rectangle part, boolean first) throws IOException {
        BufferedImage image = indexed(still.image.getSubimage(part.x, part.y, part.width, part.height));
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode place = child(root, "ImageDescriptor");
        place.setAttribute("imageLeftPosition", Integer.toString(part.x));
        place.setAttribute("imageTopPosition", Integer.toString(part.y));
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(still.milliseconds / UNIT_MS));
        if (first) {
            child(root, "ApplicationExtensions").appendChild(loop());
        }
        metadata.setFromTree(FORMAT, root);
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
    }

    /** Over and over: Netscape's extension, with 0 for without end. */
    private static IIOMetadataNode loop() {
        IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
        extension.setAttribute("applicationID", "NETSCAPE");
        extension.setAttribute("authenticationCode", "2.0");
        extension.setUserObject(new byte[] {1, 0, 0});
        return extension;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode made = new IIOMetadataNode(name);
        root.appendChild(made);
        return made;
    }

    /** With its own 256 most frequent colours; the others become the nearest of these. */
    private static BufferedImage indexed(BufferedImage image) {
        return Palette.of(image).apply(image);
    }

    private static Rectangle whole(BufferedImage image) {
        return new Rectangle(image.getWidth(), image.getHeight());
    }

    /** The smallest rectangle outside of which two pictures of the same size are alike; empty if they are so everywhere. */
    private static Optional<Rectangle> difference(BufferedImage a, BufferedImage b) {
        int width = a.getWidth();
        Rectangle differs = new Rectangle(-1, -1);
        for (int y = 0; y < a.getHeight(); y++) {
            int[] left = a.getRGB(0, y, width, 1, null, 0, width);
            int[] right = b.getRGB(0, y, width, 1, null, 0, width);
            int first = Arrays.mismatch(left, right);
            if (first >= 0) {
                int last = width - 1;
                while (left[last] == right[last]) {
                    last--;
                }
                differs.add(new Rectangle(first, y, last - first + 1, 1));
            }
        }
        return differs.isEmpty() ? Optional.empty() : Optional.of(differs);
    }

    private BufferedImage shot() {
        try {
            return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
