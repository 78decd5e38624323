package com.bananacards.security;

import com.bananacards.database.DatabaseConfig;
import com.bananacards.http.Conditions;
import com.bananacards.http.Paging;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one door from a caller to rows that belong to a cardholder: each kind of them, and which member says to whom.
 * Whose a row is stands in the query itself, so another's row is never read, and is missing in the same words and the
 * same time as one that does not exist.
 */
public enum Owned {
    CARDHOLDERS("Cardholder", "id"),
    CARDS("Card", "cardholderId"),
    OPERATIONS("Operation", "cardholderId"),
    CHALLENGES("Challenge", "cardholderId"),
    TRANSACTIONS("CardTransaction", "cardholderId");

    private final String rows;
    private final String owner;

    Owned(String rows, String owner) {
        this.rows = rows;
        this.owner = owner;
    }

    /** The entity's name. */
    public String rows() {
        return rows;
    }

    /** One row. @throws Problem {@code not_found}, also for another's */
    public <T> Uni<T> find(Class<T> type, Caller caller, UUID id) {
        return one(type, caller, id, LockModeType.NONE);
    }

    /** The columns of single rows by a room's own SQL, where an entity is too much. No session is held. */
    public static OwnedColumns columns(Pool pool, DatabaseConfig config, String sql) {
        return new OwnedColumns(pool, config, sql);
    }

    static Problem missing(Caller caller) {
        return caller.own().isEmpty() ? Problem.of(ProblemType.NOT_FOUND) : Problem.accessRefused();
    }

    /** One row, locked, within the caller's transaction. @throws Problem {@code not_found}, also for another's */
    public <T> Uni<T> lock(Class<T> type, Caller caller, UUID id) {
        return one(type, caller, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** A page of the rows that fulfil the conditions, newest first, and one more if there are more. */
    public <T> Uni<List<T>> page(
            Class<T> type, Caller caller, Conditions conditions, Paging paging) {
        Conditions narrowed = conditions.where(owner, caller.own()).after(paging.after());
        return query(type, narrowed, paging.fetch(), LockModeType.NONE);
    }

    /** Fails with a {@link Problem} {@code not_found} when a cardholder names what is not theirs. */
    Uni<Void> check(Caller caller, UUID id) {
        return caller.own().isEmpty()
                ? Uni.createFrom().voidItem()
                : find(Object.class, caller, id).replaceWithVoid();
    }

    private <T> Uni<T> one(Class<T> type, Caller caller, UUID id, LockModeType lock) {
        Conditions mine = Conditions.none().where("id", Optional.of(id)).where(owner, caller.own());
        return query(type, mine, 1, lock).map(found -> {
            if (found.isEmpty()) {
                throw missing(caller);
            }
            return found.getFirst();
        });
    }

    private <T> Uni<List<T>> query(
            Class<T> type, Conditions conditions, int limit, LockModeType lock) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> {
            Object[] values = conditions.values();
            String where = conditions.isEmpty() ? " " : " where ";
            Mutiny.SelectionQuery<T> query = session.createSelectionQuery(
                    "from " + rows + where + conditions.newestFirst(), type);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.setMaxResults(limit).setLockMode(lock).getResultList();
        }));
    }
}
