package com.bananacards.testsupport;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Copies of entities: what a transaction read, which others may have changed since. */
public final class Copies {

    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private Copies() {}

    private record Shape(Constructor<?> constructor, List<Field> fields) {

        static Shape of(Class<?> type) {
            try {
                Constructor<?> constructor = type.getDeclaredConstructor();
                constructor.setAccessible(true);
                List<Field> fields = Stream.<Class<?>>iterate(
                                type, Objects::nonNull, Class::getSuperclass)
                        .flatMap(one -> Arrays.stream(one.getDeclaredFields()))
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .filter(field -> isOurs(field.getDeclaringClass()))
                        .toList();
                fields.forEach(field -> field.setAccessible(true));
                return new Shape(constructor, fields);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().startsWith("com.bananacards");
    }

    /** The same values in another object; the values themselves are shared. */
    @SuppressWarnings("unchecked")
    public static <T> T of(T entity) {
        Shape shape = SHAPES.computeIfAbsent(entity.getClass(), Shape::of);
        try {
            Object copy = shape.constructor().newInstance();
            for (Field field : shape.fields()) {
                field.set(copy, field.get(entity));
            }
            return (T) copy;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
