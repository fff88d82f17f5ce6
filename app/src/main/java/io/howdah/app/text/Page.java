package io.howdah.app.text;

import java.util.List;
import java.util.stream.Collectors;

/** Text under construction: headings, paragraphs and tables of one width. */
public final class Page {

    private final StringBuilder text = new StringBuilder();
    private final Style style;
    private final int width;

    public Page(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    public Style style() {
        return style;
    }

    public int width() {
        return width;
    }

    /** A heading after an empty line. */
    public Page heading(String title) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        return line(style.bold(title));
    }

    public Page blank() {
        text.append('\n');
        return this;
    }

    /** A line as it is, however long. */
    public Page line(String line) {
        text.append(line.stripTrailing()).append('\n');
        return this;
    }

    /** A paragraph, wrapped, every line begun with so many blanks. */
    public Page paragraph(int indent, String paragraph) {
        return hanging(" ".repeat(indent), indent, paragraph);
    }

    /** A paragraph after a label; further lines stand under its first word. */
    public Page hanging(String label, String paragraph) {
        return hanging(label, Style.width(label), paragraph);
    }

    private Page hanging(String label, int indent, String paragraph) {
        var lines = Wrap.words(paragraph, width - indent);
        for (int i = 0; i < lines.size(); i++) {
            line((i == 0 ? label : " ".repeat(indent)) + lines.get(i));
        }
        return this;
    }

    /** SQL, begun with blanks, its lines broken at blanks and continued deeper; it can be copied as it stands. */
    public Page sql(int indent, String label, String sql) {
        var lines = Wrap.sql(sql, width - indent - Style.width(label) - 4);
        for (int i = 0; i < lines.size(); i++) {
            line(" ".repeat(indent)
                    + (i == 0 ? label : " ".repeat(Style.width(label) + 4))
                    + style.cyan(lines.get(i) + (i == lines.size() - 1 && !sql.endsWith(";") ? ";" : "")));
        }
        return this;
    }

    public Page table(int indent, TextTable table) {
        table.lines(width - indent, style).forEach(line -> line(" ".repeat(indent) + line));
        return this;
    }

    public Page lines(List<String> lines) {
        lines.forEach(this::line);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Words joined as in a sentence: {@code a, b and c}. */
    public static String listed(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        return words.subList(0, words.size() - 1).stream().collect(Collectors.joining(", ")) + " and "
                + words.getLast();
    }

    /** A number with its noun: {@code 1 index}, {@code 3 indexes}. */
    public static String counted(long count, String one, String many) {
        return Figures.count(count) + " " + (count == 1 ? one : many);
    }
}
