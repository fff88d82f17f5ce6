package io.howdah.engine.apply.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The keys that one writer owns, with the rows that the server has acknowledged. What a transaction under way has done is kept apart
 * until it is known to be committed.
 */
final class Share {

    private final int writer;
    private final int writers;
    private final int target;
    private final Random random;
    private final Map<Long, LedgerRow> committed = new HashMap<>();
    private final List<Long> keys = new ArrayList<>();
    private final Map<Long, Optional<LedgerRow>> pending = new HashMap<>();
    private long next;

    /** @param target how many rows it is to have on average */
    Share(int writer, int writers, int target, Random random) {
        this.writer = writer;
        this.writers = writers;
        this.target = target;
        this.random = random;
    }

    boolean owns(long key) {
        return key > 0 && key % writers == writer;
    }

    /** A row that is there from the start. */
    void starts(long key, LedgerRow row) {
        committed.put(key, row);
        keys.add(key);
        next = Math.max(next, key);
    }

    boolean small() {
        return committed.size() < target;
    }

    /** A key that was never used, or in a third of the cases one that lies among those in use and is free. */
    long free() {
        if (random.nextInt(3) == 0) {
            for (int tries = 0; tries < 20; tries++) {
                long key = mine(1 + random.nextLong(Math.max(1, next)));
                if (row(key).isEmpty()) {
                    return key;
                }
            }
        }
        next += writers;
        return mine(next);
    }

    private long mine(long key) {
        long own = key - key % writers + writer;
        return own == 0 ? writers : own;
    }

    /** A key in use; empty where all were deleted. */
    Optional<Long> used() {
        for (int tries = 0; tries < 50 && !keys.isEmpty(); tries++) {
            long key = keys.get(random.nextInt(keys.size()));
            if (row(key).isPresent()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    Optional<LedgerRow> row(long key) {
        var changed = pending.get(key);
        return changed == null ? Optional.ofNullable(committed.get(key)) : changed;
    }

    /** The row before the transaction under way. */
    Optional<LedgerRow> kept(long key) {
        return Optional.ofNullable(committed.get(key));
    }

    /** The keys that the transaction under way has written. */
    Set<Long> touched() {
        return pending.keySet();
    }

    void puts(long key, LedgerRow row) {
        pending.put(key, Optional.of(row));
    }

    void removes(long key) {
        pending.put(key, Optional.empty());
    }

    void forget() {
        pending.clear();
    }

    /** The server has committed what is pending. */
    void keep() {
        pending.forEach((key, row) -> {
            if (row.isEmpty()) {
                committed.remove(key);
                keys.remove(key);
            } else if (committed.put(key, row.get()) == null) {
                keys.add(key);
            }
        });
        pending.clear();
    }

    Map<Long, LedgerRow> rows() {
        return committed;
    }
}
