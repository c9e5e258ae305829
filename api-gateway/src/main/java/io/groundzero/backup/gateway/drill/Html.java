package io.groundzero.backup.gateway.drill;

/** Text in HTML. */
final class Html {

    private Html() {
    }

    /** Names and messages come from outside: they are text, whatever they look like. */
    static String escaped(String text) {
        return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }
}
