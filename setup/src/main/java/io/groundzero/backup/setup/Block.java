package io.groundzero.backup.setup;

import java.util.List;

/** A piece of a document that is printed both as plain text and as a web page. */
sealed interface Block {

    record Title(String text) implements Block {
    }

    record Heading(String text) implements Block {
    }

    record Paragraph(String text) implements Block {
    }

    /** Lines that must stay as they are: keys and commands. */
    record Verbatim(String text) implements Block {
    }

    /** Things and what they are; a line to fill in by hand where nothing is known. */
    record Facts(List<Fact> facts) implements Block {
    }

    record Fact(String name, String value) {
    }

    /** Boxes to tick, each with a line to fill in where the text holds {@value #BLANK}. */
    record Checklist(List<String> items) implements Block {
    }

    record NewPage() implements Block {
    }

    /** To be filled in by hand. */
    String BLANK = "____";
}
