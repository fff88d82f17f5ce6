package io.howdah.engine.twin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How whole numbers are distributed that were kept as text, from a histogram in the order of their texts.
 *
 * <p>Between two such bounds lie numbers of several lengths: between '1200' and '13' all of 1200 to 1299, of 12000 to 12999 and
 * so on. A bucket's share of the rows is divided among them evenly, as far as they lie between the smallest and the largest bound.
 * Where numbers of one length are clearly more or less frequent among the bounds than that makes them, they are not spread evenly,
 * and the bounds themselves are the better sample of them.
 */
final class ScatteredNumbers {

    /** Without sign, leading zeros and decimals: its text tells where it lies. */
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** A count among the bounds that is so many times its standard deviation off is no chance. */
    private static final double CLEARLY = 3;

    private static final int LENGTHS = 19;

    private final List<String> bounds;
    private final long smallest;
    private long largest;

    private ScatteredNumbers(List<String> bounds) {
        this.bounds = bounds;
        var numbers = bounds.stream().mapToLong(Long::parseLong).summaryStatistics();
        this.smallest = numbers.getMin();
        this.largest = numbers.getMax();
    }

    /**
     * The largest bound is not the largest number. How many come after it in its bucket is told by the bucket before: both hold as
     * many numbers.
     */
    private void extend() {
        int at = bounds.indexOf(String.valueOf(largest));
        if (at == 0 || at == bounds.size() - 1) {
            return;
        }
        var next = bounds.get(at + 1);
        int length = bounds.get(at).length();
        long others = numbers(bucket(bounds.get(at), next)) - 1;
        long most = Math.min(first(next, length), power(length)) - largest;
        largest += Math.clamp(numbers(bucket(bounds.get(at - 1), bounds.get(at))) - others, 1, Math.max(1, most)) - 1;
    }

    private static long numbers(List<Piece> bucket) {
        return bucket.stream().mapToLong(p -> p.high() - p.low()).sum();
    }

    /** Numbers from {@code low} to before {@code high}, all of so many digits, that are so many buckets together. */
    private record Piece(long low, long high, int length, double mass) {}

    /** As many bounds in the order of the numbers; nothing where the texts are not all whole numbers. */
    static Optional<List<String>> bounds(List<String> inTextOrder) {
        if (inTextOrder.size() < 2
                || !inTextOrder.stream().allMatch(t -> WHOLE.matcher(t).matches())) {
            return Optional.empty();
        }
        return Optional.of(new ScatteredNumbers(inTextOrder).quantiles());
    }

    private List<String> quantiles() {
        extend();
        var pieces = pieces();
        if (!areEven(pieces)) {
            return bounds.stream()
                    .sorted(Comparator.comparingLong(Long::parseLong))
                    .toList();
        }
        pieces.sort(Comparator.comparingLong(Piece::low));
        var found = new ArrayList<String>();
        double before = 0;
        int next = 0;
        for (var piece : pieces) {
            for (; next < bounds.size() - 1 && next <= before + piece.mass(); next++) {
                double part = Math.max(0, next - before) / piece.mass();
                found.add(String.valueOf(piece.low() + (long) (part * (piece.high() - piece.low()))));
            }
            before += piece.mass();
        }
        while (found.size() < bounds.size()) {
            found.add(String.valueOf(largest));
        }
        return found;
    }

    private List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        for (int i = 1; i < bounds.size(); i++) {
            var bucket = bucket(bounds.get(i - 1), bounds.get(i));
            double sum = bucket.stream().mapToDouble(Piece::mass).sum();
            bucket.forEach(p -> pieces.add(new Piece(p.low(), p.high(), p.length(), p.mass() / sum)));
        }
        return pieces;
    }

    /** The numbers that may lie between the bounds, those of each length with their number; in an order of their own, the first. */
    private List<Piece> bucket(String from, String to) {
        var bucket = new ArrayList<Piece>();
        for (int length = 1; length < LENGTHS; length++) {
            long shortest = length == 1 ? 0 : power(length - 1);
            long low = Math.max(first(from, length), Math.max(shortest, smallest));
            long high = Math.min(first(to, length), Math.min(power(length), largest + 1));
            if (low < high) {
                bucket.add(new Piece(low, high, length, (double) (high - low)));
            }
        }
        if (bucket.isEmpty()) {
            long one = Long.parseLong(from);
            bucket.add(new Piece(one, one + 1, from.length(), 1));
        }
        return bucket;
    }

    /** The smallest number of so many digits whose text does not come before the given one. */
    private static long first(String text, int length) {
        return text.length() <= length
                ? Long.parseLong(text) * power(length - text.length())
                : Long.parseLong(text.substring(0, length)) + 1;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private boolean areEven(List<Piece> pieces) {
        return IntStream.range(1, LENGTHS).allMatch(length -> {
            double seen = bounds.stream().filter(b -> b.length() == length).count();
            double expected = pieces.stream()
                    .filter(p -> p.length() == length)
                    .mapToDouble(Piece::mass)
                    .sum();
            return Math.abs(seen - expected) <= CLEARLY * Math.sqrt(expected + 1);
        });
    }
}
