package com.bananacards.testsupport;

import io.restassured.RestAssured;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The service as in production: the packaged artifact, PostgreSQL and the issuer are three processes. The test's
 * {@link Api} and {@link SandboxControl} speak with them.
 */
public final class Production implements AutoCloseable {

    private final Path folder;
    private final int port = Surroundings.freePort();
    private final int issuerPort = Surroundings.freePort();
    private final Map<String, String> more;
    private DatabaseProcess database;
    private Map<String, String> environment;
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private IssuerProcess issuer;
    private ServiceProcess service;

    private Production(String name, Map<String, String> more) {
        WireTap.listen();
        ContractWatch.begin();
        folder = Path.of("target", "it", name + "-" + UUID.randomUUID()).toAbsolutePath();
        database = DatabaseProcess.start(folder.resolve("postgres"));
        this.more = more;
        environment = environment(Map.of());
    }

    private Map<String, String> environment(Map<String, String> still) {
        Map<String, String> all =
                ServiceProcess.environment(port, database.port(), IssuerProcess.url(issuerPort));
        all.putAll(more);
        all.putAll(still);
        return all;
    }

    /** @param more settings beyond the required ones, as environment variables */
    public static Production start(String name, Map<String, String> more) {
        Production production = new Production(name, more);
        production.startIssuer();
        production.startService();
        return production;
    }

    public void startIssuer() {
        startIssuer(TestKeys.SECRET);
    }

    /** Starts it with another Secret Key than the service's. */
    public void startIssuer(String secret) {
        issuer = IssuerProcess.start(issuerPort, webhooks(), folder, secret);
    }

    public void stopIssuer() {
        issuer.stop();
    }

    /** Starts the service, again on the same port and database when it was ended. */
    public void startService() {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = port;
        service = ServiceProcess.start(environment, folder.resolve("service.log"));
    }

    /** Ends the service and starts it with some settings changed. */
    public void restartService(Map<String, String> changed) {
        service.stop();
        environment.putAll(changed);
        startService();
    }

    /** One more service on the same database, on a port of its own; nobody sends it webhooks yet. */
    public ServiceProcess startReplica() {
        return startReplica(Map.of());
    }

    /** @param more settings of this one alone */
    public ServiceProcess startReplica(Map<String, String> more) {
        return startReplica(ServiceProcess::start, more);
    }

    /** The same, on the JVM also where a native executable is tested. */
    public ServiceProcess startReplicaOnTheJvm() {
        return startReplica(ServiceProcess::startOnTheJvm, Map.of());
    }

    /** The same of the version before this one, where the run was told of one. */
    public ServiceProcess startPreviousReplica() {
        return startReplica(ServiceProcess::startPrevious, Map.of());
    }

    private ServiceProcess startReplica(
            BiFunction<Map<String, String>, Path, ServiceProcess> version,
            Map<String, String> more) {
        int another = Surroundings.freePort();
        Map<String, String> its = new LinkedHashMap<>(environment);
        its.putAll(more);
        its.put("QUARKUS_HTTP_PORT", Integer.toString(another));
        Path log = folder.resolveSibling(folder.getFileName() + "-" + another);
        ServiceProcess replica = version.apply(its, log.resolve("service.log"));
        replicas.add(replica);
        return replica;
    }

    /** One more process on the same database, with settings beyond those of the others, whatever becomes of it. */
    public ChildProcess launch(Map<String, String> more) {
        Map<String, String> its = new LinkedHashMap<>(environment);
        its.putAll(more);
        Path log = folder.resolveSibling(folder.getFileName() + "-" + UUID.randomUUID());
        return ServiceProcess.launch(its, log.resolve("service.log"));
    }

    /** After a test that failed while it had killed the service. */
    public void startServiceIfGone() {
        if (service.readiness() == 0) {
            startService();
        }
    }

    public void killService() {
        service.kill();
    }

    /** Kills the service when this time has passed. */
    public void killServiceAfter(Duration time) {
        service.endsWithin(time);
        service.kill();
    }

    /**
     * Takes the service's database away for good, while the issuer stays up, and starts the service on an empty one.
     *
     * @param still settings beyond those it was started with
     */
    public void startAnew(Map<String, String> still) {
        service.kill();
        database.stop();
        Path anew = folder.resolveSibling(folder.getFileName() + "-" + UUID.randomUUID());
        database = DatabaseProcess.start(anew.resolve("postgres"));
        environment = environment(still);
        startService();
    }

    public ServiceProcess service() {
        return service;
    }

    public DatabaseProcess database() {
        return database;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private String webhooks() {
        return url() + "/webhooks/bananatech";
    }

    @Override
    public void close() {
        replicas.forEach(ServiceProcess::kill);
        service.kill();
        issuer.stop();
        database.stop();
        RestAssured.reset();
    }
}
