package io.groundzero.backup.gateway.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.groundzero.backup.contracts.error.BackupException;
import io.groundzero.backup.gateway.problem.Input;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Page;

/**
 * The part of a list that a caller asks for, newest first. It goes on behind a row that the caller has (keyset), so
 * neither a new row nor a long list makes it slow or lets it repeat or lose one.
 *
 * @param size of it
 * @param time of the row that the caller has, or null from the start
 * @param id of that row, or null
 */
public record Slice(int size, Instant time, String id) {

    private static final int LARGEST = 200;
    private static final int USUAL = 50;

    /**
     * @param rows newest first
     * @param next the id behind which there is more; null if there is none
     */
    public record Part<R>(List<R> rows, String next) {
    }

    /**
     * @param limit from 1 to {@value #LARGEST}; {@value #USUAL} if null
     * @param after id of the row that the caller has, or null
     * @param timeOf the time in an id; throws IllegalArgumentException if it is none
     * @throws BackupException REQUEST_INVALID
     */
    public static Slice of(String limit, String after, Function<String, Instant> timeOf) throws BackupException {
        return Input.valid(() -> new Slice(size(limit), after == null ? null : timeOf.apply(after), after));
    }

    /**
     * @param find the query of a table with {@code requestedAt} and {@code id}, from its condition and parameters
     * @param equal what fields must be; those that are null do not matter
     * @param idOf the id of a row
     */
    public <R> Part<R> read(BiFunction<String, Map<String, Object>, PanacheQuery<R>> find, Map<String, Object> equal,
            Function<R, String> idOf) {
        List<String> where = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> parameters = new HashMap<>();
        equal.forEach((field, value) -> {
            if (value != null) {
                where.add(field + " = :" + field);
                parameters.put(field, value);
            }
        });
        if (id != null) {
            where.add("(requestedAt < :sliceTime or requestedAt = :sliceTime and id < :sliceId)");
            parameters.put("sliceTime", time);
            parameters.put("sliceId", id);
        }
        List<R> rows = find.apply(String.join(" and ", where) + " order by requestedAt desc, id desc", parameters)
                .page(Page.ofSize(size + 1)).list();
        return rows.size() <= size
                ? new Part<>(rows, null)
                : new Part<>(rows.subList(0, size), idOf.apply(rows.get(size - 1)));
    }

    private static int size(String limit) {
        try {
            int size = limit == null ? USUAL : Integer.parseInt(limit);
            if (size >= 1 && size <= LARGEST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // told below, like any other value out of range
        }
        throw new IllegalArgumentException("limit must be a number from 1 to " + LARGEST);
    }
}
