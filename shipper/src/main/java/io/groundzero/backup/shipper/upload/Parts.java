package io.groundzero.backup.shipper.upload;

/**
 * How an object is cut into parts so that no size runs into the store's limit of parts.
 *
 * @param size the object's size in bytes
 * @param partSize of all parts but the last, in bytes; whole MiB
 */
record Parts(long size, long partSize) {

    static final long MIB = 1L << 20;
    /** S3 takes no smaller part, except as the last. */
    static final long SMALLEST = 5 * MIB;
    /** S3 takes no larger part. */
    static final long LARGEST = 5L << 30;

    /**
     * At least {@code minimum}, and large enough that the object needs no more than 80 % of the parts that the store
     * takes; more than that only where parts cannot grow any further.
     *
     * @param size in bytes
     * @param minimum the smallest part wanted, in bytes
     * @param partLimit how many parts the store takes
     * @throws IllegalArgumentException if no part size fits
     */
    static Parts of(long size, long minimum, int partLimit) {
        long usable = Math.max(1, partLimit * 8L / 10);
        long needed = Math.max(minimum, divideUp(size, usable));
        long partSize = Math.min(LARGEST, divideUp(needed, MIB) * MIB);
        Parts parts = new Parts(size, partSize);
        if (parts.count() > partLimit) {
            throw new IllegalArgumentException(size + " bytes do not fit into " + partLimit + " parts of at most "
                    + LARGEST + " bytes");
        }
        return parts;
    }

    /** Number of parts, at least 1: an empty object has one empty part. */
    int count() {
        return Math.toIntExact(Math.max(1, divideUp(size, partSize)));
    }

    /**
     * @param index from 0
     */
    long offset(int index) {
        return index * partSize;
    }

    /**
     * @param index from 0
     */
    long length(int index) {
        return Math.min(partSize, size - offset(index));
    }

    private static long divideUp(long a, long b) {
        return (a + b - 1) / b;
    }
}
