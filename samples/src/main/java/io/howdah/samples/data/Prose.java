package io.howdah.samples.data;

import java.nio.charset.StandardCharsets;

/** Text that reads like words of no language; ASCII, so that a character is a byte. Not for several threads at once. */
public final class Prose {

    private static final int WORDS = 4096;
    private static final byte[][] VOCABULARY = vocabulary();
    private static final byte[] DENSE =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private byte[] scratch = new byte[1 << 12];

    /** Words up to exactly {@code length} characters, in an array that the next call overwrites. */
    public byte[] words(Chance chance, int length) {
        ensure(length);
        var position = 0;
        while (position < length) {
            var word = VOCABULARY[chance.below(WORDS)];
            var fits = Math.min(word.length, length - position);
            System.arraycopy(word, 0, scratch, position, fits);
            position += fits;
        }
        return scratch;
    }

    /** Characters that compression cannot shorten much, in an array that the next call overwrites. */
    public byte[] dense(Chance chance, int length) {
        ensure(length);
        for (int position = 0; position < length; ) {
            var bits = chance.next();
            for (int i = 0; i < 10 && position < length; i++, bits >>>= 6) {
                scratch[position++] = DENSE[(int) (bits & 63)];
            }
        }
        return scratch;
    }

    /** One word without the space that follows it. */
    public static String word(Chance chance) {
        var word = VOCABULARY[chance.below(WORDS)];
        return new String(word, 0, word.length - 1, StandardCharsets.US_ASCII);
    }

    /** {@code count} words as a title. */
    public static String title(Chance chance, int count) {
        var title = new StringBuilder();
        for (int i = 0; i < count; i++) {
            title.append(i == 0 ? "" : " ").append(word(chance));
        }
        title.setCharAt(0, Character.toUpperCase(title.charAt(0)));
        return title.toString();
    }

    private void ensure(int length) {
        if (scratch.length < length) {
            scratch = new byte[length * 2];
        }
    }

    private static byte[][] vocabulary() {
        var words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (pseudoWord(new Chance(0, 0, i), 1 + i % 3) + " ").getBytes(StandardCharsets.US_ASCII);
        }
        return words;
    }

    /** A pronounceable word of so many syllables. */
    public static String pseudoWord(Chance chance, int syllables) {
        var word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append("bdfghjklmnprstvz".charAt(chance.below(16))).append("aeiou".charAt(chance.below(5)));
        }
        return word.append("lmnrs".charAt(chance.below(5))).toString();
    }
}
