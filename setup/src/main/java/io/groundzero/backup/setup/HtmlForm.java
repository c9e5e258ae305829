package io.groundzero.backup.setup;

import java.util.List;
import java.util.stream.Collectors;

/** A document as a web page that loads nothing and is made to be printed on A4 or letter paper. */
final class HtmlForm {

    private static final String STYLE = """
            @page { margin: 14mm 16mm }
            body { font: 10pt/1.35 Georgia, "Times New Roman", serif; max-width: 178mm; margin: auto; color: #000; background: #fff }
            h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 11.5pt; margin: 4mm 0 1mm } p { margin: 0 0 2mm }
            pre { font: 9.5pt/1.3 "DejaVu Sans Mono", "Liberation Mono", Consolas, monospace; margin: 1mm 0 2mm; white-space: pre-wrap; word-break: break-all; break-inside: avoid }
            table { border-collapse: collapse; margin: 2mm 0 } td { vertical-align: top; padding: 0.5mm 4mm 0.5mm 0 }
            ul { list-style: none; margin: 0; padding: 0 } li { margin: 0 0 2mm; padding-left: 6mm; text-indent: -6mm }
            .blank { display: inline-block; border-bottom: 1px solid #000; width: 80mm; height: 1em } .wide { width: 120mm }
            .page { break-before: page } @media screen { .page { height: 20mm } }
            """;
    private static final String LINE = "<span class=\"blank\"></span>";

    private HtmlForm() {
    }

    static String of(String title, List<Block> document) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s
                </body>
                </html>
                """.formatted(escaped(title), STYLE,
                document.stream().map(HtmlForm::element).collect(Collectors.joining("\n")));
    }

    private static String element(Block block) {
        if (block instanceof Block.Title title) {
            return "<h1>" + escaped(title.text()) + "</h1>";
        }
        if (block instanceof Block.Heading heading) {
            return "<h2>" + escaped(heading.text()) + "</h2>";
        }
        if (block instanceof Block.Paragraph paragraph) {
            return "<p>" + escaped(paragraph.text()) + "</p>";
        }
        if (block instanceof Block.Verbatim verbatim) {
            return "<pre>" + escaped(verbatim.text().stripTrailing()) + "</pre>";
        }
        if (block instanceof Block.Facts facts) {
            return facts.facts().stream()
                    .map(fact -> "<tr><td>" + escaped(fact.name()) + "</td><td>" + (fact.value().isEmpty()
                            ? "<span class=\"blank wide\"></span>"
                            : escaped(fact.value())) + "</td></tr>")
                    .collect(Collectors.joining("\n", "<table>\n", "\n</table>"));
        }
        if (block instanceof Block.Checklist checklist) {
            return checklist.items().stream()
                    .map(item -> "<li>&#9744;&ensp;" + escaped(item).replace(Block.BLANK, LINE) + "</li>")
                    .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
        }
        return "<div class=\"page\"></div>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
