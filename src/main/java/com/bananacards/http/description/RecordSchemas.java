package com.bananacards.http.description;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What we answer with are records: each member is always written, and is null only where the record says so. */
final class RecordSchemas {

    private static final String PAGE = "Page";
    private static final String REQUEST = "Request";
    private static final DotName NULLABLE =
            DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName NAME =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");

    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("amount", "100.00"),
            Map.entry("available", "97.50"),
            Map.entry("balance", "1000.00"),
            Map.entry("currency", "USD"),
            Map.entry("email", "ada@example.com"),
            Map.entry("fee", "1.50"),
            Map.entry("issuer", "101:0 - card number not exist"),
            Map.entry("last4", "3456"),
            Map.entry("merchant", "Banana Market"),
            Map.entry("resulting_balance", "197.50"),
            Map.entry("total", "97.50"));

    private final Collection<ClassInfo> records;
    private final Map<String, Schema> schemas;

    RecordSchemas(IndexView index, Components components) {
        schemas = components.getSchemas();
        records = index.getKnownClasses().stream().filter(ClassInfo::isRecord).toList();
    }

    void complete() {
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null && !name.endsWith(REQUEST)) {
                records.stream()
                        .filter(one -> isOf(one, name, schema))
                        .findFirst()
                        .ifPresent(one -> complete(schema, one));
            }
        });
    }

    /** Two records may have the same short name; their members tell them apart. */
    private static boolean isOf(ClassInfo one, String name, Schema schema) {
        boolean named = one.simpleName().equals(name)
                || one.simpleName().equals(PAGE) && name.startsWith(PAGE);
        return named && names(one).equals(schema.getProperties().keySet());
    }

    private static Set<String> names(ClassInfo one) {
        return one.recordComponentsInDeclarationOrder().stream()
                .map(component -> name(one, component))
                .collect(Collectors.toSet());
    }

    /** The annotation is not kept on components, but on the fields that they make. */
    private static String name(ClassInfo one, RecordComponentInfo component) {
        AnnotationInstance named = one.field(component.name()).annotation(NAME);
        return named == null ? component.name() : named.value().asString();
    }

    private void complete(Schema schema, ClassInfo one) {
        Map<String, Schema> members = new LinkedHashMap<>();
        for (RecordComponentInfo component : one.recordComponentsInDeclarationOrder()) {
            String name = name(one, component);
            Schema member = Objects.requireNonNull(schema.getProperties().get(name));
            example(name, member);
            items(component.type(), member);
            members.put(name, component.type().hasAnnotation(NULLABLE) ? orNull(member) : member);
        }
        schema.setProperties(members);
        schema.setRequired(new ArrayList<>(members.keySet()));
    }

    /** What a list holds may be null too. */
    private void items(Type type, Schema member) {
        Schema items = member.getItems();
        if (items != null
                && type.kind() == Type.Kind.PARAMETERIZED_TYPE
                && type.asParameterizedType().arguments().getLast().hasAnnotation(NULLABLE)) {
            member.setItems(orNull(items));
        }
    }

    private static void example(String name, Schema member) {
        String example = EXAMPLES.get(name);
        if (example != null && List.of(Schema.SchemaType.STRING).equals(member.getType())) {
            member.setExamples(List.of(example));
        }
    }

    /** Simple types are written out where they may be null: generators understand that best. */
    private Schema orNull(Schema member) {
        Schema simple = member.getRef() == null ? member : simple(member.getRef());
        if (simple != null) {
            return simple.getType() == null ? simple : simple.type(withNull(simple.getType()));
        }
        return OASFactory.createSchema()
                .addAnyOf(member)
                .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
    }

    private @Nullable Schema simple(String ref) {
        Schema named = schemas.get(ref.substring(ref.lastIndexOf('/') + 1));
        return named == null || named.getFormat() == null
                ? null
                : OASFactory.createSchema().type(named.getType()).format(named.getFormat());
    }

    private static List<Schema.SchemaType> withNull(List<Schema.SchemaType> types) {
        List<Schema.SchemaType> all = new ArrayList<>(types);
        all.add(Schema.SchemaType.NULL);
        return all;
    }
}
