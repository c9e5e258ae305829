package io.groundzero.backup.handover.doctor;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Vert.x for a look, where no Quarkus runs. */
public final class BriefVertx {

    private BriefVertx() {
    }

    /** To be closed. */
    public static Vertx open() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(
                // a container's /tmp may not be writable
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    }
}
