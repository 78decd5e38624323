package com.bananacards.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Keeps the state in a file: written beside and renamed, so a reader never sees half of it; at most
 * one write at a time, and many changes in one write.
 */
final class StateFile {

    private final Vertx vertx;
    private final World world;
    private final @Nullable Path file;
    private boolean due;
    private boolean changedMeanwhile;
    private Future<Void> writing = Future.succeededFuture();

    StateFile(Vertx vertx, World world) {
        this.vertx = vertx;
        this.world = world;
        file = world.settings.stateFile();
    }

    /** Empty when there is no file; {@link UncheckedIOException} when it cannot be read. */
    Optional<JsonObject> read() {
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ExactJson.object(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (BadEnvelope notOurs) {
            throw new IllegalStateException("the state file is not JSON: " + file);
        }
    }

    /** Called at the desk after each piece of work. */
    void changed() {
        if (file == null || due) {
            return;
        }
        if (!writing.isComplete()) {
            changedMeanwhile = true;
            return;
        }
        due = true;
        long wait = world.settings.saveAfter().toMillis();
        vertx.setTimer(Math.max(1, wait), timer -> write(file));
    }

    private void write(Path target) {
        due = false;
        writing = save(target);
        writing.onComplete(done -> {
            if (changedMeanwhile) {
                changedMeanwhile = false;
                changed();
            }
        });
    }

    private Future<Void> save(Path target) {
        String text = world.save().encode();
        return vertx.executeBlocking(() -> {
            replace(target, text);
            return null;
        });
    }

    private static void replace(Path target, String text) throws IOException {
        Path whole = target.toAbsolutePath();
        Path beside = whole.resolveSibling(whole.getFileName() + ".new");
        Files.createDirectories(whole.getParent());
        Files.deleteIfExists(beside);
        create(beside);
        Files.writeString(beside, text);
        Files.move(
                beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The file holds card numbers: nobody else on the machine may read it. */
    private static void create(Path path) throws IOException {
        boolean posix = Files.getFileStore(path.getParent()).supportsFileAttributeView("posix");
        if (posix && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            var owner = PosixFilePermissions.fromString("rw-------");
            Files.createFile(path, PosixFilePermissions.asFileAttribute(owner));
        } else {
            Files.createFile(path);
        }
    }

    /** The last write; called at the desk. */
    Future<Void> flush() {
        if (file == null) {
            return Future.succeededFuture();
        }
        Path target = file;
        return writing.transform(before -> save(target));
    }
}
