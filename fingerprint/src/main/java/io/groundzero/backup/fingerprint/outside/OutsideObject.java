package io.groundzero.backup.fingerprint.outside;

/**
 * Something that a dump does not hold, or only in part: read alike in source and copy. What the copy has in the same state
 * came back all the same, as an extension brings its own tables with it.
 *
 * @param kind as {@link Kind#word}
 * @param name quoted where SQL would, without the database
 * @param extension to which it belongs, or null
 * @param rows number of rows, at most {@value #MOST_ROWS} and one more for all above; null if it has none, or if the dump
 *        role may not read them
 * @param state something that is the same in source and copy exactly if the content is; null if that was not read
 */
public record OutsideObject(String kind, String name, String extension, Long rows, String state) {

    /** More are not counted. */
    public static final long MOST_ROWS = 1_000_000;
}
