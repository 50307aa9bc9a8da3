package org.patchbay.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The colours that a picture with few of them is made of. */
record Palette(List<Integer> colours) {
    private static final int MOST = 256;
    private static final int OPAQUE = 0xffffff;

    /** The most frequent ones of a picture. */
    static Palette of(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int colour : pixels(image)) {
            counts.merge(colour & OPAQUE, 1, Integer::sum);
        }
        return new Palette(counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** The picture in these colours, each pixel in the nearest. */
    BufferedImage apply(BufferedImage image) {
        int[] words = new int[MOST];
        for (int i = 0; i < colours.size(); i++) {
            words[i] = colours.get(i);
        }
        IndexColorModel model = new IndexColorModel(8, MOST, words, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> known = new HashMap<>();
        int[] pixels = pixels(image);
        for (int i = 0; i < pixels.length; i++) {
            int index = known.computeIfAbsent(pixels[i] & OPAQUE, this::nearest);
            indexed.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), 0, index);
        }
        return indexed;
    }

    private int nearest(int colour) {
        int best = 0;
        for (int i = 1; i < colours.size(); i++) {
            if (distance(colours.get(i), colour) < distance(colours.get(best), colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
        int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
        int blue = (a & 0xff) - (b & 0xff);
        return red * red + green * green + blue * blue;
    }

    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    }
}
