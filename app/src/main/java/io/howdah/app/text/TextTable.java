package io.howdah.app.text;

import java.util.ArrayList;
import java.util.List;

/** A table in columns; one column may be cut so that a line fits. */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    /** How a column stands. */
    public enum Align {
        LEFT,
        RIGHT,
        /** Left, and cut where a line would be too long; one column of a table at most. */
        FLEXIBLE
    }

    private final List<String> titles = new ArrayList<>();
    private final List<Align> aligns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable column(String title, Align align) {
        titles.add(title);
        aligns.add(align);
        return this;
    }

    public TextTable row(String... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, title first, none wider than {@code width} as far as the flexible column allows. */
    public List<String> lines(int width, Style style) {
        var widths = widths(width);
        var lines = new ArrayList<String>();
        lines.add(style.dim(line(titles, widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths(int width) {
        var widths = new int[titles.size()];
        int flexible = aligns.indexOf(Align.FLEXIBLE);
        int total = GAP.length() * (titles.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> Style.width(Wrap.oneLine(row.get(column))))
                    .reduce(Style.width(titles.get(i)), Math::max);
            total += widths[i];
        }
        if (flexible >= 0 && total > width) {
            widths[flexible] = Math.max(NARROWEST, widths[flexible] - (total - width));
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            var cell = aligns.get(i) == Align.FLEXIBLE ? Wrap.cut(cells.get(i), widths[i]) : Wrap.oneLine(cells.get(i));
            int blanks = Math.max(0, widths[i] - Style.width(cell));
            line.append(i == 0 ? "" : GAP);
            if (aligns.get(i) == Align.RIGHT) {
                line.repeat(' ', blanks).append(cell);
            } else {
                line.append(cell).repeat(' ', blanks);
            }
        }
        return line.toString().stripTrailing();
    }
}
