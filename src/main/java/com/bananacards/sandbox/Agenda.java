package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** What is to happen later, as data: saved with the state and armed again after a restart. */
final class Agenda implements Part {

    /** What an entry of the agenda asks for. */
    enum Kind {
        DECIDE_USER,
        SETTLE_ORDER
    }

    private record Task(long id, Kind kind, long subject, long dueAt) implements Row {

        static Task of(JsonObject saved) {
            return new Task(
                    saved.getLong("id"),
                    Kind.valueOf(saved.getString("kind")),
                    saved.getLong("subject"),
                    saved.getLong("due_at"));
        }

        @Override
        public JsonObject toJson() {
            return new JsonObject()
                    .put("id", id)
                    .put("kind", kind.name())
                    .put("subject", subject)
                    .put("due_at", dueAt);
        }
    }

    private final World world;
    private final Desk desk;
    private final Table<Task> tasks;
    private final Map<Long, Long> timers = new HashMap<>();
    private final Map<Kind, LongConsumer> workers = new EnumMap<>(Kind.class);

    Agenda(World world, Desk desk) {
        this.world = world;
        this.desk = desk;
        tasks = new Table<>(world.settings.limits().pending(), task -> false, Task::of);
        world.join("agenda", this);
    }

    void worker(Kind kind, LongConsumer worker) {
        workers.put(kind, worker);
    }

    void checkRoom() {
        if (tasks.size() >= world.settings.limits().pending()) {
            throw new SandboxFull();
        }
    }

    void in(Duration wait, Kind kind, long subject) {
        long dueAt = world.now() + wait.toMillis();
        arm(tasks.add(new Task(world.ids.nextRow(), kind, subject, dueAt)), wait.toMillis());
    }

    private void arm(Task task, long millis) {
        timers.put(task.id(), desk.later(millis, () -> fall(task)));
    }

    private void fall(Task task) {
        timers.remove(task.id());
        tasks.remove(task.id());
        LongConsumer worker = workers.get(task.kind());
        if (worker == null) {
            throw new IllegalStateException("nobody does " + task.kind());
        }
        worker.accept(task.subject());
    }

    int size() {
        return tasks.size();
    }

    @Override
    public JsonObject save() {
        return tasks.save();
    }

    @Override
    public void load(JsonObject saved) {
        reset();
        tasks.load(saved);
        long now = world.now();
        tasks.all().forEach(task -> arm(task, task.dueAt() - now));
    }

    @Override
    public void reset() {
        timers.values().forEach(desk::forget);
        timers.clear();
        tasks.reset();
    }
}
