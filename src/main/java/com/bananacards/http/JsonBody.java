package com.bananacards.http;

import com.bananacards.http.JsonText.Numeral;
import com.bananacards.sensitive.Pan;
import com.bananacards.sensitive.Pin;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A request's JSON object, read member by member: strict about types, silent about nothing. Faults are collected, so
 * that a caller learns all of them at once from {@link #done()}; until then a faulty member reads as empty.
 */
public final class JsonBody {

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,10})?");
    private static final Pattern PLAIN_INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern UUID_FORM = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final String path;
    private final Map<String, @Nullable Object> members;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();
    private final Map<String, String> writtenAs = new HashMap<>();
    private final List<JsonBody> nested = new ArrayList<>();

    private JsonBody(String path, Map<String, @Nullable Object> members, List<FieldError> errors) {
        this.path = path;
        this.members = members;
        this.errors = errors;
    }

    /** Reads a body; no body at all reads as an object without members. */
    @SuppressWarnings("unchecked")
    public static JsonBody of(byte @Nullable [] body) {
        Object value = body == null || isBlank(body) ? new LinkedHashMap<>() : JsonText.read(body);
        if (value instanceof Map<?, ?> object) {
            return new JsonBody("", (Map<String, @Nullable Object>) object, new ArrayList<>());
        }
        throw Problem.invalid("", "type", "must be a JSON object");
    }

    private static boolean isBlank(byte[] body) {
        return body.length == 0 || new String(body, StandardCharsets.UTF_8).isBlank();
    }

    /** True when the member is there and not null. */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** Says that a member comes under another name: by that one its faults are told. */
    void comesAs(String written, String name) {
        known.add(written);
        writtenAs.put(name, written);
    }

    /** Puts a member in place of the one by which it came. */
    void stands(String written, String name, String value) {
        members.remove(written);
        members.put(name, value);
    }

    /** One text for all spellings of the same body: what an idempotency digest is taken of. */
    public String canonical() {
        return JsonText.canonical(members);
    }

    /** The member read leniently as an id, for the check of ownership that comes before validation. */
    public Optional<UUID> peekId(String name) {
        return members.get(name) instanceof String text
                        && UUID_FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /** A text of {@code min} to {@code max} characters with no control character and no blank at its ends. */
    public Optional<String> text(String name, int min, int max) {
        return take(name, String.class, "a string").flatMap(text -> {
            if (text.length() < min || text.length() > max) {
                return fault(name, "size", "must have " + min + " to " + max + " characters");
            }
            boolean clean = text.equals(text.strip()) && !hasControl(text);
            return clean
                    ? Optional.of(text)
                    : fault(name, "format", "has blanks at its ends or control characters");
        });
    }

    /** A loop, because an envelope has hundreds of characters: as a stream it was a thirtieth of a webhook. */
    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A text that a pattern describes. */
    public Optional<String> text(String name, int max, Pattern form, String described) {
        return text(name, 1, max)
                .flatMap(text -> form.matcher(text).matches()
                        ? Optional.of(text)
                        : fault(name, "format", described));
    }

    /** One of our ids. */
    public Optional<UUID> id(String name) {
        return take(name, String.class, "a string")
                .flatMap(text -> UUID_FORM.matcher(text).matches()
                        ? Optional.of(UUID.fromString(text))
                        : fault(name, "format", "must be a UUID"));
    }

    /** A number of the issuer's: a positive integer. */
    public Optional<Long> number(String name) {
        return take(name, Numeral.class, "an integer").flatMap(numeral -> {
            if (!PLAIN_INTEGER.matcher(numeral.text()).matches()) {
                return fault(name, "type", "must be an integer");
            }
            BigInteger value = new BigInteger(numeral.text());
            boolean fits = value.signum() > 0 && value.bitLength() < Long.SIZE;
            return fits
                    ? Optional.of(value.longValueExact())
                    : fault(name, "range", "must be positive and no larger than 2^63 - 1");
        });
    }

    public Optional<Boolean> bool(String name) {
        return take(name, Boolean.class, "a boolean");
    }

    /** A positive amount with at most {@code decimals} places, as a decimal string or a JSON number. */
    public Optional<BigDecimal> amount(String name, int decimals) {
        Optional<String> written = take(name, Object.class, "a decimal string or a number")
                .flatMap(value -> switch (value) {
                    case String text -> Optional.of(text);
                    case Numeral numeral -> Optional.of(numeral.text());
                    default -> fault(name, "type", "must be a decimal string or a number");
                });
        return written.flatMap(text -> decimal(name, text, decimals));
    }

    private Optional<BigDecimal> decimal(String name, String text, int decimals) {
        if (!PLAIN_DECIMAL.matcher(text).matches()) {
            return fault(name, "format", "must be a plain decimal such as 100.00");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.scale() > decimals) {
            return fault(name, "format", "has more than " + decimals + " decimals");
        }
        return value.signum() > 0 ? Optional.of(value) : fault(name, "range", "must be positive");
    }

    /** A full card number. */
    public Optional<Pan> pan(String name) {
        return secret(name, Pan::parse, 16, 19);
    }

    /** A PIN. */
    public Optional<Pin> pin(String name) {
        return secret(name, Pin::parse, 6, 6);
    }

    private <T> Optional<T> secret(
            String name, Function<String, Optional<T>> parser, int min, int max) {
        return take(name, String.class, "a string").flatMap(text -> {
            if (text.length() < min || text.length() > max) {
                return fault(
                        name,
                        "size",
                        min == max ? "must have " + min + " digits" : "must have 16 to 19 digits");
            }
            Optional<T> parsed = parser.apply(text);
            return parsed.isPresent() ? parsed : fault(name, "format", "must be ASCII digits only");
        });
    }

    /** An object within the object. */
    @SuppressWarnings("unchecked")
    public Optional<JsonBody> object(String name) {
        return take(name, Map.class, "an object").map(object -> {
            JsonBody inner =
                    new JsonBody(pointer(name), (Map<String, @Nullable Object>) object, errors);
            nested.add(inner);
            return inner;
        });
    }

    /** Says that this member must be there; what was read of it comes back. */
    public <T> Optional<T> required(String name, Optional<T> read) {
        if (members.get(name) == null && read.isEmpty() && !writtenAs.containsKey(name)) {
            return fault(name, "required", "is required");
        }
        return read;
    }

    /** Records a fault that only the caller can see. */
    public <T> Optional<T> fault(String name, String code, String detail) {
        errors.add(new FieldError(pointer(name), code, detail));
        return Optional.empty();
    }

    /** Ends the reading. @throws Problem {@code validation_failed} with every fault found */
    public void done() {
        nested.forEach(JsonBody::refuseUnknown);
        refuseUnknown();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** Ends a reading that leaves unknown members alone. @throws Problem {@code validation_failed} */
    public void doneIgnoringUnknown() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private void refuseUnknown() {
        members.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(name, "unknown_field", "is not known here"));
    }

    private <T> Optional<T> take(String name, Class<T> type, String described) {
        known.add(name);
        Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return type.isInstance(value)
                ? Optional.of(type.cast(value))
                : fault(name, "type", "must be " + described);
    }

    private String pointer(String name) {
        return path + "/"
                + com.bananacards.sensitive.Masking.text(writtenAs.getOrDefault(name, name))
                        .replace("~", "~0")
                        .replace("/", "~1");
    }
}
