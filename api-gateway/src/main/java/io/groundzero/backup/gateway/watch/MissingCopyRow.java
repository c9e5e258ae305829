package io.groundzero.backup.gateway.watch;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A copy that was not there, or not whole, when its place was last looked at. */
@Entity
@Table(name = "missing_copy")
public class MissingCopyRow extends PanacheEntityBase {

    @Embeddable
    public record Key(String place, @Column(name = "backup_id") String backupId) implements Serializable {
    }

    @EmbeddedId
    public Key key;
    public String what;
    /** Since when it is so; null if that was not noted. */
    public Instant since;
}
