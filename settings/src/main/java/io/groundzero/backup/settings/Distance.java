package io.groundzero.backup.settings;

/** How many letters must be added, left out, exchanged or swapped to make one word from another. */
final class Distance {

    private static final int SHORT = 10;

    private Distance() {
    }

    /** Whether one is probably the other, typed wrong. */
    static boolean isSmall(String word, String other) {
        return between(word, other) <= (Math.min(word.length(), other.length()) < SHORT ? 1 : 2);
    }

    static int between(String word, String other) {
        int[][] distance = new int[word.length() + 1][other.length() + 1];
        for (int i = 0; i <= word.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(distance, word, other, i, j);
            }
        }
        return distance[word.length()][other.length()];
    }

    private static int cheapest(int[][] distance, String word, String other, int i, int j) {
        boolean same = word.charAt(i - 1) == other.charAt(j - 1);
        int cheapest = Math.min(distance[i - 1][j - 1] + (same ? 0 : 1),
                Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && word.charAt(i - 1) == other.charAt(j - 2)
                && word.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(cheapest, distance[i - 2][j - 2] + 1) : cheapest;
    }
}
