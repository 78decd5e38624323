package com.bananacards.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Every method and path that the service answers, from its description and from its code. */
public final class Endpoints {

    private Endpoints() {}

    /** As the API's description has them: {@code GET /v1/cards/{id}}. */
    public static Set<String> described(JsonNode api) {
        Set<String> all = new TreeSet<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> all.add(
                                method.toUpperCase(Locale.ROOT) + " " + anyId(path.getKey()))));
        return all;
    }

    /** As the code has them: what is hidden from the description is answered all the same. */
    public static Set<String> coded() {
        Set<String> all = new TreeSet<>();
        for (JavaClass one : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.bananacards")) {
            if (one.isAnnotatedWith(Path.class) && !one.isAnnotatedWith(RegisterRestClient.class)) {
                one.getMethods().forEach(method -> add(all, one, method));
            }
        }
        return all;
    }

    private static void add(Set<String> all, JavaClass resource, JavaMethod method) {
        method.getAnnotations().stream()
                .filter(one -> one.getRawType().isAnnotatedWith(HttpMethod.class))
                .map(one ->
                        one.getRawType().getAnnotationOfType(HttpMethod.class).value())
                .forEach(verb -> all.add(verb + " " + anyId(path(resource, method))));
    }

    private static String path(JavaClass resource, JavaMethod method) {
        String root = resource.getAnnotationOfType(Path.class).value();
        String more = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        return (root + "/" + more).replaceAll("/+", "/").replaceAll("/$", "");
    }

    private static String anyId(String path) {
        return path.replaceAll("\\{[^}]*}", "{id}");
    }
}
