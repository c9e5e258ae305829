package io.groundzero.backup.setup;

import java.util.List;

/** A document as plain text that any printer takes: ASCII, at most {@value #WIDTH} columns, a form feed between pages. */
final class TextForm {

    static final int WIDTH = 78;
    private static final int NAMES = 18;
    private static final String BOX = "[ ] ";

    private TextForm() {
    }

    static String of(List<Block> document) {
        StringBuilder text = new StringBuilder();
        for (Block block : document) {
            text.append(lines(block));
            if (!(block instanceof Block.NewPage)) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String lines(Block block) {
        if (block instanceof Block.Title title) {
            return title.text() + "\n" + "=".repeat(title.text().length()) + "\n";
        }
        if (block instanceof Block.Heading heading) {
            return heading.text() + "\n" + "-".repeat(heading.text().length()) + "\n";
        }
        if (block instanceof Block.Paragraph paragraph) {
            return wrapped(paragraph.text(), "", "");
        }
        if (block instanceof Block.Verbatim verbatim) {
            return verbatim.text().stripTrailing() + "\n";
        }
        StringBuilder lines = new StringBuilder();
        if (block instanceof Block.Facts facts) {
            for (Block.Fact fact : facts.facts()) {
                String name = fact.name() + " ".repeat(Math.max(1, NAMES - fact.name().length()));
                String value = fact.value().isEmpty() ? "_".repeat(WIDTH - NAMES) : fact.value();
                lines.append(wrapped(value, name, " ".repeat(NAMES)));
            }
        }
        if (block instanceof Block.Checklist checklist) {
            for (String item : checklist.items()) {
                lines.append(wrapped(item.replace(Block.BLANK, "_".repeat(30)), BOX, " ".repeat(BOX.length())));
            }
        }
        return block instanceof Block.NewPage ? "\f" : lines.toString();
    }

    private static String wrapped(String text, String first, String others) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(others);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return wrapped.append(line).append('\n').toString();
    }
}
