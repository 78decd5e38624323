package com.bananacards.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Stands where an operator has a collector: takes OTLP over HTTP, as protobuf, and keeps what came. */
public final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<ExportTraceServiceRequest> received = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    /** Listens on a free port of this machine. */
    public static TraceCollector start() {
        try {
            TraceCollector collector = new TraceCollector(HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            collector.server.start();
            return collector;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream plain = zipped
                ? new GZIPInputStream(new ByteArrayInputStream(body))
                : new ByteArrayInputStream(body)) {
            received.add(ExportTraceServiceRequest.parseFrom(plain));
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** All spans that came, in the order of their coming. */
    public List<Span> spans() {
        return received.stream()
                .flatMap(one -> one.getResourceSpansList().stream())
                .flatMap(one -> one.getScopeSpansList().stream())
                .flatMap(one -> one.getSpansList().stream())
                .toList();
    }

    /** Those of one trace. */
    public List<Span> trace(String traceId) {
        return spans().stream().filter(span -> traceOf(span).equals(traceId)).toList();
    }

    public static String traceOf(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    public static String idOf(Span span) {
        return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    public static String parentOf(Span span) {
        return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** The traces that a span links to. */
    public static List<String> linked(Span span) {
        return span.getLinksList().stream()
                .map(link -> HexFormat.of().formatHex(link.getTraceId().toByteArray()))
                .toList();
    }

    /** An attribute as text; empty when there is none of this name. */
    public static String attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(one -> one.getKey().equals(name))
                .map(KeyValue::getValue)
                .map(value -> value.hasIntValue()
                        ? Long.toString(value.getIntValue())
                        : value.getStringValue())
                .findFirst()
                .orElse("");
    }

    /** Everything that came, resources included, as text. */
    public String text() {
        return received.stream()
                .map(ExportTraceServiceRequest::toString)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
