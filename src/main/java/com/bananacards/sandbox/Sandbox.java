package com.bananacards.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

import java.util.Optional;
import java.util.function.Function;

/**
 * BananaTech, imitated: its fifteen endpoints with real encryption and signatures, its webhooks
 * sent over HTTP, and a control API under {@code /control} to play the issuer and to script faults.
 *
 * <p>Promise: what is refused changes nothing; money adds up to the cent ({@code /control/ledger});
 * the same fault script over the same calls decides the same. Amounts: USD with two decimals; times
 * on the wire: epoch milliseconds. Errors: 400 in plain JSON for what cannot be read, a refusal
 * with {@code code:sub - text} for what may not be done. For development and tests only: the
 * control API asks nobody for a password.
 * <p>Source: BananaTech's guides and endpoint pages, and, where they are silent, assumed defaults.
 */
public final class Sandbox {

    private final Vertx vertx;
    private final SandboxSettings settings;
    private final Desk desk;
    private final Postman postman;
    private final StateFile stateFile;
    private final Router router;

    /**
     * Ready at once; a state file is read before the first call is answered.
     *
     * @throws java.io.UncheckedIOException when the state file is there and cannot be read
     */
    public Sandbox(Vertx vertx, SandboxSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        World world = new World(settings);
        desk = new Desk(vertx);
        postman = new Postman(vertx, settings);
        stateFile = new StateFile(vertx, world);
        router = Router.router(vertx);
        build(world);
    }

    private void build(World world) {
        Outbox outbox = new Outbox(world, desk, postman);
        Agenda agenda = new Agenda(world, desk);
        Webhooks webhooks = new Webhooks(world, outbox);
        Issuer issuer = new Issuer(world, agenda, new Announcements(world, webhooks));
        Optional<JsonObject> saved = stateFile.read();
        desk.run(() -> saved.ifPresent(world::load));
        desk.run(() -> desk.afterwards(stateFile::changed));
        new IssuerRoutes(vertx, desk, new Exchange(world, issuer)).mount(router, settings);
        Control control = new Control(world, issuer, webhooks, agenda, outbox);
        new ControlRoutes(vertx, desk, router).mount(control, new CardControl(world, issuer));
    }

    /** The endpoints under {@code /} and the control API; may be mounted under any path. */
    public Router router() {
        return router;
    }

    /** What the sandbox was started with. */
    public SandboxSettings settings() {
        return settings;
    }

    /** A server of its own for the sandbox; port 0 takes any free one. */
    public Future<HttpServer> listen(String host, int port) {
        return vertx.createHttpServer().requestHandler(router).listen(port, host);
    }

    /** Saves a last time and stops timers and webhooks; does not wait for either. */
    public void close() {
        stop();
    }

    Future<Void> stop() {
        return desk.call(stateFile::flush)
                .compose(Function.identity())
                .eventually(postman::close)
                .eventually(desk::close);
    }
}
