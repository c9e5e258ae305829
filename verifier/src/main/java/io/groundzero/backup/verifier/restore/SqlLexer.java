package io.groundzero.backup.verifier.restore;

/**
 * Follows SQL as psql reads it, byte by byte: tells what stands outside of all quotes and comments. ASCII-compatible
 * encodings only, as all server encodings are.
 */
class SqlLexer {

    private enum State {
        PLAIN, QUOTED, QUOTED_END, IDENTIFIER, LINE_COMMENT, BLOCK_COMMENT, DOLLAR_TAG, DOLLAR_BODY
    }

    private State state = State.PLAIN;
    private boolean backslashEscapes;
    private boolean escapeString;
    private boolean escaped;
    private int commentDepth;
    private int previous = '\n';
    private int beforePrevious = '\n';
    private String tag = "";
    private StringBuilder candidate;

    /** Whether '\' escapes in every string: the script has set standard_conforming_strings off. */
    void backslashEscapes(boolean on) {
        backslashEscapes = on;
    }

    /** Whether the next byte stands outside of all quotes and comments; it may still open one. */
    boolean plain() {
        return state == State.PLAIN || state == State.QUOTED_END || state == State.DOLLAR_TAG;
    }

    /**
     * @param b the next byte, 0 to 255
     * @return whether this very byte stands outside of all quotes and comments
     */
    boolean next(int b) {
        boolean plain = step(b);
        beforePrevious = previous;
        previous = b;
        return plain;
    }

    private boolean step(int b) {
        switch (state) {
            case QUOTED :
                quoted(b);
                return false;
            case QUOTED_END :
                if (b == '\'') {
                    state = State.QUOTED;
                    return false;
                }
                state = State.PLAIN;
                return plainByte(b);
            case IDENTIFIER :
                state = b == '"' ? State.PLAIN : state;
                return false;
            case LINE_COMMENT :
                state = b == '\n' ? State.PLAIN : state;
                return false;
            case BLOCK_COMMENT :
                blockComment(b);
                return false;
            case DOLLAR_TAG :
                return dollarTag(b);
            case DOLLAR_BODY :
                dollarBody(b);
                return false;
            default :
                return plainByte(b);
        }
    }

    private boolean plainByte(int b) {
        if (b == '\'') {
            boolean prefix = (previous == 'E' || previous == 'e') && !word(beforePrevious);
            escapeString = backslashEscapes || prefix;
            escaped = false;
            state = State.QUOTED;
            return false;
        }
        if (b == '"') {
            state = State.IDENTIFIER;
            return false;
        }
        if (b == '-' && previous == '-') {
            state = State.LINE_COMMENT;
            return false;
        }
        if (b == '*' && previous == '/') {
            commentDepth = 1;
            state = State.BLOCK_COMMENT;
            return false;
        }
        if (b == '$' && !word(previous)) {
            candidate = new StringBuilder();
            state = State.DOLLAR_TAG;
        }
        return true;
    }

    private void quoted(int b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\' && escapeString) {
            escaped = true;
        } else if (b == '\'') {
            state = State.QUOTED_END;
        }
    }

    private void blockComment(int b) {
        if (b == '/' && previous == '*') {
            commentDepth--;
            state = commentDepth == 0 ? State.PLAIN : state;
        } else if (b == '*' && previous == '/') {
            commentDepth++;
        }
    }

    private boolean dollarTag(int b) {
        if (b == '$') {
            tag = candidate.toString();
            candidate = null;
            state = State.DOLLAR_BODY;
            return false;
        }
        if (word(b) && !(candidate.length() == 0 && b >= '0' && b <= '9')) {
            candidate.append((char) b);
            return true;
        }
        candidate = null;
        state = State.PLAIN;
        return plainByte(b);
    }

    private void dollarBody(int b) {
        if (b == '$') {
            if (candidate != null && candidate.toString().equals(tag)) {
                state = State.PLAIN;
                candidate = null;
            } else {
                candidate = new StringBuilder();
            }
        } else if (candidate != null) {
            candidate.append((char) b);
            if (candidate.length() > tag.length()) {
                candidate = null;
            }
        }
    }

    private static boolean word(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80;
    }
}
